import { expect, test } from '../desk.ts';
import { goOnline } from '../presence-rules.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];

test('the Presence page: rules take effect as I choose them, and say what they do', async ({ desk }) => {
  await desk.setUp();
  const popup = await goOnline(desk);
  const page = await desk.browser.openPage('options.html#presence');
  await page.waitForText(/Online, confirmed/);
  await page.click('checkbox', 'Pause outside my hours');
  await page.waitForText('Saved.');
  for (const day of DAYS) {
    await page.click('button', new RegExp(`^Remove ${day}`));
    await page.waitForText(new RegExp(`Removed: ${day}`));
  }
  await page.waitForText('You have no hours at all');
  await popup.waitForText(/Offline since .*: outside your hours, and there are no later ones\./);
  await page.click('button', 'Undo');
  await page.waitForText('It is back.');
  await popup.waitForText(/outside your hours\. Resumes at|Online, confirmed/);
  await page.click('checkbox', 'Pause outside my hours');
  await popup.waitForText(/Online, confirmed/);
  expect(desk.arrivals('POST', '/conversations/agentOnlinePing')).toBeGreaterThanOrEqual(1);
});

test('the Presence page: the idle rule by keyboard alone, a wrong number, and a test notification', async ({
  desk,
}) => {
  await desk.setUp();
  const page = await desk.browser.openPage('options.html#presence');
  await page.click('checkbox', /Pause when nobody has touched/);
  await page.fill('spinbutton', 'Minutes', '0');
  await page.press('Enter');
  await page.waitForText('Fill in a whole number from 1 to 240.');
  await page.fill('spinbutton', 'Minutes', '25');
  await page.press('Enter');
  await page.waitForText('Pause when nobody has touched keyboard or mouse for 25 minutes');
  const stored = await desk.browser.withApi((api) => api.storage.local.get('presence-settings'));
  expect(stored).toMatchObject({ 'presence-settings': { data: { idle: { isOn: true, minutes: 25 } } } });
  await page.click('button', 'Test notification');
  await page.waitForText('Sent. If you saw none');
});
