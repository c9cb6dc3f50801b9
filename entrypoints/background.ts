import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { createAccounts } from '../lib/account/accounts.ts';
import { createBrevoClient } from '../lib/brevo/client.ts';
import { createChanges } from '../lib/messages/changes.ts';
import { createOutbox } from '../lib/messages/outbox.ts';
import { createRecords } from '../lib/messages/records.ts';
import { serve } from '../lib/messaging/serve.ts';
import { hasBrevoPermission, onPermissionChanged } from '../lib/permission.ts';
import { isPresenceAlarm, presenceAlarms } from '../lib/presence/alarm.ts';
import { createPresence } from '../lib/presence/presence.ts';
import { paintBadge } from '../lib/presence/toolbar.ts';
import { accountsItem } from '../lib/storage/items/accounts.ts';
import { intentItem } from '../lib/storage/items/messages.ts';
import { noPresence, presenceItem } from '../lib/storage/items/presence.ts';
import { closeToContentScripts, onStorageChanged, own } from '../lib/storage/local.ts';
import { createVault } from '../lib/vault/vault.ts';

/** Builds everything and registers every listener before the first `await`; it decides nothing. */
export default defineBackground(() => {
  const now = Date.now;
  const vault = createVault();
  const fetchBrevo: typeof fetch = (url, init) => fetch(url, init);

  const accounts = createAccounts({
    stored: own(accountsItem, { current: crypto.randomUUID(), byId: {} }),
    vault,
    clientFor: (key) => createBrevoClient({ fetch: fetchBrevo, key: async () => key, now }),
    now,
  });
  const key = async () => {
    const account = await accounts.current();
    return account && vault.read(account.accountId);
  };
  const brevo = createBrevoClient({ fetch: fetchBrevo, key, now });
  const look = async () => {
    const [account, permitted] = await Promise.all([accounts.current(), hasBrevoPermission()]);
    const { accountId, agent, key: saved } = account ?? {};
    return { account, accountId, agent, hasKey: saved !== undefined, hasPermission: permitted };
  };

  const presence = createPresence({
    stored: own(presenceItem, noPresence),
    brevo,
    alarms: presenceAlarms,
    look,
    paint: paintBadge,
    now,
  });
  const records = createRecords();
  const outbox = createOutbox({
    records,
    brevo,
    look,
    isOnline: () => navigator.onLine,
    onAgentId: accounts.learnAgentId,
    now,
  });
  const changes = createChanges({
    records,
    brevo,
    accountId: async () => (await accounts.current())?.accountId,
    hasPermission: hasBrevoPermission,
    now,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });

  serve({
    'key/save': async ({ key: typed }) => {
      const saved = await accounts.saveKey(typed);
      if (saved.ok) void presence.refresh('settings-saved');
      return saved;
    },
    'key/forget': async () => {
      const forgotten = await accounts.forgetKey();
      void presence.refresh('settings-saved');
      return forgotten;
    },
    'agent/save': async ({ agent, groupId }) => {
      const saved = await accounts.saveAgent(agent, groupId);
      if (saved.ok) void presence.refresh('settings-saved');
      return saved;
    },
    'presence/set': ({ wish }) => presence.set(wish),
    'presence/refresh': ({ reason }) => presence.refresh(reason),
    'message/confirm': ({ intent }) => outbox.confirm(intent),
    'message/edit': ({ id, text, seen }) => changes.edit(id, text, seen),
    'message/delete': ({ id, seen }) => changes.delete(id, seen),
    'message/send-again': ({ id }) => outbox.sendAgain(id),
    'message/arrived': ({ id }) => outbox.markArrived(id),
    'message/look-up': ({ brevoId }) => changes.lookUp(brevoId),
  });
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (isPresenceAlarm(name)) void presence.refresh('alarm');
  });
  // Firefox starts the background with the browser only when this listener exists.
  browser.runtime.onStartup.addListener(() => void presence.refresh('started'));
  browser.runtime.onInstalled.addListener(() => void presence.refresh('started'));
  onPermissionChanged(() => void presence.refresh('permission-changed'));
  onStorageChanged((changed) => {
    for (const [stored, { newValue }] of Object.entries(changed)) {
      if (stored.startsWith(intentItem.key) && newValue !== undefined) {
        void outbox.adopt(stored.slice(intentItem.key.length));
      }
    }
  });

  void closeToContentScripts();
  void presence.refresh('woke');
  void outbox.start();
});
