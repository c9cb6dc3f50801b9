import { describe, expect, it, test } from 'vitest';
import { type Budget, budget, observe, paceOf, RESERVE } from './budget.ts';

const NOW = Date.UTC(2026, 0, 5, 9);
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** What Brevo's headers say, with the reset so many minutes after `NOW`. */
const rate = (remaining: number, resetMinutes = 40, limit = 100) => ({
  limit,
  remaining,
  resetAt: NOW + resetMinutes * MINUTE,
});

/** An agent alone who knows their limit: 60 pings and 18 other requests an hour. */
const alone = (told: Partial<Budget> = {}): Budget => ({
  ...rate(70),
  at: NOW,
  pinged: { remaining: 70, at: NOW },
  acted: 0,
  others: 0,
  pings: 60,
  actions: 18,
  watched: 1,
  buckets: 'one',
  slides: 0,
  ...told,
});

type Seen = ['ping' | 'action', minute: number, remaining: number, resetMinutes?: number];

/** Answers in turn, at minutes after `NOW`. */
const answered = (seen: Seen[], before?: Budget) =>
  seen.reduce<Budget | undefined>(
    (known, [from, minute, remaining, reset]) => observe(known, rate(remaining, reset), from, NOW + minute * MINUTE),
    before,
  ) as Budget;

const secondsAt = (known: Budget, minute = 0) => paceOf(known, NOW + minute * MINUTE).everyMs / SECOND;
const waitAt = (known: Budget | undefined, minute = 0) => {
  const { waitUntil } = paceOf(known, NOW + minute * MINUTE);
  return waitUntil === undefined ? undefined : (waitUntil - NOW) / MINUTE;
};

test('pings each minute while nothing is known of the limit', () => {
  expect(paceOf(undefined, NOW)).toEqual({ everyMs: MINUTE, isShort: false });
});

describe('G-P8 the reserve', () => {
  it.each([
    [0, 40],
    [RESERVE - 1, 40],
    [RESERVE, 40],
    [RESERVE + 1, undefined],
    [100, undefined],
  ])('with %i requests left, waits for minute %s', (remaining, minute) => {
    expect(waitAt(observe(undefined, rate(remaining), 'ping', NOW))).toBe(minute);
    expect(waitAt(alone({ remaining }))).toBe(minute);
  });

  it('is left alone until the reset, and says that the limit is short and what it carries', () => {
    const known = alone({ remaining: RESERVE });
    expect(paceOf(known, NOW)).toEqual({
      everyMs: MINUTE,
      isShort: true,
      waitUntil: NOW + 40 * MINUTE,
      carries: 1,
      limit: 100,
    });
    expect(waitAt(known, 39.99)).toBe(40);
    expect(paceOf(known, NOW + 40 * MINUTE)).toEqual({ everyMs: MINUTE, isShort: false, limit: 100 });
  });

  it('is what ten requests are', () => {
    expect(RESERVE).toBe(10);
  });
});

describe('G-P8 the pace of an agent alone', () => {
  // Forty minutes need 12 for actions and 16 that are spare, and 40, 32 or 27 for pings.
  it.each([
    [100, 60],
    [68, 60],
    [67, 75],
    [60, 75],
    [59, 90],
    [55, 90],
    [40, 90],
  ])('with %i requests left for forty minutes is a ping each %i s', (remaining, seconds) => {
    expect(secondsAt(alone({ remaining }))).toBe(seconds);
  });

  it('is slower than 90 s when not even that would last', () => {
    expect(secondsAt(alone({ remaining: 20 }))).toBeGreaterThan(90);
  });

  it.each([
    [100, 1],
    [200, 3],
    [600, 10],
    [126, 2],
    [125, 1],
    [67, 0],
    [10, 0],
    [3, 0],
  ])('of %i an hour tells that the limit carries %i such agents', (limit, carries) => {
    expect(paceOf(alone({ limit, remaining: 5 }), NOW)).toMatchObject({ limit, carries, isShort: true });
  });
});

