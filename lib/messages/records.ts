import { err, ok, type Result } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import type { Reading } from '../storage/item.ts';
import { type Message, messageItem, type RecentMessages, recentItem } from '../storage/items/messages.ts';
import { entry, idsOf, read, readMany, remove, write } from '../storage/local.ts';
import type { Archive } from './archive.ts';
import { hasSpentText, withoutText } from './forget-text.ts';
import { isIn, isWaiting } from './states.ts';

/** How many records pages follow; older ones go to the archive. */
const MOST_RECENT = 50;

type Dependencies = {
  archive: Pick<Archive, 'put' | 'one'>;
  /** False when the agent wants no text kept of what has come to its end. */
  keepsText: () => Promise<boolean>;
};

/** The one writer of message records and of the list of recent ones, which change together or not at all. */
export function createRecords({ archive, keepsText }: Dependencies) {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<Result<T, StorageFailure>>): Promise<Result<T, StorageFailure>> => {
    const next = last.then(task).catch(() => err<StorageFailure>({ kind: 'storage-unavailable' }));
    last = next;
    return next;
  };

  /** Writes records together with the list that follows from them. */
  const change = async (
    messages: Message[],
    follow: (recent: RecentMessages) => RecentMessages,
  ): Promise<Result<undefined, StorageFailure>> => {
    const reading = await read(recentItem);
    // Made anew it would be written over what a later version keeps there.
    if (reading.kind === 'newer') return err({ kind: 'storage-newer' });
    const recent = follow(await recentOf(reading));
    return write(...messages.map((message) => entry(messageItem, message, message.id)), entry(recentItem, recent));
  };

  const kept = async (message: Message): Promise<Message> => {
    if (message.text === '') return message;
    if (hasSpentText(message) && !(await keepsText())) return withoutText(message);
    // Of a text that was here before this one.
    const { textHash: _, ...plain } = message;
    return plain;
  };

  /** Moves what is no longer recent: first it is safe there, then it goes from here. */
  const moveOld = async (): Promise<Result<undefined, StorageFailure>> => {
    const { ids } = await recentOf(await read(recentItem));
    const readings = await readMany(messageItem, ids.slice(MOST_RECENT));
    const old = valuesOf(readings).filter((message) => !isWaiting(message) && !isIn(message, 'unknown'));
    const oldIds = old.map(({ id }) => id);
    if (old.length === 0) return ok(undefined);
    await withinTime(archive.put(old));
    const changed = await change([], (recent) => without(recent, oldIds));
    return changed.ok ? remove(...oldIds.map((id) => messageItem.key + id)) : changed;
  };

  return {
    /** Undefined when there is no such record, or none that can be read. */
    async get(id: string): Promise<Message | undefined> {
      const reading = await read(messageItem, id);
      return reading.kind === 'value' ? reading.value : undefined;
    },
    /** What is kept under this id, recent or not; undefined when nothing is. */
    async known(id: string): Promise<Message | 'unreadable' | undefined> {
      const reading = await read(messageItem, id);
      if (reading.kind === 'value') return reading.value;
      if (reading.kind !== 'absent') return 'unreadable';
      // Out of order, or asleep, the archive must not stop what is new.
      return withinTime(archive.one(id)).catch(() => undefined);
    },
    put: (message: Message): Promise<Result<Message, StorageFailure>> =>
      inTurn(async () => {
        const record = await kept(message);
        const changed = await change([record], (recent) => withMessage(recent, record));
        return changed.ok ? ok(record) : changed;
      }),
    /** The recent messages, newest first, and all that wait. */
    async all(): Promise<Message[]> {
      return valuesOf(await readMany(messageItem, (await recentOf(await read(recentItem))).ids));
    },
    /** The messages that have not come to their end, in the agent's order. */
    async unsettled(): Promise<Message[]> {
      return valuesOf(await readMany(messageItem, (await recentOf(await read(recentItem))).unsettled));
    },
    /** Forgets recent messages. */
    forget: (ids: string[]): Promise<Result<undefined, StorageFailure>> =>
      inTurn(async () => {
        // The records first: left behind, they would come back on the list with the next start of the browser.
        const removed = await remove(...ids.map((id) => messageItem.key + id));
        return removed.ok ? change([], (recent) => without(recent, ids)) : removed;
      }),
    /** Puts a record in the place of another, unless that has changed meanwhile. */
    replace: (before: Message, after: Message): Promise<Result<undefined, StorageFailure>> =>
      inTurn(async () => {
        const reading = await read(messageItem, before.id);
        const isSame = reading.kind === 'value' && JSON.stringify(reading.value) === JSON.stringify(before);
        return isSame ? change([after], (recent) => withMessage(recent, after)) : ok(undefined);
      }),
    /** Keeps the recent ones few, so that sending and opening a page cost the same after years. */
    tidy: (): Promise<Result<undefined, StorageFailure>> => inTurn(moveOld),
    /** At the start of the browser: puts back on the list what a dying background left off it. */
    mend: (): Promise<Result<undefined, StorageFailure>> =>
      inTurn(async () => {
        const { ids } = await recentOf(await read(recentItem));
        const left = (await idsOf(messageItem)).filter((id) => !ids.includes(id));
        const messages = valuesOf(await readMany(messageItem, left)).sort((a, b) => a.confirmedAt - b.confirmedAt);
        if (messages.length === 0) return ok(undefined);
        // As the oldest, but for what waits: they are on their way to the archive.
        return change([], (recent) => {
          const listed = messages.reduce<RecentMessages>(withMessage, { ids: [], unsettled: [] });
          return {
            ids: [...recent.ids, ...listed.ids],
            unsettled: [...listed.unsettled, ...recent.unsettled],
          };
        });
      }),
  };
}

/** IndexedDB may neither answer nor fail, and nothing may wait for that. */
const ARCHIVE_MS = 5000;
const withinTime = <T>(answer: Promise<T>): Promise<T> =>
  Promise.race([answer, new Promise<T>((_, reject) => setTimeout(reject, ARCHIVE_MS, new Error('no answer')))]);

export type Records = ReturnType<typeof createRecords>;

const valuesOf = (readings: Reading<Message>[]): Message[] =>
  readings.flatMap((reading) => (reading.kind === 'value' ? reading.value : []));

/** The list is only an index: when it cannot be read it is made anew from the records. */
async function recentOf(reading: Reading<RecentMessages>): Promise<RecentMessages> {
  if (reading.kind === 'value') return reading.value;
  if (reading.kind === 'absent') return { ids: [], unsettled: [] };
  return valuesOf(await readMany(messageItem, await idsOf(messageItem)))
    .sort((a, b) => a.confirmedAt - b.confirmedAt)
    .reduce<RecentMessages>(withMessage, { ids: [], unsettled: [] });
}

/** Newest first; unsettled ones in the agent's order. A record that only changes stays where it is. */
export function withMessage(recent: RecentMessages, message: Message): RecentMessages {
  const { id } = message;
  const ids = recent.ids.includes(id) ? recent.ids : [id, ...recent.ids];
  if (!isWaiting(message) && !isIn(message, 'unknown')) {
    return { ids, unsettled: recent.unsettled.filter((other) => other !== id) };
  }
  return { ids, unsettled: recent.unsettled.includes(id) ? recent.unsettled : [...recent.unsettled, id] };
}

function without(recent: RecentMessages, gone: string[]): RecentMessages {
  const stays = (id: string) => !gone.includes(id);
  return { ids: recent.ids.filter(stays), unsettled: recent.unsettled.filter(stays) };
}
