import type { PresenceSettings } from '../../lib/storage/items/presence-settings.ts';
import { type Desk, expect, KEY, RESTRICTED_KEY, send, test } from '../desk.ts';
import { goOnline, putOffAlarm, storeRules } from '../presence-rules.ts';

const PING = '/conversations/agentOnlinePing';
const title = async (desk: Desk) => (await desk.browser.badge()).title;

test('G-P7 a pause stops the pings, is kept over a restart of the browser, and ends when I say so', async ({
  desk,
}) => {
  await desk.setUp();
  const popup = await goOnline(desk);
  await popup.click('button', 'Pause');
  await popup.click('button', '30 minutes');
  await popup.waitForText(/Paused since .* Resumes at .* Visitors may see you online until/);
  expect(await popup.focusedName()).toBe('Resume');
  await expect.poll(() => title(desk)).toMatch(/paused until/);
  expect((await desk.browser.badge()).text).toBe('off');
  await desk.browser.fireAlarm('presence');
  await desk.browser.killWorker();
  await desk.browser.restart();
  const again = await desk.openPopup();
  await again.waitForText(/Paused since .* Resumes at/);
  await desk.browser.fireAlarm('presence');
  expect(desk.arrivals('POST', PING)).toBe(1);

  await again.click('button', 'Resume');
  await again.waitForText(/Online, confirmed/);
  expect(desk.arrivals('POST', PING)).toBe(2);
});

test('G-P7 a pause until a time I choose, by keyboard, and off for today', async ({ desk }) => {
  await desk.setUp();
  const popup = await goOnline(desk);
  await popup.click('button', 'Pause');
  await popup.press('Escape');
  expect(await popup.focusedName()).toBe('Pause');
  expect(await popup.isVisible('button', 'Off for today')).toBe(false);
  await popup.press('Enter');
  await popup.click('button', 'Pause until then');
  await popup.waitForText('Choose a time first.');
  const soon = new Date(Date.now() + 2 * 3_600_000);
  const time = soon.toTimeString().slice(0, 5);
  await popup.fill('textbox', 'Until', time);
  await popup.press('Enter');
  await popup.waitForText(/Paused since/);
  const until = await desk.browser.withApi(async (api) => {
    const { presence } = (await api.storage.local.get('presence')) as {
      presence: { data: { pause: { until: number } } };
    };
    return presence.data.pause.until;
  });
  expect(new Date(until).toTimeString().slice(0, 5)).toBe(time);
  await popup.click('button', 'Resume');
  await popup.waitForText(/Online, confirmed/);
  await popup.click('button', 'Pause');
  await popup.click('button', 'Off for today');
  await popup.waitForText(/Paused since .* Resumes at /);
});

test('an idle computer takes me offline, unless I am on the phone', async ({ desk }) => {
  await desk.setUp();
  await storeRules(desk, { idle: { isOn: true, minutes: 1 } });
  const popup = await goOnline(desk);
  await putOffAlarm(desk);
  await desk.browser.setInput('idle');
  await popup.waitForText(/Offline since .*: nobody at the computer\. Resumes when you are back\./);
  await popup.click('button', 'Stay online while idle for 1 h');
  await popup.waitForText(/You stay online while idle until/);
  await popup.waitForText(/Online, confirmed/);
  await desk.waitForCommits('ping', 2, 10_000);
});

test('outside my hours I am offline, and it says when they begin', async ({ desk }) => {
  await desk.setUp();
  const week = Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]) as PresenceSettings['schedule']['week'];
  const today = new Date().toISOString().slice(0, 10);
  await storeRules(desk, { schedule: { isOn: true, zone: 'UTC', week, exceptions: [{ date: today, blocks: [] }] } });
  const popup = await desk.openPopup();
  await popup.click('switch', 'Online');
  await popup.waitForText(/Offline since .*: outside your hours\. Resumes at/);
  expect(desk.arrivals('POST', PING)).toBe(0);
});