test('an agent who does more than is usual has fewer requests for pings, and a limit carries fewer of them', () => {
  let known = alone();
  for (let minute = 60; minute < 360; minute++) {
    const left = 100 - Math.floor((minute % 60) * 1.5);
    const told = rate(left, (Math.floor(minute / 60) + 1) * 60);
    known = observe(known, told, minute % 2 ? 'action' : 'ping', NOW + minute * MINUTE);
  }
  expect(known.actions).toBeGreaterThan(25);
  expect(paceOf({ ...known, limit: 200, remaining: 5 }, NOW + 360 * MINUTE - 1).carries).toBe(2);
});

describe('what others use', () => {
  it('is what is missing beyond our own requests', () => {
    const known = answered([
      ['ping', 0, 90, 60],
      ['action', 0.5, 87, 60],
      ['ping', 1, 80, 60],
    ]);
    // Ten are gone, of which two are ours, and before that nine in no time.
    expect(known.others).toBeGreaterThan(8 / (1.02 / 60 + 0.02));
    const alike = answered([
      ['ping', 0, 99, 60],
      ['action', 0.5, 98, 60],
      ['ping', 1, 97, 60],
    ]);
    expect(alike.others).toBe(0);
  });

  it('slows an agent down who comes into an hour that others have half used up', () => {
    const late = observe(undefined, rate(41, 30), 'ping', NOW);
    expect(late.others).toBeGreaterThan(100);
    expect(secondsAt(late)).toBeGreaterThanOrEqual(120);
  });

  it('is remembered over the reset', () => {
    const before = alone({ others: 60, remaining: 20, pinged: { remaining: 20, at: NOW }, resetAt: NOW + MINUTE });
    const after = observe(before, rate(98, 61), 'ping', NOW + 2 * MINUTE);
    expect(after).toMatchObject({ remaining: 98, pinged: { remaining: 98 } });
    expect(after.others).toBeGreaterThan(55);
    expect(secondsAt(after, 2)).toBeGreaterThan(90);
  });

  it('is soon forgotten after one foreign burst', () => {
    let known = observe(alone({ remaining: 90, pinged: { remaining: 90, at: NOW } }), rate(29), 'ping', NOW + MINUTE);
    expect(known.others).toBeGreaterThan(50);
    expect(secondsAt(known, 1)).toBeGreaterThan(90);
    for (let minute = 41; minute < 99; minute++)
      known = observe(known, rate(140 - minute, 100), 'ping', NOW + minute * MINUTE);
    expect(secondsAt(known, 99)).toBeLessThanOrEqual(90);
  });

  it('is forgotten within two hours after the others went home', () => {
    let known = alone();
    const pingsUntil = (from: number, to: number, each: number) => {
      for (let minute = from; minute < to; minute += 2) {
        const left = 100 - Math.floor((minute % 60) * each) - 1;
        known = observe(known, rate(left, (Math.floor(minute / 60) + 1) * 60), 'ping', NOW + minute * MINUTE);
      }
    };
    pingsUntil(60, 480, 1.5);
    expect(known.others).toBeGreaterThan(45);
    pingsUntil(480, 600, 0.5);
    expect(known.others).toBeLessThan(15);
    expect(secondsAt(known, 600)).toBe(60);
  });

  it('is never less than nothing, whatever order the answers come in', () => {
    const known = answered([
      ['ping', 0, 90],
      ['ping', 0.1, 91],
      ['action', 0.2, 91],
      ['ping', 0.3, 92],
    ]);
    expect(known.others).toBeGreaterThanOrEqual(0);
    expect(known.buckets).toBe('unknown');
  });
});

