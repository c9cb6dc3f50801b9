import type { PresenceSettings } from '../lib/storage/items/presence-settings.ts';
import type { Page } from './browsers/page.ts';
import type { Desk } from './desk.ts';

const noHours: PresenceSettings['schedule'] = {
  isOn: false,
  zone: 'UTC',
  week: [[], [], [], [], [], [], []],
  exceptions: [],
};

/** As choices in the settings store them; stories of their own go through the page. */
export async function storeRules(desk: Desk, change: Partial<PresenceSettings>): Promise<void> {
  const rules = { idle: { isOn: false, minutes: 10 }, lock: { isOn: false }, schedule: noHours, ...change };
  await desk.browser.withApi((api, data) => api.storage.local.set({ 'presence-settings': { v: 1, data } }), rules);
  // The background takes over the threshold for idle computers when it starts.
  await desk.browser.killWorker();
}

/** Turns the switch on in a popup, which is left open. */
export async function goOnline(desk: Desk): Promise<Page> {
  const popup = await desk.openPopup();
  await popup.click('switch', 'Online');
  await popup.waitForText(/Online, confirmed/);
  return popup;
}

/** An alarm asks the browser about keyboard and screen, which nobody has touched in fact. */
export const putOffAlarm = (desk: Desk): Promise<void> =>
  desk.browser.withApi((api) => api.alarms.create('presence', { when: Date.now() + 60_000, periodInMinutes: 1 }));
