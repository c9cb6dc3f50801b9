import { expect, send, test } from '../desk.ts';

// Chrome grants the host at installation for good; only in Firefox can people take it back.
test('F23 access to Brevo taken back: it says so, one button asks for it, and all resumes within 10 s', async ({
  desk,
}) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  await popup.click('switch', 'Online');
  await desk.waitForCommits('ping', 1);
  await desk.browser.withApi((api) => api.permissions.remove({ origins: ['https://api.brevo.com/*'] }));
  await popup.waitForText('This browser does not let Deskside reach api.brevo.com');
  await expect.poll(async () => (await desk.browser.badge()).text).toBe('!');
  const before = desk.brevo.arrivals.length;
  await send(popup, 'While forbidden');
  await popup.row('While forbidden').waitForState('Not sent');
  await desk.browser.fireAlarm('presence');
  await popup.waitFor('button', 'Allow api.brevo.com');
  expect(desk.brevo.arrivals).toHaveLength(before);

  await popup.click('button', 'Allow api.brevo.com');
  await desk.waitForCommits('ping', 2, 10_000);
  await popup.waitForText(/Online, confirmed/);
  expect(desk.arrivals('POST', '/conversations/agentOnlinePing')).toBe(2);
  await popup.row('While forbidden').click('Send again');
  await popup.row('While forbidden').waitForState('Sent');
});
