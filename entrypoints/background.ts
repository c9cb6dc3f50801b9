import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { createAccounts } from '../lib/account/accounts.ts';
import { createBrevoClient, PING_PATH } from '../lib/brevo/client.ts';
import { createKeyedQueue } from '../lib/keyed-queue.ts';
import { ensureSweepAlarm, isOutboxAlarm, isSweepAlarm, outboxAlarm } from '../lib/messages/alarm.ts';
import { createArchive } from '../lib/messages/archive.ts';
import { createChanges } from '../lib/messages/changes.ts';
import { addToDraft, keepDraft, keepUndone } from '../lib/messages/drafts.ts';
import { createHistory } from '../lib/messages/history.ts';
import { onNeedsAnswerClicked, tellNeedsAnswer, untellNeedsAnswer } from '../lib/messages/notification.ts';
import { createOutbox } from '../lib/messages/outbox.ts';
import { createRecords } from '../lib/messages/records.ts';
import { createMessageSettings } from '../lib/messages/settings.ts';
import { type Handlers, serve } from '../lib/messaging/serve.ts';
import { hasBrevoPermission, onPermissionChanged } from '../lib/permission.ts';
import { isPresenceAlarm, presenceAlarms } from '../lib/presence/alarm.ts';
import { createBudgetKeeper } from '../lib/presence/budget-keeper.ts';
import { askInput, onInputChanged, watchInput } from '../lib/presence/input.ts';
import { createPresenceLog } from '../lib/presence/log-keeper.ts';
import { onTroubleClicked, presenceNotification } from '../lib/presence/notification.ts';
import { createPresence } from '../lib/presence/presence.ts';
import { createPresenceSettings } from '../lib/presence/settings.ts';
import { paintBadge } from '../lib/presence/toolbar.ts';
import { actionOf, type TroubleAction } from '../lib/presence/trouble.ts';
import { hasWindow, onWindowsChanged } from '../lib/presence/windows.ts';
import { createSidebarServices } from '../lib/sites/services.ts';
import { boot } from '../lib/storage/boot.ts';
import { valueOr } from '../lib/storage/item.ts';
import { accountsItem } from '../lib/storage/items/accounts.ts';
import { intentItem, recipientItem } from '../lib/storage/items/messages.ts';
import { noPresence, presenceItem } from '../lib/storage/items/presence.ts';
import { closeToContentScripts, onStorageChanged, own, read } from '../lib/storage/local.ts';
import { createVault } from '../lib/vault/vault.ts';
import { createVisitors } from '../lib/visitors/visitors.ts';

