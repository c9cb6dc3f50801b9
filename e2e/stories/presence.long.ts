import { createRandom } from '../../lib/brevo/simulation/random.ts';
import { expect, test } from '../desk.ts';
import { report } from '../long-report.ts';
import { SEED } from '../random.ts';

const MINUTES = 15;

test('G-P1 no gap above 110 s with the background killed at random', async ({ desk }) => {
  const random = createRandom(SEED);
  await desk.setUp();
  const popup = await desk.openPopup();
  await popup.click('switch', 'Online');
  await desk.waitForCommits('ping', 1, 10_000);
  await popup.close();
  const end = Date.now() + MINUTES * 60_000;
  while (Date.now() < end) {
    // At most one kill a period, at a moment that nothing announces.
    await new Promise((resolve) => setTimeout(resolve, 60_000 + random() * 30_000));
    await desk.browser.killWorker();
  }
  const times = desk.commits('ping').map(({ at }) => at);
  const gaps = times.slice(1).map((at, n) => (at - (times[n] ?? at)) / 1000);
  const longest = Math.max(...gaps);
  report(
    'background killed while online',
    desk.browser.name,
    `${MINUTES} minutes, seed ${SEED}: ${times.length} pings, longest gap ${longest.toFixed(1)} s`,
  );
  expect(longest).toBeLessThanOrEqual(110);
  expect(times.length).toBeLessThanOrEqual(MINUTES + 3);
});
