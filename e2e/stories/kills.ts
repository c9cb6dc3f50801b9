import { NotYet, until } from '../browsers/until.ts';
import { expect, send, test, VISITOR } from '../desk.ts';
import { killLoop } from '../kill-loop.ts';
import { SEED } from '../random.ts';

const POST = { method: 'POST', path: '/conversations/messages' };

for (const committed of [true, false]) {
  const name = committed ? 'F2 the worker killed in flight, Brevo committed' : 'F3 the same, Brevo did not commit';
  test(`G-R2 G-R3 ${name}: "May have been sent", never a second POST`, async ({ desk }) => {
    await desk.setUp();
    const popup = await desk.openPopup();
    desk.brevo.script({ ...POST, fault: { kind: 'hang', committed } });
    await send(popup, 'In flight');
    await until('the POST', async () => desk.arrivals('POST', POST.path) === 1 || new NotYet('not there'));
    await desk.browser.killWorker();
    await popup.click('switch', 'Online');
    await popup.row('In flight').waitForState('May have been sent');
    await desk.waitForCommits('ping', 1);
    expect(desk.arrivals('POST', POST.path)).toBe(1);
    expect(desk.commits('posted')).toHaveLength(committed ? 1 : 0);
  });
}

test('F5 the worker killed after the answer, before the record: "May have been sent" and one commit', async ({
  desk,
}) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  await send(popup, 'Answered');
  await popup.row('Answered').waitForState('Sent');
  await desk.browser.killWorker();
  // The record as it was before the answer was written, put back while nobody runs.
  await desk.browser.withApi(async (api) => {
    const stored = await api.storage.local.get(null);
    const [key, value] = Object.entries(stored).find(([name]) => name.startsWith('message:')) ?? ['', {}];
    const message = value as { v: number; data: { id: string; state: object } };
    message.data.state = { kind: 'dispatching', at: Date.now() };
    const recent = { v: 1, data: { ids: [message.data.id], unsettled: [message.data.id] } };
    await api.storage.local.set({ [key]: message, 'recent-messages': recent });
  });
  await popup.click('switch', 'Online');
  await popup.row('Answered').waitForState('May have been sent');
  expect(desk.commits('posted')).toHaveLength(1);
});

test('F4 the worker killed between the record and the call: sent once', async ({ desk }) => {
  await desk.setUp({ undoWindowS: 2 });
  const popup = await desk.openPopup();
  await send(popup, 'Recorded');
  await popup.row('Recorded').waitForState('Held');
  await desk.browser.killWorker();
  expect(desk.arrivals('POST', POST.path)).toBe(0);
  await popup.click('switch', 'Online');
  await popup.row('Recorded').waitForState('Sent');
  expect(desk.commits('posted').map(({ text }) => text)).toEqual(['Recorded']);
});

for (const worker of ['alive', 'dead'] as const) {
  for (const leaving of ['closed', 'navigated away'] as const) {
    test(`G-R1 F21 the page ${leaving} in the same tick as Send, worker ${worker}: sent once`, async ({ desk }) => {
      await desk.setUp();
      const popup = await desk.openPopup();
      await popup.fill('combobox', 'Visitor', VISITOR);
      await popup.fill('textbox', 'Message', 'Gone in a tick');
      if (worker === 'dead') await desk.browser.killWorker();
      const leave = leaving === 'closed' ? 'close' : 'navigate';
      await popup
        .evaluate((how) => {
          [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === 'Send')?.click();
          if (how === 'close') window.close();
          else window.location.href = 'about:blank';
        }, leave)
        .catch(() => undefined);
      await desk.waitForCommits('posted', 1);
      const again = await desk.openPopup();
      await again.row('Gone in a tick').waitForState('Sent');
      expect(await again.value('textbox', 'Message')).toBe('');
      expect(desk.commits('posted')).toHaveLength(1);
    });
  }
}

test('G-R1 a crash of the browser right after Enter loses nothing and doubles nothing', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  desk.brevo.script({ ...POST, fault: { kind: 'hang', committed: true } });
  await send(popup, 'Crashed');
  await until('the POST', async () => desk.arrivals('POST', POST.path) === 1 || new NotYet('not there'));
  await desk.browser.crash();
  await desk.browser.relaunch();
  const again = await desk.openPopup();
  await again.row('Crashed').waitForState('May have been sent');
  expect(desk.commits('posted')).toHaveLength(1);
  expect(desk.arrivals('POST', POST.path)).toBe(1);
});

test('G-R2 G-R3 the background killed at a random moment of each send', async ({ desk }) => {
  test.setTimeout(120_000);
  const ends = await killLoop(desk, desk.browser.name === 'chromium' ? 25 : 5, SEED);
  console.log(`seed ${SEED}:`, ends);
});
