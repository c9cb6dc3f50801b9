import { openDB } from 'idb';
import type { HistoryQuery } from '../messaging/contract.ts';
import type { Message } from '../storage/items/messages.ts';
import { putMessages, rewrite } from './archive-changes.ts';
import { type ArchiveSchema, messageIn, STORE } from './archive-rows.ts';
import { findKeys } from './archive-search.ts';
import { hasSpentText, withoutText } from './forget-text.ts';
import { isForgettable } from './states.ts';

/** When a message was confirmed, in ms since 1970, and its id: the order of history. */
export type MessageKey = [confirmedAt: number, id: string];

/**
 * Older messages, out of the way of the pages. All calls reject when the browser's IndexedDB is out of order. What this
 * version cannot read is left out by `get`, and neither written over nor removed.
 */
export type Archive = {
  /**
   * Keeps all of them for good before it resolves, or none. One that is there already is replaced, also when its time
   * changed; rejects when that one cannot be read.
   */
  put(messages: Message[]): Promise<void>;
  /** Undefined when there is none under this id. */
  one(id: string): Promise<Message | 'unreadable' | undefined>;
  /** The keys of all messages that fit, newest first. */
  find(query: HistoryQuery): Promise<MessageKey[]>;
  /** Those that are still there, in the order asked. */
  get(keys: MessageKey[]): Promise<Message[]>;
  /** Removes what was confirmed before `time` and may be forgotten; see `isForgettable` in `states.ts`. */
  removeBefore(time: number): Promise<void>;
  /** Replaces the text of everything that has come to its end by its hash. */
  forgetTexts(): Promise<void>;
};

/** Opens the archive lazily; only the background makes one. */
export function createArchive(): Archive {
  let opened: ReturnType<typeof open> | undefined;
  const forget = () => {
    opened = undefined;
  };
  const database = () => {
    opened ??= open(forget).catch((problem) => {
      forget();
      throw problem;
    });
    return opened;
  };
  return {
    async put(messages) {
      await putMessages(await database(), messages);
    },
    async one(id) {
      const row = await (await database()).getFromIndex(STORE, 'id', id);
      return row && (messageIn(row) ?? 'unreadable');
    },
    async find(query) {
      return findKeys((await database()).transaction(STORE).store, query);
    },
    async get(keys) {
      const { store } = (await database()).transaction(STORE);
      const rows = await Promise.all(keys.map((key) => store.get(key)));
      return rows.flatMap((row) => messageIn(row) ?? []);
    },
    async removeBefore(time) {
      const before = IDBKeyRange.upperBound([time], true);
      await rewrite(await database(), before, async (message) => (isForgettable(message) ? 'gone' : message));
    },
    async forgetTexts() {
      await rewrite(await database(), undefined, async (message) =>
        hasSpentText(message) ? withoutText(message) : message,
      );
    },
  };
}

/** `onLost` is called when the browser closes the database by itself, for example because the disk went away. */
const open = (onLost: () => void) =>
  openDB<ArchiveSchema>('archive', 1, {
    upgrade(database) {
      const store = database.createObjectStore(STORE, { keyPath: ['confirmedAt', 'id'] });
      store.createIndex('id', 'id', { unique: true });
      store.createIndex('words', 'words', { multiEntry: true });
      for (const field of ['visitor', 'mode', 'state'] as const) store.createIndex(field, field);
    },
    terminated: onLost,
  });
