import { expect, KEY, test } from '../desk.ts';

test('F1 G-P1 G-P2 the switch puts me online at once, the alarm keeps me there, off stops it', async ({ desk }) => {
  test.setTimeout(180_000);
  await desk.setUp();
  const popup = await desk.openPopup();
  const switchedOn = Date.now();
  await popup.click('switch', 'Online');
  await desk.waitForCommits('ping', 1, 10_000);
  expect((desk.commits('ping')[0]?.at ?? 0) - switchedOn).toBeLessThan(10_000);
  await popup.waitForText(/Online, confirmed/);
  await expect.poll(async () => (await desk.browser.badge()).title).toMatch(/confirmed online \d/);

  await popup.close();
  await desk.browser.killWorker();
  await desk.waitForCommits('ping', 2, 115_000);
  const [first, second] = desk.commits('ping');
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(40_000);
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeLessThan(110_000);

  const again = await desk.openPopup();
  await again.click('switch', 'Online');
  await again.waitForText(/Visitors may see you online until/);
  await expect.poll(async () => (await desk.browser.badge()).text).toBe('off');
  const alarms = await desk.browser.withApi((api) => api.alarms.getAll());
  expect(alarms.filter(({ name }) => name.startsWith('presence'))).toEqual([]);
  expect(desk.commits('ping')).toHaveLength(2);
});

test('G-P2 F15 a browser restart brings me back online with no page opened', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  await popup.click('switch', 'Online');
  await desk.waitForCommits('ping', 1);
  await popup.waitForText(/Online, confirmed/);
  for (const end of ['restart', 'crash'] as const) {
    const before = desk.commits('ping').length;
    // A success of the last 20 s counts for a start too, so the start is put outside of it.
    await desk.browser.withApi(async (api) => {
      const { presence } = (await api.storage.local.get('presence')) as { presence: { data: { status: object } } };
      presence.data.status = { kind: 'online', confirmedAt: Date.now() - 30_000 };
      await api.storage.local.set({ presence });
    });
    if (end === 'restart') await desk.browser.restart();
    else {
      await desk.browser.crash();
      await desk.browser.relaunch();
    }
    await desk.waitForCommits('ping', before + 1, 10_000);
    await (await desk.openPopup()).waitForText(/Online, confirmed/);
  }
  const alarms = await desk.browser.withApi((api) => api.alarms.getAll());
  expect(alarms.filter(({ name }) => name === 'presence')).toHaveLength(1);
});

test('F16 a deleted alarm is repaired when the background wakes', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  await popup.click('switch', 'Online');
  await popup.waitForText(/Online, confirmed/);
  await desk.browser.withApi((api) => api.alarms.clearAll());
  await desk.browser.killWorker();
  await (await desk.openPopup()).waitForText(/Online, confirmed/);
  await expect
    .poll(async () => (await desk.browser.withApi((api) => api.alarms.getAll())).map(({ name }) => name))
    .toContain('presence');
});

const troubles = [
  {
    name: 'a wrong key',
    status: 401,
    body: { code: 'unauthorized', message: 'Key not found' },
    says: 'Brevo does not know this API key.',
  },
  {
    name: 'a blocked address',
    status: 401,
    body: {
      code: 'unauthorized',
      message:
        'We have detected you are using an unrecognised IP address 203.0.113.7. If you performed this action make sure to add the new IP address in this link: https://app.brevo.com/security/authorised_ips',
    },
    says: '203.0.113.7',
  },
  { name: 'a forbidden key', status: 403, body: { code: 'permission_denied', message: 'No' }, says: 'may not do that' },
  {
    name: 'an unknown agent',
    status: 400,
    body: { code: 'invalid_parameter', message: 'Agent unknown' },
    says: 'Agent unknown',
  },
  {
    name: 'a missing agent',
    status: 404,
    body: { code: 'document_not_found', message: 'x' },
    says: 'does not know this ID',
  },
];
test('F10 G-P6 a refusal stops the pings at once, says why, and they resume when I try again', async ({ desk }) => {
  test.setTimeout(120_000);
  await desk.setUp();
  const path = '/conversations/agentOnlinePing';
  const popup = await desk.openPopup();
  for (const { name, status, body, says } of troubles) {
    await test.step(name, async () => {
      const before = desk.arrivals('POST', path);
      desk.brevo.script({ path, fault: { kind: 'status', status, body: JSON.stringify(body) } });
      await popup.click('switch', 'Online');
      await popup.waitForText(says);
      await expect.poll(async () => (await desk.browser.badge()).text).toBe('!');
      await desk.browser.fireAlarm('presence');
      await desk.browser.fireAlarm('presence');
      await popup.click('button', 'Try again');
      await popup.waitForText(/Online, confirmed/);
      // Presence takes its triggers in turn, so a ping of the alarms would have come before this one.
      expect(desk.arrivals('POST', path)).toBe(before + 2);
      await popup.click('switch', 'Online');
      await popup.waitForText(/Visitors may see you online until/);
    });
  }
});

test('F9 a rate limit is obeyed to its reset', async ({ desk }) => {
  await desk.setUp();
  const path = '/conversations/agentOnlinePing';
  const headers = { 'x-sib-ratelimit-limit': '100', 'x-sib-ratelimit-remaining': '0', 'x-sib-ratelimit-reset': '90' };
  desk.brevo.script({ path, fault: { kind: 'status', status: 429, body: '{"code":"x","message":"y"}', headers } });
  const popup = await desk.openPopup();
  await popup.click('switch', 'Online');
  await popup.waitForText('The hourly limit of your Brevo account is used up.');
  await desk.browser.fireAlarm('presence');
  await desk.browser.fireAlarm('presence-retry');
  await popup.waitForText(/Deskside looks again at/);
  await popup.click('button', 'Try again');
  await popup.waitForText(/Online, confirmed/);
  expect(desk.arrivals('POST', path)).toBe(2);
});

test('F11 a login page of the network never counts as online', async ({ desk }) => {
  await desk.setUp();
  desk.brevo.script({ fault: { kind: 'html', status: 200, committed: false } });
  const popup = await desk.openPopup();
  await popup.click('switch', 'Online');
  await popup.waitForText('Something other than Brevo answered');
  expect(await popup.text('status', 'Presence')).not.toContain('Online');
});

test('F6 F8 F12 a hang ends within 15 s, a redirect is not followed, and nothing reaches another host', async ({
  desk,
}) => {
  test.setTimeout(120_000);
  await desk.setUp();
  const popup = await desk.openPopup();
  desk.brevo.script({ fault: { kind: 'redirect', status: 307, location: `${desk.server.url}/elsewhere` } });
  await popup.click('switch', 'Online');
  await popup.waitForText('sends requests for Brevo elsewhere');
  desk.brevo.script({ fault: { kind: 'status', status: 503 } });
  await popup.click('button', 'Try again');
  await popup.waitForText('error 503');
  desk.brevo.script({ fault: { kind: 'hang', committed: false } });
  await popup.click('button', 'Try again');
  await popup.waitForText('Brevo did not answer in time.', 20_000);
  await popup.click('button', 'Try again');
  await popup.waitForText(/Online, confirmed/);
  expect(desk.server.strays).toEqual([]);
  expect(desk.brevo.arrivals.every(({ request }) => request.headers['api-key'] === KEY)).toBe(true);
});
