import { expect, test } from '../desk.ts';
import { SEED } from '../random.ts';
import { runSoak } from '../soak/soak.ts';

test('F32 a minute as a busy agent at a Brevo with random faults: G-P1 G-R2 G-R3 G-R4 G-R5', async ({ desk }) => {
  // The minute, and up to three more until everything has come to its end.
  test.setTimeout(5 * 60_000);
  const { markdown, problems } = await runSoak(desk, { minutes: 1, seed: SEED, say: () => undefined });
  console.log(markdown);
  expect(problems).toEqual([]);
});
