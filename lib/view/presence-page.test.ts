import { expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { err, ok } from '../result.ts';
import { accountsItem } from '../storage/items/accounts.ts';
import { presenceItem } from '../storage/items/presence.ts';
import { presenceLogItem } from '../storage/items/presence-log.ts';
import {
  defaultPresenceSettings,
  type PresenceSettings,
  presenceSettingsItem,
} from '../storage/items/presence-settings.ts';
import { entry, write } from '../storage/local.ts';
import { createPresencePage } from './presence-page.ts';

const NOON = new Date(2026, 4, 4, 12).getTime();
const online = { at: NOON, why: 'online' as const };
const locked = { at: NOON + 60_000, why: 'locked' as const };

async function open() {
  const view = createPresencePage(() => NOON + 59_999);
  await view.ready;
  return view;
}
const useAccount = (current: string) =>
  write(entry(accountsItem, { current, byId: { [current]: { accountId: current } } }));

/** A background that saves what it is asked to, when the test says so. */
function savingBackground() {
  let stored: PresenceSettings = defaultPresenceSettings;
  const asked: Partial<PresenceSettings>[] = [];
  vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(async (message) => {
    const { change } = (message as { data: { change: Partial<PresenceSettings> } }).data;
    asked.push(change);
    await new Promise((resolve) => setImmediate(resolve));
    stored = { ...stored, ...change };
    return ok(stored);
  });
  return asked;
}

it('shows what is stored, and the rules that hold until the agent chooses', async () => {
  const { rules, presence, minute, trouble } = await open();
  expect(rules.value).toEqual(defaultPresenceSettings);
  expect(presence.value.status).toEqual({ kind: 'off' });
  expect(minute.value).toBe(NOON);
  expect(trouble.value).toBeUndefined();
  await write(entry(presenceSettingsItem, { ...defaultPresenceSettings, lock: { isOn: true } }));
  expect(rules.value.lock.isOn).toBe(true);
});

it('shows the log of the account in use alone', async () => {
  await useAccount('a');
  await write(entry(presenceLogItem, [online], 'a.2026-05-04'));
  await write(entry(presenceLogItem, [online, online], 'ab.2026-05-04'));
  const { lines } = await open();
  expect(lines.value).toEqual([online]);
  await write(entry(presenceLogItem, [locked], 'a.2026-05-05'));
  expect(lines.value).toEqual([online, locked]);
  await useAccount('ab');
  expect(lines.value).toEqual([online, online]);
});

it('saves changes one after the other, each from what the one before has left', async () => {
  const asked = savingBackground();
  const { change, rules } = await open();
  const addBlock =
    (from: number) =>
    ({ schedule }: PresenceSettings) => {
      const [monday, ...others] = schedule.week;
      const week = [[...monday, { from, to: from + 60 }], ...others] as PresenceSettings['schedule']['week'];
      return { schedule: { ...schedule, week } };
    };
  await Promise.all([change(addBlock(1100)), change(addBlock(1200)), change(() => ({ lock: { isOn: true } }))]);
  expect(asked).toHaveLength(3);
  expect(rules.value.schedule.week[0].map(({ from }) => from)).toEqual([540, 1100, 1200]);
  expect(rules.value.lock.isOn).toBe(true);
});

it('goes on saving after a change that failed, which changes nothing on screen', async () => {
  const asked = vi
    .spyOn(fakeBrowser.runtime, 'sendMessage')
    .mockResolvedValueOnce(err({ kind: 'storage-unavailable' }));
  const { change, rules } = await open();
  const failed = await change(() => ({ lock: { isOn: true } }));
  expect(failed).toEqual(err({ kind: 'storage-unavailable' }));
  expect(rules.value.lock.isOn).toBe(false);
  asked.mockResolvedValueOnce(ok({ ...defaultPresenceSettings, lock: { isOn: true } }));
  await change(() => ({ lock: { isOn: true } }));
  expect(rules.value.lock.isOn).toBe(true);
});

it('G-R9 says that storage is out of order, or that what it holds cannot be read', async () => {
  await fakeBrowser.storage.local.set({ [presenceItem.key]: { v: 99, data: {} } });
  expect((await open()).trouble.value).toEqual({ kind: 'storage-newer' });
  vi.spyOn(fakeBrowser.storage.local, 'get').mockRejectedValue(new Error('out of order'));
  expect((await open()).trouble.value).toEqual({ kind: 'storage-unavailable' });
});
