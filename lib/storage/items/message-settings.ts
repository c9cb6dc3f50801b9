import * as z from 'zod/mini';
import type { ItemDefinition } from '../item.ts';

/** How long a message can be undone before it is sent, in seconds. */
export const UNDO_WINDOWS = [0, 2, 5, 10, 20, 30] as const;
export const LONGEST_RETENTION_DAYS = 3650;

export const messageSettings = z.object({
  undoWindowS: z.literal(UNDO_WINDOWS),
  /** How long history is kept, in days. 0 keeps no text of what has come to its end. */
  retentionDays: z.int().check(z.minimum(0), z.maximum(LONGEST_RETENTION_DAYS)),
});
export type MessageSettings = z.infer<typeof messageSettings>;

/** Stored because the agent chose it. Written by `lib/messages/settings.ts` in the background. */
export const messageSettingsItem: ItemDefinition<MessageSettings> = {
  key: 'message-settings',
  version: 1,
  schema: messageSettings,
};

export const defaultMessageSettings: MessageSettings = { undoWindowS: 5, retentionDays: 30 };
