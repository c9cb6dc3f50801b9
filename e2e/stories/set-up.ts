import { AGENT, expect, KEY, RESTRICTED_KEY, test } from '../desk.ts';

test('first set-up: the popup says what is missing, the settings take key and agent', async ({ desk }) => {
  const popup = await desk.openPopup();
  await popup.waitForText('Add your API key');
  expect(await popup.text('status', 'Presence')).toContain('Offline');

  const options = await desk.browser.openPage('options.html');
  await options.fill('textbox', 'API key', KEY);
  await options.click('button', 'Save key');
  await options.waitForText(`Key saved: Lantern & Loom, ends in ${KEY.slice(-4)}.`);
  expect(await options.value('textbox', 'API key')).toBe('');
  await popup.waitForText('Say who you are');

  await options.click('button', 'Save agent');
  await options.waitForText('Fill in your agent ID.');
  await options.fill('textbox', 'Agent ID', AGENT);
  await options.click('button', 'Save agent');
  await options.waitForText('Saved.');
  await popup.waitUntilGone('button', 'Open settings');
  expect(desk.commits('ping')).toEqual([]);
});

test('the settings can be filled in with the keyboard alone', async ({ desk }) => {
  const options = await desk.browser.openPage('options.html');
  await options.waitFor('textbox', 'API key');
  while ((await options.focusedName()) !== 'API key') await options.press('Tab');
  await options.type('textbox', 'API key', KEY);
  await options.press('Enter');
  await options.waitForText(/Key saved/);
  while ((await options.focusedName()) !== 'Source label') await options.press('Tab');
  await options.press('Shift+Tab');
  await options.press('Shift+Tab');
  await expect.poll(() => options.focusedName()).toBe('Agent ID');
  await options.type('textbox', 'Agent ID', AGENT);
  await options.press('Enter');
  await options.waitForText('Saved.');
});

test('a key that Brevo does not know is not saved, and the field keeps it to be mended', async ({ desk }) => {
  const options = await desk.browser.openPage('options.html');
  await options.fill('textbox', 'API key', 'xkeysib-wrong');
  await options.click('button', 'Save key');
  await options.waitForText('Brevo does not know this API key.');
  expect(await options.value('textbox', 'API key')).toBe('xkeysib-wrong');
  await options.fill('textbox', 'API key', 'xsmtpsib-abc');
  await options.click('button', 'Save key');
  await options.waitForText('This is an SMTP key.');
  expect(desk.arrivals('GET', '/account')).toBe(1);
});

test('a key restricted to Conversations is accepted without the company’s name', async ({ desk }) => {
  const options = await desk.browser.openPage('options.html');
  await options.fill('textbox', 'API key', RESTRICTED_KEY);
  await options.click('button', 'Save key');
  await options.waitForText(`Key saved, ends in ${RESTRICTED_KEY.slice(-4)}.`);
});

test('an address that Brevo blocks is quoted, with Brevo’s list one click away', async ({ desk }) => {
  desk.brevo.blockAddress('203.0.113.7');
  const options = await desk.browser.openPage('options.html');
  await options.fill('textbox', 'API key', KEY);
  await options.click('button', 'Save key');
  await options.waitForText('203.0.113.7');
  await options.waitFor('link', 'Open Brevo’s list of addresses');
  desk.brevo.blockAddress(undefined);
  await options.click('button', 'Save key');
  await options.waitForText(/Key saved/);
});

test('forgetting the key ends presence and asks for a key again', async ({ desk }) => {
  await desk.setUp();
  const popup = await desk.openPopup();
  await popup.click('switch', 'Online');
  await desk.waitForCommits('ping', 1);
  const options = await desk.browser.openPage('options.html');
  await options.click('button', 'Forget key');
  await options.waitForText('Forget the key?');
  await options.click('button', 'Forget key');
  await options.waitForText('The key is gone from this browser.');
  await popup.waitForText('Deskside has no API key yet.');
  await popup.waitForText('Add your API key');
  const alarms = await desk.browser.withApi((api) => api.alarms.getAll());
  for (const { name } of alarms) await desk.browser.fireAlarm(name);
  await options.fill('textbox', 'API key', KEY);
  await options.click('button', 'Save key');
  await popup.waitForText(/Online, confirmed/);
  expect(desk.arrivals('POST', '/conversations/agentOnlinePing')).toBe(2);
});
