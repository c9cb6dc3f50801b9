import fc from 'fast-check';
import { afterEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { makeStorageMortal } from '../testing/mortal.ts';
import { createShift, event } from './shift.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('G-P1 G-P2 G-P3 G-P4 G-P5 G-P7 G-P8 hold whatever happens, with the background dying at any step and late alarms', async () => {
  makeStorageMortal();
  await fc.assert(
    fc.asyncProperty(
      fc.boolean(),
      fc.constantFrom(0, 31, 47),
      fc.array(event, { maxLength: 30, size: 'max' }),
      async (isPacked, noiseS, events) => {
        await fakeBrowser.storage.local.clear();
        await fakeBrowser.alarms.clearAll();
        const shift = createShift({ isPacked, noiseS });
        await shift.take({ kind: 'switch', wish: 'on' });
        for (const next of events) await shift.take(next);
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 150) },
  );
}, 120_000);

it('G-P1 comes back by itself after an outage, however long it lasted', async () => {
  for (const outage of [50, 150, 3600]) {
    await fakeBrowser.storage.local.clear();
    await fakeBrowser.alarms.clearAll();
    const shift = createShift({ isPacked: true, noiseS: 31 });
    await shift.take({ kind: 'switch', wish: 'on' });
    await shift.take({ kind: 'brevo', answers: 'down' });
    await shift.pass(outage * 1000);
    await shift.take({ kind: 'brevo', answers: 'well' });
    await shift.pass(600_000);
    expect(shift.now() - (shift.seen.successes.at(-1) ?? 0)).toBeLessThan(120_000);
  }
});

it('G-P4 an undisturbed hour holds at most 62 pings, and as few as the cadence wants', async () => {
  for (const everyMs of [60_000, 90_000]) {
    const shift = createShift({ isPacked: false, noiseS: 0 });
    await fakeBrowser.storage.local.clear();
    await fakeBrowser.alarms.clearAll();
    shift.world.pace = { everyMs, isShort: everyMs > 60_000 };
    await shift.take({ kind: 'switch', wish: 'on' });
    for (let minute = 0; minute < 60; minute++) {
      await shift.pass(60_000);
      await shift.take({ kind: 'trigger', reason: 'page-opened' });
    }
    const wanted = 3_600_000 / everyMs;
    expect(shift.seen.attempts.length).toBeGreaterThanOrEqual(wanted);
    expect(shift.seen.attempts.length).toBeLessThanOrEqual(wanted + 2);
  }
});

it('G-P6 a refused key is asked once an act, a blocked one after 5, 15 and each 30 minutes', async () => {
  for (const [answers, expected] of [
    ['refuses', []],
    ['blocks', [5, 15, 30, 30]],
  ] as const) {
    await fakeBrowser.storage.local.clear();
    await fakeBrowser.alarms.clearAll();
    const shift = createShift({ isPacked: true, noiseS: 31 });
    await shift.take({ kind: 'switch', wish: 'on' });
    shift.world.answers = answers;
    await shift.pass(90 * 60_000);
    const refused = shift.seen.attempts.slice(1);
    const waits = refused.slice(1).map((at, n) => (at - (refused[n] ?? at)) / 60_000);
    expect(waits.map((wait) => Math.floor(wait))).toEqual(expected);
    const before = shift.seen.attempts.length;
    await shift.take({ kind: 'trigger', reason: 'try-again' });
    expect(shift.seen.attempts.length).toBe(before + 1);
  }
});
