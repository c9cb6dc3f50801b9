import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { ask } from '../messaging/ask.ts';
import type { StorageFailure } from '../storage/failure.ts';
import { failureOf, valueOr } from '../storage/item.ts';
import { accountsItem } from '../storage/items/accounts.ts';
import type { Visitor } from '../storage/items/visitors.ts';
import { type VisitorFileFormat, visitorFile } from '../text/visitor-file.ts';
import { createVisitorSearch } from '../visitors/search.ts';
import { createFollower } from './follow.ts';
import { followVisitors } from './visitors.ts';

/** What the Visitors page shows and may ask for. `ready` ends when the stored state is on screen. */
export function createVisitorsPage(now: () => number = Date.now) {
  const follower = createFollower();
  const accounts = follower.follow(accountsItem);
  const accountId = computed(() => valueOr(accounts.value, undefined)?.current);
  const { latest, byId, threads } = followVisitors(follower, accountId);
  const unreadable = signal<StorageFailure | undefined>(undefined);
  const ready = follower.load().catch(() => {
    unreadable.value = { kind: 'storage-unavailable' };
  });
  const find = computed(() => createVisitorSearch(latest.value));
  const query = signal('');
  const fitting = computed(() =>
    query.value.trim() === '' ? pinnedFirst(latest.value) : find.value(query.value, latest.value.length),
  );
  const order = createOrder();
  const shown = computed(() =>
    order(query.value, fitting.value, byId.value).flatMap((visitorId) => byId.value.get(visitorId) ?? []),
  );

  return {
    ready,
    now,
    /** Why visitors cannot be read, which is not the same as having none. */
    trouble: computed(() => unreadable.value ?? failureOf(accounts.value)),
    /** How many are remembered. */
    total: computed(() => latest.value.length),
    query: query as ReadonlySignal<string>,
    search(text: string) {
      query.value = text;
    },
    /** Those who fit the search. They keep their places while something of them is changed. */
    shown,
    find: (text: string, most: number): Visitor[] => find.value(text, most),
    visitor: (visitorId: string): Visitor | undefined => byId.value.get(visitorId),
    /** A file of those who fit the search, in parts. */
    export: (format: VisitorFileFormat): Promise<string[]> =>
      visitorFile(format, shown.value, (owner) =>
        [...threads.value].flatMap(([threadId, visitorId]) => (visitorId === owner ? threadId : [])),
      ),
    ask,
  };
}

export type VisitorsPageView = ReturnType<typeof createVisitorsPage>;

const pinnedFirst = (visitors: readonly Visitor[]): Visitor[] => [
  ...visitors.filter(({ isPinned }) => isPinned),
  ...visitors.filter(({ isPinned }) => !isPinned),
];

/** Ranks anew for each search alone: a row must not run away from under the hand that changes it. */
function createOrder() {
  let asked: string | undefined;
  let order: string[] = [];
  return (query: string, fitting: Visitor[], all: ReadonlyMap<string, Visitor>): string[] => {
    const ids = fitting.map(({ visitorId }) => visitorId);
    const before = new Set(order);
    const kept = order.filter((visitorId) => all.has(visitorId));
    order = query === asked ? [...ids.filter((visitorId) => !before.has(visitorId)), ...kept] : ids;
    asked = query;
    return order;
  };
}
