import type { Result } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import { failureOf, valueOr } from '../storage/item.ts';
import {
  defaultMessageSettings,
  type MessageSettings,
  messageSettingsItem,
} from '../storage/items/message-settings.ts';
import { own, read } from '../storage/local.ts';

type Change = { [K in keyof MessageSettings]?: MessageSettings[K] | undefined };

/** The one writer of what the agent chose about messages. */
export function createMessageSettings() {
  const stored = own(messageSettingsItem, defaultMessageSettings);
  /** Undefined when something is stored that cannot be read: nobody then knows what the agent chose. */
  const known = async (): Promise<MessageSettings | undefined> => {
    const reading = await read(messageSettingsItem).catch(() => undefined);
    return !reading || failureOf(reading) ? undefined : valueOr(reading, defaultMessageSettings);
  };
  return {
    known,
    /** What the agent chose, or the defaults when that cannot be known. */
    read: async (): Promise<MessageSettings> => (await known()) ?? defaultMessageSettings,
    save: ({ undoWindowS, retentionDays }: Change): Promise<Result<MessageSettings, StorageFailure>> =>
      stored.update((before) => ({
        undoWindowS: undoWindowS ?? before.undoWindowS,
        retentionDays: retentionDays ?? before.retentionDays,
      })),
  };
}
