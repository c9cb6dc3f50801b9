import { test } from '../desk.ts';
import { killLoop } from '../kill-loop.ts';
import { report } from '../long-report.ts';
import { SEED } from '../random.ts';

test('G-R2 G-R3 the background killed at a random moment of each send', async ({ desk }) => {
  const count = desk.browser.name === 'chromium' ? 200 : 50;
  const ends = await killLoop(desk, count, SEED);
  const words = Object.entries(ends).map(([kind, number]) => `${number} ${kind}`);
  report(
    'background killed during sends',
    desk.browser.name,
    `${count} sends, seed ${SEED}: ${words.join(', ')}; no message twice at Brevo, none lost`,
  );
});
