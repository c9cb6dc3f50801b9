import { expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { accountsItem } from '../storage/items/accounts.ts';
import { messageSettingsItem } from '../storage/items/message-settings.ts';
import { entry, write } from '../storage/local.ts';
import { createSettings } from './settings.ts';

it('shows the account in use, and five seconds to undo until the agent chooses', async () => {
  await write(entry(accountsItem, { current: 'a-1', byId: { 'a-1': { accountId: 'a-1' } } }));
  const { ready, account, messageSettings, trouble } = createSettings();
  await ready;
  expect(account.value).toEqual({ accountId: 'a-1' });
  expect(messageSettings.value).toEqual({ undoWindowS: 5, retentionDays: 30 });
  expect(trouble.value).toBeUndefined();
});

it('follows what the agent chooses, on any page', async () => {
  const { ready, messageSettings } = createSettings();
  await ready;
  await write(entry(messageSettingsItem, { undoWindowS: 20, retentionDays: 0 }));
  expect(messageSettings.value).toEqual({ undoWindowS: 20, retentionDays: 0 });
});

it('G-R9 says that storage is out of order, which is not the same as having no account', async () => {
  vi.spyOn(fakeBrowser.storage.local, 'get').mockRejectedValue(new Error('out of order'));
  const { ready, trouble } = createSettings();
  await ready;
  expect(trouble.value).toEqual({ kind: 'storage-unavailable' });
});
