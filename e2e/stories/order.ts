import { NotYet, until } from '../browsers/until.ts';
import { expect, send, test } from '../desk.ts';

const POST = { method: 'POST', path: '/conversations/messages' };

test('G-R6 what may have been sent holds back only what was queued behind it, until I send it anyway', async ({
  desk,
}) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  desk.brevo.script({ ...POST, fault: { kind: 'hang', committed: true } });
  await send(popup, 'Number one');
  await until('the POST', async () => desk.arrivals('POST', POST.path) === 1 || new NotYet('not there'));
  await send(popup, 'Number two');
  await send(popup, 'Somebody else', 'another-visitor');
  await popup.row('Somebody else').waitForState('Sent');
  await popup.row('Number one').waitForState('May have been sent', 20_000);
  await popup.row('Number two').waitForState('Queued');
  await popup.waitForText('A message before it may have been sent.');
  expect(desk.commits('posted').map(({ text }) => text)).toEqual(['Number one', 'Somebody else']);

  // Confirmed while the unknown one is shown above the composer.
  await send(popup, 'Number three');
  await popup.row('Number three').waitForState('Sent');
  await popup.row('Number two').click('Send anyway');
  await popup.row('Number two').waitForState('Sent');
  await popup.row('Number one').click('It arrived');
  await popup.row('Number one').waitForState('Sent');
  expect(desk.commits('posted').map(({ text }) => text)).toEqual([
    'Number one',
    'Somebody else',
    'Number three',
    'Number two',
  ]);
});

test('G-R6 messages to one visitor leave one after the other, in my order', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  desk.brevo.script({ ...POST, fault: { kind: 'delay', ms: 1500 } });
  const texts = ['One.', 'Two.', 'Three.'];
  for (const text of texts) await send(popup, text);
  await desk.waitForCommits('posted', 3);
  expect(desk.commits('posted').map(({ text }) => text)).toEqual(texts);
});
