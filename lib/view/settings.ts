import { computed } from '@preact/signals';
import { ask } from '../messaging/ask.ts';
import { valueOr } from '../storage/item.ts';
import { type Account, accountsItem, currentAccount } from '../storage/items/accounts.ts';
import { createFollower } from './follow.ts';

/** What the settings page shows and may ask for. */
export function createSettings() {
  const follower = createFollower();
  const accounts = follower.follow(accountsItem);
  return {
    ready: follower.load(),
    account: computed<Account | undefined>(() => {
      const all = valueOr(accounts.value, undefined);
      return all && currentAccount(all);
    }),
    ask,
  };
}

export type SettingsView = ReturnType<typeof createSettings>;
