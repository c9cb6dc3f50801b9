import { expect, send, test } from '../desk.ts';

test('F14 offline before Enter: queued with zero requests, and it goes out when the network is back', async ({
  desk,
}) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  await desk.browser.setOffline(true);
  await send(popup, 'When I am back');
  await popup.row('When I am').waitForState('Queued');
  await popup.waitForText('You are offline');
  expect(desk.arrivals('POST', '/conversations/')).toBe(0);
  // The background stays alive: a debugger cannot connect one again that starts while it is being connected.
  await desk.browser.setOffline(false);
  await popup.row('When I am').waitForState('Sent', 45_000);
  expect(desk.commits('posted')).toHaveLength(1);
});

test('F14 the network goes while the message is on its way: "May have been sent", and no second try', async ({
  desk,
}) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  const post = { method: 'POST', path: '/conversations/messages' };
  desk.brevo.script({ ...post, fault: { kind: 'hang', committed: true } });
  await send(popup, 'Cut off');
  await desk.waitForCommits('posted', 1);
  await desk.browser.setOffline(true);
  await popup.row('Cut off').waitForState('May have been sent', 20_000);
  await desk.browser.setOffline(false);
  await send(popup, 'Somebody else', 'another');
  await popup.row('Somebody else').waitForState('Sent');
  expect(desk.commits('posted').filter(({ text }) => text === 'Cut off')).toHaveLength(1);
});