/** Builds everything and registers every listener before the first `await`; it decides nothing. */
export default defineBackground(() => {
  const now = Date.now;
  const vault = createVault();
  const fetchBrevo: typeof fetch = (url, init) => fetch(url, init);

  const budget = createBudgetKeeper(now);
  const accounts = createAccounts({
    stored: own(accountsItem, { current: crypto.randomUUID(), byId: {} }),
    vault,
    clientFor: (key) => createBrevoClient({ fetch: fetchBrevo, key: async () => key, now, onRate: budget.noteCheck }),
    now,
  });
  const key = async () => {
    const account = await accounts.current();
    return account && vault.read(account.accountId);
  };
  const brevo = createBrevoClient({
    fetch: fetchBrevo,
    key,
    now,
    onRate: (rate, path) => void budget.note(rate, path === PING_PATH ? 'ping' : 'action'),
  });
  const look = async () => {
    const [account, permitted] = await Promise.all([accounts.current(), hasBrevoPermission()]);
    const { accountId, agent, key: saved } = account ?? {};
    return { account, accountId, agent, hasKey: saved !== undefined, hasPermission: permitted };
  };

  const accountId = async () => (await accounts.current())?.accountId;

  const settings = createMessageSettings();
  const archive = createArchive();
  const records = createRecords({
    archive,
    keepsText: async () => (await settings.read()).retentionDays > 0,
  });
  const history = createHistory({ archive, records, settings: settings.known, now });

  const storedPresence = own(presenceItem, noPresence);
  /** Both presence and the outbox paint the button: one after the other, and each from what is stored by then. */
  const paints = createKeyedQueue();
  const paint = () =>
    paints('button', async () => {
      const [shown, unsettled] = await Promise.all([storedPresence.read(), records.unsettled()]);
      await paintBadge(shown, unsettled.filter(({ state }) => state.kind === 'needs-answer').length);
    });
  const rules = createPresenceSettings();
  const presence = createPresence({
    stored: storedPresence,
    brevo,
    alarms: presenceAlarms,
    look,
    rules: rules.read,
    pace: budget.pace,
    hasWindow,
    askInput,
    log: createPresenceLog(),
    notification: presenceNotification,
    paint,
    now,
    random: Math.random,
  });
  const outbox = createOutbox({
    records,
    boot,
    alarm: outboxAlarm,
    brevo,
    look,
    undoWindowMs: async () => (await settings.read()).undoWindowS * 1000,
    isOnline: () => navigator.onLine,
    onAgentId: accounts.learnAgentId,
    onNeedsAnswer: (count, isNews) => {
      void paint();
      if (isNews) void tellNeedsAnswer(count);
      if (count === 0) void untellNeedsAnswer();
    },
    now,
    steadyNow: () => performance.now(),
    after,
  });
  const changes = createChanges({
    records,
    outbox,
    brevo,
    accountId,
    hasPermission: hasBrevoPermission,
    now,
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });

  const visitors = createVisitors({ accountId, now });
  const sidebar = createSidebarServices({
    now,
    noteSeen: visitors.noteSeen,
    visitorOfThread: visitors.visitorOfThread,
    sendSelection: async (text, to) => {
      const last = valueOr(await read(recipientItem), undefined);
      const whole = { visitorId: last?.visitorId ?? '', mode: last?.mode ?? ('agent' as const), ...to };
      await addToDraft({ accountId: await accountId(), ...whole }, text);
    },
    openPopup,
  });

  const handlers: Handlers = {
    ...sidebar.handlers,
    'key/save': async ({ key: typed }) => {
      const saved = await accounts.saveKey(typed);
      if (!saved.ok) return saved;
      await budget.beginAnew();
      void presence.refresh('settings-saved');
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
    'presence/refresh': ({ reason }) => {
      if (reason === 'network-back') outbox.wake();
      return presence.refresh(reason);
    },
    'presence/pause': ({ until }) => presence.pause(until),
    'presence/stay-online': ({ until }) => presence.stayOnline(until),
    'presence/test-notification': presenceNotification.test,
    'presence-settings/save': async ({ change }) => {
      const saved = await rules.save(change);
      if (!saved.ok) return saved;
      watchInput(saved.value.idle.minutes);
      void presence.refresh('rules-changed');
      return saved;
    },
    'draft/keep': ({ draft }) => keepDraft(draft, records),
    'message/confirm': ({ intent }) => outbox.confirm(intent),
    'message/undo': async ({ id }) => {
      const undone = await outbox.undo(id);
      if (undone.ok) await keepUndone(undone.value).catch(() => undefined);
      return undone;
    },
    'message/send-now': ({ id }) => outbox.sendNow(id),
    'message/edit': ({ id, text, seen }) => changes.edit(id, text, seen),
    'message/delete': ({ id, seen }) => changes.delete(id, seen),
    'message/send-again': ({ id }) => outbox.sendAgain(id),
    'message/send-anyway': ({ id }) => outbox.sendAnyway(id),
    'message/arrived': ({ id }) => outbox.markArrived(id),
    'message/read': ({ id }) => changes.read(id),
    'message/look-up': ({ brevoId }) => changes.lookUp(brevoId),
    'message-settings/save': async ({ change }) => {
      const saved = await settings.save(change);
      if (saved.ok) void history.sweep();
      return saved;
    },
    'history/find': ({ query }) => history.find(query),
    'history/page': ({ query, offset, limit }) => history.page(query, offset, limit),
    'history/wipe': () => history.wipe(),
    'visitor/save': ({ visitorId, change }) => visitors.save(visitorId, change),
    'visitor/forget': ({ visitorId }) => visitors.forget(visitorId),
    'visitor/merge': ({ visitorId, into }) => visitors.merge(visitorId, into),
    'visitor/link': async ({ visitorId, threadId }) => {
      const linked = await visitors.link(visitorId, threadId);
      void sidebar.reportAnew();
      return linked;
    },
  };
  serve(handlers, sidebar.isProven);
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (isPresenceAlarm(name)) void presence.refresh('alarm');
    if (isOutboxAlarm(name)) outbox.wake();
    if (isSweepAlarm(name)) void history.sweep();
  });
  onNeedsAnswerClicked(openPopup);
  onTroubleClicked(() => void storedPresence.read().then(actionOf).then(help));
  onInputChanged((input) => void presence.refresh('surroundings-changed', input));
  onWindowsChanged(() => void presence.refresh('surroundings-changed'));
  // Firefox starts the background with the browser only when this listener exists.
  browser.runtime.onStartup.addListener(() => void presence.refresh('started'));
  browser.runtime.onInstalled.addListener(() => void presence.refresh('started'));
  onPermissionChanged(() => {
    void presence.refresh('permission-changed');
    void sidebar.onGrantsChanged();
  });
  sidebar.listen();
  onStorageChanged((changed) => {
    for (const [stored, { newValue }] of Object.entries(changed)) {
      if (stored.startsWith(intentItem.key) && newValue !== undefined) {
        void outbox.adopt(stored.slice(intentItem.key.length));
      }
    }
  });

  /** Does the one thing that helps against the trouble told about. */
  const help = (action: TroubleAction) => {
    if (action.kind === 'settings') return void browser.runtime.openOptionsPage();
    if (action.kind === 'link') return void browser.tabs.create({ url: action.href });
    if (action.kind === 'again') void presence.refresh('try-again');
    openPopup();
  };

  void closeToContentScripts();
  void sidebar.start();
  void rules.read().then(({ idle }) => watchInput(idle.minutes));
  void presence.refresh('woke');
  void ensureSweepAlarm();
  outbox.wake();
});

/** The popup may only be opened where the browser allows it without a click on the toolbar; a tab always can. */
const openPopup = (): void =>
  void browser.action.openPopup().catch(() => browser.tabs.create({ url: browser.runtime.getURL('/popup.html') }));

function after(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms);
  return () => clearTimeout(timer);
}
