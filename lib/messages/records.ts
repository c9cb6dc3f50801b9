import { err, ok, type Result } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import type { Reading } from '../storage/item.ts';
import { type Message, messageItem, type RecentMessages, recentItem } from '../storage/items/messages.ts';
import { entry, idsOf, read, write } from '../storage/local.ts';

const MOST_RECENT = 50;

/** The one writer of message records and of the list of recent ones, which change together or not at all. */
export function createRecords() {
  let last: Promise<unknown> = Promise.resolve();

  const put = async (message: Message): Promise<Result<Message, StorageFailure>> => {
    try {
      const reading = await read(recentItem);
      // Made anew it would be written over what a later version keeps there.
      if (reading.kind === 'newer') return err({ kind: 'storage-newer' });
      const recent = withMessage(await recentOf(reading), message);
      const written = await write(entry(messageItem, message, message.id), entry(recentItem, recent));
      return written.ok ? ok(message) : written;
    } catch {
      return err({ kind: 'storage-unavailable' });
    }
  };

  return {
    /** Undefined when there is no such record, or none that can be read. */
    async get(id: string): Promise<Message | undefined> {
      const reading = await read(messageItem, id);
      return reading.kind === 'value' ? reading.value : undefined;
    },
    /** Whether anything is stored under this id, readable or not. */
    async has(id: string): Promise<boolean> {
      return (await read(messageItem, id)).kind !== 'absent';
    },
    put(message: Message): Promise<Result<Message, StorageFailure>> {
      const next = last.then(() => put(message));
      last = next;
      return next;
    },
    async recentIds(): Promise<string[]> {
      return (await recentOf(await read(recentItem))).ids;
    },
    /** The ids of messages that are queued or on their way. */
    async unsettledIds(): Promise<string[]> {
      return (await recentOf(await read(recentItem))).unsettled;
    },
  };
}

export type Records = ReturnType<typeof createRecords>;

/** The list is only an index: when it cannot be read it is made anew from the records. */
async function recentOf(reading: Reading<RecentMessages>): Promise<RecentMessages> {
  if (reading.kind === 'value') return reading.value;
  if (reading.kind === 'absent') return { ids: [], unsettled: [] };
  const readings = await Promise.all((await idsOf(messageItem)).map((id) => read(messageItem, id)));
  const found = readings.flatMap((message) => (message.kind === 'value' ? message.value : []));
  return found
    .sort((a, b) => a.confirmedAt - b.confirmedAt)
    .reduce<RecentMessages>(withMessage, { ids: [], unsettled: [] });
}

/** Newest first; a record that only changes stays where it is. */
export function withMessage(recent: RecentMessages, { id, state }: Message): RecentMessages {
  const ids = recent.ids.includes(id) ? recent.ids : [id, ...recent.ids].slice(0, MOST_RECENT);
  const others = recent.unsettled.filter((other) => other !== id);
  const isUnsettled = state.kind === 'queued' || state.kind === 'dispatching';
  return { ids, unsettled: isUnsettled ? [...others, id] : others };
}
