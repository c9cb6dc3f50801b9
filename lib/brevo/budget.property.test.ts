import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asShipped, variant } from '../../bench/rate-budget/variants.ts';
import { type Budget, budget, observe, paceOf } from './budget.ts';

const STEPS = [60, 75, ...asShipped.spread];
const START = Date.UTC(2026, 0, 5, 9);
const HOUR = 3_600_000;

const anyCount = fc.oneof(
  fc.integer({ min: 0, max: 120 }),
  fc.constantFrom(0, 9, 10, 11, 12, 100, 200, 600),
  fc.integer({ min: 0, max: 999_999_999 }),
);
/** Mostly the next minutes; but clocks jump, and computers sleep. */
const anyWait = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 120_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -24 * HOUR, max: 24 * HOUR }) },
);
/** As the headers tell it, or what a broken clock makes of them. */
const anyReset = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 3600 }) },
  { weight: 1, arbitrary: fc.integer({ min: -1e9, max: 1e9 }) },
);
const anyAnswer = fc.record({
  wait: anyWait,
  limit: anyCount,
  remaining: anyCount,
  reset: anyReset,
  from: fc.constantFrom('ping' as const, 'action' as const),
});

/** What any answers at all lead to, and when the last one came. */
const anyKnown = fc.array(anyAnswer, { minLength: 1, maxLength: 12 }).map((answers) => {
  let now = START;
  let known: Budget | undefined;
  for (const { wait, limit, remaining, reset, from } of answers) {
    now += wait;
    known = observe(known, { limit, remaining, resetAt: now + reset * 1000 }, from, now);
  }
  return { known: known as Budget, now };
});

test('what is known after any answers is finite, and what others use is never negative', () => {
  fc.assert(
    fc.property(anyKnown, ({ known }) => {
      expect(budget.safeParse(known).success).toBe(true);
      for (const value of [known.others, known.pings, known.actions, known.watched, known.remaining]) {
        expect(value).toBeGreaterThanOrEqual(0);
      }
      expect(known.remaining).toBeLessThanOrEqual(known.limit);
    }),
  );
});

test('the pace is always one of the steps, and no wait is longer than an hour', () => {
  fc.assert(
    fc.property(anyKnown, anyWait, ({ known, now }, wait) => {
      const at = now + wait;
      const pace = paceOf(known, at);
      expect(STEPS).toContain(pace.everyMs / 1000);
      expect(pace.isShort).toBe(pace.everyMs > 60_000 || pace.waitUntil !== undefined);
      expect(pace.carries !== undefined).toBe(pace.isShort);
      if (pace.waitUntil === undefined) return;
      expect(pace.waitUntil).toBeGreaterThan(at);
      expect(pace.waitUntil - at).toBeLessThanOrEqual(HOUR);
    }),
  );
});

test('more left never means fewer pings', () => {
  fc.assert(
    fc.property(anyKnown, anyWait, anyCount, anyCount, ({ known, now }, wait, a, b) => {
      const everyMs = (remaining: number) => {
        const pace = paceOf({ ...known, remaining: Math.min(remaining, known.limit) }, now + wait);
        return pace.waitUntil === undefined ? pace.everyMs : Number.POSITIVE_INFINITY;
      };
      expect(everyMs(Math.max(a, b))).toBeLessThanOrEqual(everyMs(Math.min(a, b)));
    }),
  );
});

test('what others use more never means more pings', () => {
  const anyRate = fc.double({ min: 0, max: 1000, noNaN: true });
  fc.assert(
    fc.property(anyKnown, anyRate, anyRate, ({ known, now }, a, b) => {
      const everyMs = (others: number) => paceOf({ ...known, others }, now).everyMs;
      expect(everyMs(Math.max(a, b))).toBeGreaterThanOrEqual(everyMs(Math.min(a, b)));
    }),
  );
});

test('waiting always ends: an hour without any answer leaves nothing to wait for', () => {
  fc.assert(
    fc.property(anyKnown, ({ known, now }) => {
      // A clock that was put back since has to come past the answer again before its hour counts.
      expect(paceOf(known, Math.max(now, known.at) + HOUR).waitUntil).toBeUndefined();
    }),
  );
});

test('the variants of the benchmark differ from what is shipped in nothing but their choices', () => {
  const same = variant('as shipped', {});
  fc.assert(
    fc.property(anyKnown, fc.integer({ min: 0, max: 2 * HOUR }), ({ known, now }, wait) => {
      fc.pre(known.limit > 0 && now >= known.at && known.slides < 3);
      const { everyMs, waitUntil } = paceOf(known, now + wait);
      const other = same.paceOf(known, now + wait);
      expect(other.waitUntil).toBe(waitUntil);
      if (waitUntil === undefined) expect(other.everyMs).toBe(everyMs);
    }),
  );
});
