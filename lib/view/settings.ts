import { computed, signal } from '@preact/signals';
import { ask } from '../messaging/ask.ts';
import type { StorageFailure } from '../storage/failure.ts';
import { failureOf, valueOr } from '../storage/item.ts';
import { type Account, accountsItem, currentAccount } from '../storage/items/accounts.ts';
import { defaultMessageSettings, messageSettingsItem } from '../storage/items/message-settings.ts';
import { createFollower } from './follow.ts';

/** What the settings page shows and may ask for. */
export function createSettings() {
  const follower = createFollower();
  const accounts = follower.follow(accountsItem);
  const messages = follower.follow(messageSettingsItem);
  const unreadable = signal<StorageFailure | undefined>(undefined);
  const ready = follower.load().catch(() => {
    unreadable.value = { kind: 'storage-unavailable' };
  });
  return {
    ready,
    /** Why the account cannot be read, which is not the same as having none. */
    trouble: computed<StorageFailure | undefined>(() => unreadable.value ?? failureOf(accounts.value)),
    account: computed<Account | undefined>(() => {
      const all = valueOr(accounts.value, undefined);
      return all && currentAccount(all);
    }),
    messageSettings: computed(() => valueOr(messages.value, defaultMessageSettings)),
    ask,
  };
}

export type SettingsView = ReturnType<typeof createSettings>;
