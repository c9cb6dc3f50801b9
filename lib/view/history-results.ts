import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { Ask } from '../messaging/ask.ts';
import type { Found, HistoryQuery } from '../messaging/contract.ts';
import type { Message } from '../storage/items/messages.ts';

/** Messages asked for at a time. */
export const PAGE = 100;

/** What is known of the messages that fit. What was found stays on screen while something else is searched. */
export type Results = { kind: 'loading' } | { kind: 'failed' } | ({ kind: 'found'; query: HistoryQuery } & Found);

/** A place in the list: a message, one that is on its way, or one that cannot be read. */
export type Slot = Message | 'loading' | 'unreadable';

/** What fits a query, of which only the parts that are looked at are fetched. */
export function createResults(ask: Ask) {
  const results = signal<Results>({ kind: 'loading' });
  const pages = signal<ReadonlyMap<number, Message[]>>(new Map());
  const asked = new Set<number>();
  let searches = 0;

  const show = (next: Results, keepsPages: boolean) =>
    batch(() => {
      asked.clear();
      if (!keepsPages) pages.value = new Map();
      results.value = next;
    });

  const fetchPage = async (query: HistoryQuery, page: number) => {
    asked.add(page);
    const shown = results.value;
    const answer = await ask('history/page', { query, offset: page * PAGE, limit: PAGE });
    // Something else is shown by now.
    if (results.value !== shown) return;
    if (answer.ok) pages.value = new Map(pages.value).set(page, answer.value);
    else show({ kind: 'failed' }, false);
  };

  return {
    results: results as ReadonlySignal<Results>,
    /** Searches; only the answer to the last search counts. */
    async find(query: HistoryQuery): Promise<void> {
      searches += 1;
      const mine = searches;
      const answer = await ask('history/find', { query });
      if (mine !== searches) return;
      const before = results.value;
      // After a second search for the same, what is known stays on screen until it comes anew.
      const isSame = before.kind === 'found' && JSON.stringify(before.query) === JSON.stringify(query);
      if (answer.ok) show({ kind: 'found', query, ...answer.value }, isSame);
      else show({ kind: 'failed' }, false);
    },
    /** Fetches what is not there yet of the messages from `first` to `last`. */
    want(first: number, last: number): void {
      const { value } = results;
      if (value.kind !== 'found') return;
      for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
        if (!asked.has(page)) void fetchPage(value.query, page);
      }
    },
    /** The message at a place of the list, newest first. */
    at(index: number): Slot {
      const page = pages.value.get(Math.floor(index / PAGE));
      return page ? (page[index % PAGE] ?? 'unreadable') : 'loading';
    },
  };
}
