import type { Fault } from '../../lib/brevo/simulation/types.ts';
import { type Desk, expect, send, test } from '../desk.ts';

const POST = { method: 'POST', path: '/conversations/messages' };

const unknown: { name: string; fault: Fault | ((desk: Desk) => Fault); commits: number }[] = [
  { name: 'F8 a 500 after the commit', fault: { kind: 'status', status: 500, committed: true }, commits: 1 },
  { name: 'F8 a 503 without commit', fault: { kind: 'status', status: 503 }, commits: 0 },
  { name: 'F7 a connection reset after the commit', fault: { kind: 'reset', committed: true }, commits: 1 },
  { name: 'F11 a login page', fault: { kind: 'html', status: 200, committed: false }, commits: 0 },
  {
    name: 'F12 a redirect',
    fault: ({ server }) => ({ kind: 'redirect', status: 307, location: `${server.url}/elsewhere` }),
    commits: 0,
  },
  { name: 'F6 a hang after the commit', fault: { kind: 'hang', committed: true }, commits: 1 },
];
test('G-R2 G-R3 what nobody knows of ends as "May have been sent", and nothing is sent again by itself', async ({
  desk,
}) => {
  test.setTimeout(150_000);
  await desk.setUp();
  const popup = await desk.openPopup();
  for (const [n, { name, fault, commits }] of unknown.entries()) {
    await test.step(name, async () => {
      const [text, visitor] = [`Did number ${n} arrive?`, `visitor-${n}`];
      const posted = () => desk.commits('posted').filter((commit) => commit.text === text);
      const before = desk.arrivals('POST', POST.path);
      desk.brevo.script({ ...POST, fault: typeof fault === 'function' ? fault(desk) : fault });
      await send(popup, text, visitor);
      await popup.row(text).waitForState('May have been sent', 20_000);
      await desk.browser.killWorker();
      await send(popup, `After number ${n} another goes out`, visitor);
      await popup.row(`After number ${n}`).waitForState('Sent');
      expect(posted()).toHaveLength(commits);
      expect(desk.arrivals('POST', POST.path)).toBe(before + 2);

      await popup.row(text).click(commits === 1 ? 'It arrived' : 'Send again');
      await popup.row(text).waitForState('Sent');
      expect(posted()).toHaveLength(1);
    });
  }
  expect(desk.server.strays).toEqual([]);
});

const bodies: [string, string][] = [
  ['empty', ''],
  ['truncated', '{"id":"abc'],
  ['wrongly typed', '{"id":7,"text":[]}'],
  ['5 MB', `{"text":"${'x'.repeat(5_000_000)}"}`],
];
test('F13 a 2xx with a body of no use is sent, with its ID unknown and no Edit or Delete', async ({ desk }) => {
  test.setTimeout(120_000);
  await desk.setUp();
  const popup = await desk.openPopup();
  for (const [n, [name, body]] of bodies.entries()) {
    await test.step(name, async () => {
      desk.brevo.script({ ...POST, fault: { kind: 'body', body } });
      await send(popup, `Accepted, ${name}`);
      const row = popup.row(`Accepted, ${name}`);
      await row.waitForState('Sent');
      expect(await row.text()).toContain('Brevo took it without saying its ID');
      expect(await row.has('Edit')).toBe(false);
      expect(desk.commits('posted')).toHaveLength(n + 1);
    });
  }
});

test('a refusal is "Not sent" with Brevo’s words, and Send again is a new try', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  const body = JSON.stringify({ code: 'invalid_parameter', message: 'visitorId is invalid' });
  desk.brevo.script({ ...POST, fault: { kind: 'status', status: 400, body } });
  await send(popup, 'Refused once');
  await popup.row('Refused').waitForState('Not sent');
  await popup.waitForText('visitorId is invalid');
  await popup.row('Refused').click('Send again');
  await popup.row('Refused').waitForState('Sent');
  expect(desk.commits('posted')).toHaveLength(1);
});

test('F9 a message refused by the rate limit is "Not sent" and says when to try again', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  desk.brevo.setHourlyLimit(0);
  await send(popup, 'Too many');
  await popup.row('Too many').waitForState('Not sent');
  await popup.waitForText(/Try again after \d/);
});
