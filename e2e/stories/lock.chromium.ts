import { expect, test } from '../desk.ts';
import { goOnline, putOffAlarm, storeRules } from '../presence-rules.ts';

// Firefox never tells that the screen is locked, and there the rule is not offered.
test('a locked screen takes me offline and says so; unlocking brings me back within 10 s', async ({ desk }) => {
  await desk.setUp();
  await storeRules(desk, { lock: { isOn: true } });
  const popup = await goOnline(desk);
  await putOffAlarm(desk);
  await desk.browser.setInput('locked');
  await popup.waitForText(/Offline since .*: screen locked\. Resumes when you unlock\./);
  await expect.poll(async () => (await desk.browser.badge()).title).toContain('screen locked');
  await desk.browser.setInput('active');
  await popup.waitForText(/Online, confirmed/);
  await desk.waitForCommits('ping', 2, 10_000);
});