describe('pings and actions that draw on limits of their own', () => {
  it('are told apart when an action is told of more', () => {
    const known = answered([
      ['ping', 0, 40],
      ['action', 0.5, 95, 55],
    ]);
    expect(known).toMatchObject({ buckets: 'apart', remaining: 40, resetAt: NOW + 40 * MINUTE });
  });

  it('are told apart when a ping is told of more after an action was told of less', () => {
    const known = answered([
      ['ping', 0, 80],
      ['action', 0.5, 5, 55],
      ['ping', 1, 79],
    ]);
    expect(known).toMatchObject({ buckets: 'apart', remaining: 79 });
    expect(observe(known, rate(4), 'action', NOW + 2 * MINUTE)).toBe(known);
  });

  it('do not silence pings by what an action is told, nor pretend that others are many', () => {
    const asked = answered([
      ['ping', 0, 80],
      ['action', 0.5, 5],
    ]);
    expect(waitAt(asked, 0.5)).toBeUndefined();
    expect(observe(asked, rate(79), 'ping', NOW + MINUTE).others).toBe(
      observe(undefined, rate(80), 'ping', NOW).others,
    );
  });

  it('are known to be one when the next ping is told no more than the action before it', () => {
    const known = answered([
      ['ping', 0, 80],
      ['action', 0.5, 12],
      ['ping', 1, 11],
    ]);
    expect(known).toMatchObject({ buckets: 'one', remaining: 11 });
    // From now on an action's word is enough.
    expect(waitAt(observe(known, rate(10), 'action', NOW + 2 * MINUTE), 2)).toBe(40);
  });

  it('are not told apart by answers that overtake each other, nor by a new hour', () => {
    const overtaken = answered([
      ['ping', 0, 80],
      ['action', 0.5, 78],
      ['ping', 0.5, 79],
    ]);
    expect(overtaken.buckets).toBe('unknown');
    const anew = answered([
      ['ping', 0, 20, 1],
      ['action', 0.95, 99, 61],
      ['ping', 1.5, 98, 61],
    ]);
    expect(anew).toMatchObject({ buckets: 'unknown', remaining: 98 });
  });
});

describe('a new hour', () => {
  it('begins with the reset, with all of the limit, before any answer says so', () => {
    const known = alone({ remaining: 4 });
    expect([waitAt(known, 39), waitAt(known, 40), secondsAt(known, 40)]).toEqual([40, undefined, 60]);
  });

  it('is not taken for begun by a ping in the last seconds of the old one', () => {
    const before = alone({
      remaining: 36,
      pinged: { remaining: 36, at: NOW - MINUTE },
      at: NOW - MINUTE,
      resetAt: NOW + SECOND,
    });
    const known = observe(before, rate(35, 1 / 60), 'ping', NOW);
    expect(known.others).toBe(0);
    expect(observe(known, rate(99, 61), 'ping', NOW + MINUTE).others).toBe(0);
  });

  it('is seen when a ping is told of more than the last one, before the reset and after an action', () => {
    const before = alone({ remaining: 11, pinged: { remaining: 12, at: NOW }, acted: 1 });
    expect(observe(before, rate(99, 61), 'ping', NOW + MINUTE)).toMatchObject({
      remaining: 99,
      resetAt: NOW + 61 * MINUTE,
      others: 0,
      buckets: 'one',
    });
  });

  it('may begin with an action, which is not taken for that of others', () => {
    const before = alone({ resetAt: NOW + MINUTE, remaining: 30, pinged: { remaining: 30, at: NOW } });
    const acted = observe(before, rate(99, 62), 'action', NOW + 2 * MINUTE);
    expect(acted).toMatchObject({ remaining: 99, resetAt: NOW + 62 * MINUTE, acted: 1 });
    expect(observe(acted, rate(98, 62), 'ping', NOW + 2.5 * MINUTE).others).toBe(0);
  });

  it('after a sleep over two resets says nothing about what others use', () => {
    const before = alone({ others: 2 });
    const woken = observe(before, rate(25, 170), 'ping', NOW + 165 * MINUTE);
    expect(woken).toMatchObject({ remaining: 25, others: 2, pings: 60 });
    expect(waitAt(alone({ remaining: 3 }), 165)).toBeUndefined();
  });
});

