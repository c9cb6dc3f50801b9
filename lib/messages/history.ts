import type { Found, HistoryQuery } from '../messaging/contract.ts';
import { err, ok, type Result } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import type { MessageSettings } from '../storage/items/message-settings.ts';
import type { Message } from '../storage/items/messages.ts';
import type { Archive, MessageKey } from './archive.ts';
import { newestFirst } from './archive-rows.ts';
import { days } from './days.ts';
import { createRetention, type HotRecords } from './retention.ts';
import { fits } from './search-words.ts';

type Parts = {
  archive: Archive;
  records: HotRecords;
  /** Undefined when it cannot be known what the agent chose. */
  settings: () => Promise<MessageSettings | undefined>;
  now: () => number;
};

/** Everything that this browser sent: the records at hand and, where those do not know better, the archive. */
export function createHistory({ archive, records, settings, now }: Parts) {
  const retention = createRetention({ archive, records, settings, now });
  /** The last answer, so that scrolling does not search again. A restarted background has none. */
  let last: { query: string; keys: Promise<MessageKey[]> } | undefined;

  const search = (query: HistoryQuery): Promise<MessageKey[]> => {
    const keys = findKeys(archive, records, query);
    const made = { query: JSON.stringify(query), keys };
    last = made;
    keys.catch(() => {
      if (last === made) last = undefined;
    });
    return keys;
  };
  const forgetLast = () => {
    last = undefined;
  };

  return {
    /** Searches anew. */
    find: (query: HistoryQuery): Promise<Result<Found, StorageFailure>> =>
      attempt(async () => {
        const keys = await search(query);
        return { total: keys.length, days: days(keys.map(([confirmedAt]) => confirmedAt)) };
      }),
    /** Part of what the last `find` of this query found. Fewer than asked for when some cannot be read. */
    page: (query: HistoryQuery, offset: number, limit: number): Promise<Result<Message[], StorageFailure>> =>
      attempt(async () => {
        const keys = await (last?.query === JSON.stringify(query) ? last.keys : search(query));
        return readMessages(archive, records, keys.slice(offset, offset + limit));
      }),
    /** Removes all that has come to its end. What may still need the agent stays. */
    wipe: async (): Promise<Result<undefined, StorageFailure>> => {
      const wiped = await attempt(() => retention.removeBefore(Number.POSITIVE_INFINITY));
      forgetLast();
      return wiped.ok ? wiped.value : wiped;
    },
    /** Keeps history no longer than the agent chose. Does what it can; the next one does the rest. */
    async sweep(): Promise<void> {
      await retention.sweep().catch(() => undefined);
      forgetLast();
    },
  };
}

async function findKeys(archive: Archive, records: HotRecords, query: HistoryQuery): Promise<MessageKey[]> {
  // The records first: what has left them by now is found in the archive.
  const hot = await records.all();
  const archived = await archive.find(query);
  const ids = new Set(hot.map(({ id }) => id));
  const fitting = hot
    .filter((message) => fits(message, query))
    .map(({ confirmedAt, id }): MessageKey => [confirmedAt, id]);
  return [...archived.filter(([, id]) => !ids.has(id)), ...fitting].sort(newestFirst);
}

async function readMessages(archive: Archive, records: HotRecords, keys: MessageKey[]): Promise<Message[]> {
  const hot = new Map((await records.all()).map((message) => [message.id, message]));
  const archived = await archive.get(keys.filter(([, id]) => !hot.has(id)));
  const cold = new Map(archived.map((message) => [message.id, message]));
  return keys.flatMap(([, id]) => hot.get(id) ?? cold.get(id) ?? []);
}

async function attempt<T>(work: () => Promise<T>): Promise<Result<T, StorageFailure>> {
  try {
    return ok(await work());
  } catch {
    return err({ kind: 'storage-unavailable' });
  }
}
