import { ok, type Result } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import type { MessageSettings } from '../storage/items/message-settings.ts';
import type { Message } from '../storage/items/messages.ts';
import type { Archive } from './archive.ts';
import { hasSpentText, withoutText } from './forget-text.ts';
import { isForgettable } from './states.ts';

const DAY_MS = 86_400_000;
/** How long the rest of a message is kept whose text is not. */
const WITHOUT_TEXT_DAYS = 30;

/** The records at hand, of which `lib/messages/records.ts` is the writer. */
export type HotRecords = {
  all(): Promise<Message[]>;
  replace(before: Message, after: Message): Promise<Result<undefined, StorageFailure>>;
  forget(ids: string[]): Promise<Result<undefined, StorageFailure>>;
};

type Parts = {
  archive: Pick<Archive, 'removeBefore' | 'forgetTexts'>;
  records: HotRecords;
  settings: () => Promise<MessageSettings | undefined>;
  now: () => number;
};

/** Removes what is too old or unwanted, and only what leaves nothing to decide. Rejects when storage is out of order. */
export function createRetention({ archive, records, settings, now }: Parts) {
  const removeBefore = async (time: number): Promise<Result<undefined, StorageFailure>> => {
    const old = (await records.all()).filter((message) => isForgettable(message) && message.confirmedAt < time);
    // What moves to the archive meanwhile is found there afterwards.
    const forgotten = old.length === 0 ? ok(undefined) : await records.forget(old.map(({ id }) => id));
    await archive.removeBefore(time);
    return forgotten;
  };

  const forgetTexts = async () => {
    for (const message of (await records.all()).filter(hasSpentText)) {
      // Hashing takes time, in which the agent may edit or delete it.
      await records.replace(message, await withoutText(message));
    }
    await archive.forgetTexts();
  };

  return {
    removeBefore,
    async sweep() {
      const chosen = await settings();
      // Nothing is removed by guess.
      if (!chosen) return;
      if (chosen.retentionDays === 0) await forgetTexts();
      await removeBefore(now() - (chosen.retentionDays || WITHOUT_TEXT_DAYS) * DAY_MS);
    },
  };
}