describe('an hour that slides instead of beginning anew', () => {
  /** A ping a minute that is told of a reset an hour away each time. */
  const slid = (remaining: number, count: number) =>
    Array.from({ length: count }, (_, minute) => minute).reduce<Budget | undefined>(
      (known, minute) => observe(known, rate(remaining, minute + 60), 'ping', NOW + minute * MINUTE),
      undefined,
    ) as Budget;

  it('is noticed when the reset moves time and again', () => {
    // So much left for an hour would be little, but what was used comes back.
    expect(secondsAt(slid(34, 2), 1)).toBeGreaterThan(60);
    expect(secondsAt(slid(34, 70), 69)).toBe(60);
    expect(secondsAt(slid(33, 70), 69)).toBe(90);
  });

  it('is not made of one clock that jumps, nor of hours that follow each other', () => {
    const jumped = answered([
      ['ping', 0, 50],
      ['ping', 1, 49, 52],
      ['ping', 2, 48, 52],
      ['ping', 52, 99, 112],
      ['ping', 53, 98, 112],
    ]);
    expect(jumped.slides).toBe(0);
    const hours: Seen[] = [0, 61, 122, 183, 244].map((minute) => ['ping', minute, 99, minute + 60]);
    expect(answered(hours).slides).toBe(0);
  });

  it('shows what others use by what is missing', () => {
    const known = slid(15, 70);
    expect(known.pings + known.actions + known.others).toBeCloseTo(85);
    expect(slid(60, 70).others).toBe(0);
  });

  it('keeps the reserve, and looks again after ten minutes', () => {
    const known = slid(RESERVE, 70);
    expect([waitAt(known, 69), waitAt(known, 78.9), waitAt(known, 79)]).toEqual([79, 79, undefined]);
    expect(secondsAt(known, 79)).toBeGreaterThanOrEqual(90);
  });

  it('takes the word of an action, which may be told of more', () => {
    const known = observe(slid(30, 70), rate(34, 130), 'action', NOW + 70 * MINUTE);
    expect(known).toMatchObject({ remaining: 34, acted: 1, buckets: 'unknown' });
  });
});

describe('clocks and headers that cannot be right', () => {
  it('a clock set back does not mean a longer silence', () => {
    const known = alone({ remaining: 3 });
    // A little: the wait ends when it would have ended, at most.
    expect(waitAt(known, -0.01)).toBe(40);
    for (const minutes of [1, 30, 600, 100_000]) expect(waitAt(known, -minutes)).toBeUndefined();
    const told = observe(
      known,
      { limit: 100, remaining: 3, resetAt: NOW - 600 * MINUTE },
      'action',
      NOW - 620 * MINUTE,
    );
    expect(waitAt(told, -620)).toBe(-600);
  });

  it('a clock set ahead ends the wait, and says nothing about what others use', () => {
    const before = alone({ remaining: 30, pinged: { remaining: 30, at: NOW }, resetAt: NOW + MINUTE });
    expect(observe(before, rate(28, 3), 'ping', NOW + 2.5 * MINUTE).others).toBe(0);
    expect(waitAt(alone({ remaining: 3 }), 10_000)).toBeUndefined();
  });

  it('no wait is longer than an hour', () => {
    const far = { limit: 100, remaining: 2, resetAt: NOW + 1e12 };
    expect(waitAt(observe(undefined, far, 'ping', NOW))).toBe(60);
    expect(waitAt(alone({ remaining: 2, resetAt: NOW + 1e12 }))).toBe(60);
  });

  it('a reset in the past is over', () => {
    const past = { limit: 100, remaining: 2, resetAt: NOW - HOUR };
    expect(paceOf(observe(undefined, past, 'ping', NOW), NOW)).toMatchObject({ limit: 100 });
    expect(waitAt(observe(undefined, past, 'ping', NOW))).toBeUndefined();
  });

  it('more left than the limit is as much as the limit', () => {
    expect(observe(undefined, rate(5000), 'ping', NOW)).toMatchObject({ limit: 100, remaining: 100 });
  });

  it('a limit of nothing is not meant', () => {
    const nothing = rate(0, 40, 0);
    expect(paceOf(observe(undefined, nothing, 'ping', NOW), NOW)).toEqual({ everyMs: MINUTE, isShort: false });
    const known = alone();
    expect(observe(known, nothing, 'ping', NOW)).toBe(known);
    const later = observe(observe(undefined, nothing, 'ping', NOW), rate(80), 'ping', NOW + MINUTE);
    expect(later).toMatchObject({ limit: 100, remaining: 80 });
  });
});

test('what is known can be stored and read', () => {
  for (const known of [
    alone(),
    answered([['action', 0, 99]]),
    answered([
      ['ping', 0, 99],
      ['ping', 61, 99, 120],
    ]),
  ]) {
    expect(budget.parse(JSON.parse(JSON.stringify(known)))).toEqual(JSON.parse(JSON.stringify(known)));
  }
});
