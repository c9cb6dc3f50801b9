import { expect, test } from '../desk.ts';
import { goOnline } from '../presence-rules.ts';

test('with its last window closed for a minute the browser counts as closed; a new one brings me back', async ({
  desk,
}) => {
  test.setTimeout(150_000);
  await desk.setUp();
  await goOnline(desk);
  await desk.browser.closeWindows();
  // A minute, and what the alarm then takes.
  await expect.poll(() => desk.browser.title(), { timeout: 100_000 }).toContain('no window open');
  const before = desk.commits('ping').length;
  const popup = await desk.openPopup();
  await desk.waitForCommits('ping', before + 1, 10_000);
  await popup.waitForText(/Online, confirmed/);
});