test('F24 a key that is replaced while I am online is used at once; a forgotten one ends presence and says so', async ({
  desk,
}) => {
  await desk.setUp();
  const popup = await goOnline(desk);
  const options = await desk.browser.openPage('options.html');
  await options.fill('textbox', 'API key', RESTRICTED_KEY);
  await options.click('button', 'Save key');
  await options.waitForText(/Key saved/);
  await desk.waitForCommits('ping', 2, 10_000);
  const keys = desk.brevo.arrivals
    .filter(({ request }) => request.path.endsWith(PING))
    .map(({ request }) => request.headers['api-key']);
  expect(keys).toEqual([KEY, RESTRICTED_KEY]);
  await options.click('button', 'Forget key');
  await options.click('button', 'Forget key');
  await popup.waitForText(/Deskside has no API key yet\. Visitors may see you online until/);
  await expect.poll(async () => (await desk.browser.badge()).text).toBe('!');
  await desk.browser.fireAlarm('presence');
  expect(desk.arrivals('POST', PING)).toBe(2);
});

test('G-P8 a short limit slows the pings down, and says so', async ({ desk }) => {
  desk.brevo.setHourlyLimit(40);
  await desk.setUp();
  const popup = await goOnline(desk);
  await popup.waitForText(/Brevo’s limit of 40 requests an hour is short, so Deskside confirms every \d+ s\./);
  const period = () => desk.browser.withApi(async (api) => (await api.alarms.get('presence'))?.periodInMinutes);
  await expect.poll(period).toBeGreaterThan(1);
});

test('trouble that lasts is told once, and taken away when it is over', async ({ desk }) => {
  await desk.setUp();
  const popup = await goOnline(desk);
  desk.brevo.setKey(KEY, undefined);
  await longAgo(desk);
  await desk.browser.fireAlarm('presence');
  await popup.waitForText('Brevo does not know this API key.');
  await longAgo(desk);
  await desk.browser.fireAlarm('presence');
  const told = () =>
    desk.browser.withApi(async (api) => {
      const { presence } = (await api.storage.local.get('presence')) as { presence: { data: { told?: string } } };
      return presence.data.told;
    });
  await expect.poll(told).toBe('key-not-found');
  // A Firefox without a screen shows none, and forgets it at once.
  const shown = () => desk.browser.withApi(async (api) => Object.keys(await api.notifications.getAll()));
  if (desk.browser.name === 'chromium') await expect.poll(shown).toEqual(['presence-trouble']);
  desk.brevo.setKey(KEY, 'full');
  await popup.click('button', 'Try again');
  await popup.waitForText(/Online, confirmed/);
  await expect.poll(told).toBeUndefined();
  await expect.poll(shown).toEqual([]);
});

/** As if four minutes had passed since everything that is stored of presence. */
async function longAgo(desk: Desk): Promise<void> {
  await desk.browser.withApi(async (api) => {
    const { presence } = (await api.storage.local.get('presence')) as { presence: { data: Stored } };
    const { status } = presence.data;
    for (const when of ['since', 'confirmedAt'] as const) if (status[when]) status[when] -= 240_000;
    await api.storage.local.set({ presence });
  });
}

type Stored = { status: { since?: number; confirmedAt?: number } };

test('G-P8 the last requests of an hour are kept for my messages, and presence says so', async ({ desk }) => {
  // One of them checks the key, one is the first ping.
  desk.brevo.setHourlyLimit(12);
  await desk.setUp();
  const popup = await goOnline(desk);
  await desk.browser.withApi(async (api) => {
    const { presence } = (await api.storage.local.get('presence')) as { presence: { data: Stored } };
    presence.data.status.confirmedAt = Date.now() - 70_000;
    await api.storage.local.set({ presence });
  });
  await desk.browser.fireAlarm('presence');
  await popup.waitForText(/hourly limit is nearly used up\. The rest is kept for your messages\. Resumes at/);
  await send(popup, 'One of the ten');
  await popup.row('One of the ten').waitForState('Sent');
  expect(desk.arrivals('POST', PING)).toBe(1);
});
