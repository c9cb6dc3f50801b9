import type { Result } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import {
  defaultPresenceSettings,
  type PresenceSettings,
  presenceSettingsItem,
} from '../storage/items/presence-settings.ts';
import { own } from '../storage/local.ts';

type Change = { [K in keyof PresenceSettings]?: PresenceSettings[K] | undefined };

/** The one writer of the rules of presence. */
export function createPresenceSettings() {
  const stored = own(presenceSettingsItem, defaultPresenceSettings);
  return {
    /** What the agent chose, or the defaults: what cannot be read must not keep anybody offline. */
    read: stored.read,
    save: ({ idle, lock, schedule }: Change): Promise<Result<PresenceSettings, StorageFailure>> =>
      stored.update((before) => ({
        idle: idle ?? before.idle,
        lock: lock ?? before.lock,
        schedule: schedule ?? before.schedule,
      })),
  };
}
