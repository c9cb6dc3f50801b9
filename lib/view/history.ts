import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { ask } from '../messaging/ask.ts';
import type { HistoryQuery } from '../messaging/contract.ts';
import { valueOr } from '../storage/item.ts';
import { defaultMessageSettings, messageSettingsItem } from '../storage/items/message-settings.ts';
import { messageItem } from '../storage/items/messages.ts';
import { onStorageChanged } from '../storage/local.ts';
import { findUnreadable, type Unreadable } from '../storage/unreadable.ts';
import type { ExportChoice } from '../text/history-file.ts';
import { createFollower } from './follow.ts';
import { exportHistory } from './history-export.ts';
import { createResults } from './history-results.ts';

export const everything: HistoryQuery = { text: '', visitor: '', mode: 'all', state: 'all' };

/** A search begins when nothing was typed for so long. */
const PAUSE_MS = 150;

/** What the history page shows and may ask for. */
export function createHistoryView(now: () => number = Date.now) {
  const follower = createFollower();
  const settings = follower.follow(messageSettingsItem);
  const unreadable = signal<Unreadable[]>([]);
  const query = signal(everything);
  const { results, find, want, at } = createResults(ask);

  let timer: ReturnType<typeof setTimeout> | undefined;
  const searchSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void find(query.value), PAUSE_MS);
  };
  onStorageChanged((changes) => {
    if (Object.keys(changes).some((key) => key.startsWith(messageItem.key))) searchSoon();
  });

  // Each by itself: what cannot be read here must not hide what the background can.
  const ready = Promise.all([
    follower.load().catch(() => undefined),
    findUnreadable().then(
      (found) => {
        unreadable.value = found;
      },
      () => undefined,
    ),
  ]);
  void find(everything);

  return {
    ready,
    query: query as ReadonlySignal<HistoryQuery>,
    results,
    /** Stored values that cannot be read, as they are. */
    unreadable: unreadable as ReadonlySignal<Unreadable[]>,
    retentionDays: computed(() => valueOr(settings.value, defaultMessageSettings).retentionDays),
    now,
    want,
    at,
    filter(change: Partial<HistoryQuery>) {
      query.value = { ...query.value, ...change };
      searchSoon();
    },
    search: () => find(query.value),
    export: (choice: ExportChoice, onProgress: (done: number, total: number) => void, signal: AbortSignal) =>
      exportHistory({ ask, query: query.value, choice, onProgress, signal }),
    setRetention: (retentionDays: number) => ask('message-settings/save', { change: { retentionDays } }),
    async wipe() {
      const wiped = await ask('history/wipe', {});
      // The archive changes without a word in storage.
      await find(query.value);
      return wiped;
    },
  };
}

export type HistoryView = ReturnType<typeof createHistoryView>;
