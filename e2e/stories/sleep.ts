import { type Desk, expect, test } from '../desk.ts';
import { goOnline } from '../presence-rules.ts';

const PING = '/conversations/agentOnlinePing';

test('F18 after a sleep of the computer I am confirmed with one ping, and the log says that it slept', async ({
  desk,
}) => {
  await desk.setUp();
  const popup = await goOnline(desk);
  await putBack(desk, 10 * 60_000);
  // Due while it sleeps, like every alarm of a night.
  await desk.browser.withApi((api) => api.alarms.create('presence', { when: Date.now() + 2000, periodInMinutes: 1 }));
  await desk.browser.sleep(5000);
  await desk.waitForCommits('ping', 2, 10_000);
  await popup.waitForText(/Online, confirmed/);
  await desk.browser.fireAlarm('presence');
  expect(desk.arrivals('POST', PING)).toBe(2);
  // The log is written after what it tells of.
  await expect.poll(async () => JSON.stringify(await logged(desk))).toMatch(/"closed".*"online"/);
});

const logged = async ({ browser }: Desk) =>
  Object.entries(await browser.readStorageLocal()).filter(([key]) => key.startsWith('presence-log:'));

/** As if the last look at presence was longer ago: a test cannot sleep for a night. */
async function putBack(desk: Desk, ms: number): Promise<void> {
  await desk.browser.withApi(async (api, back) => {
    const { presence } = (await api.storage.local.get('presence')) as { presence: { data: Stored } };
    const { data } = presence;
    data.lookedAt -= back;
    data.logged.at -= back;
    data.status.confirmedAt -= back;
    await api.storage.local.set({ presence });
  }, ms);
}

type Stored = { lookedAt: number; logged: { at: number }; status: { confirmedAt: number } };
