import { describe, expect, it } from 'vitest';
import type { Presence, PresenceStatus } from '../storage/items/presence.ts';
import type { LogReason } from '../storage/items/presence-log.ts';
import { linesFor } from './log.ts';

const NOW = 1_800_000_000_000;
const MIDNIGHT = NOW - 8 * 3_600_000;
const failure = (kind: 'unreachable' | 'unavailable' | 'timed-out') =>
  ({ kind, status: 503, mayHaveActed: true }) as const;
const failing = (tries: number, kind: Parameters<typeof failure>[0] = 'unreachable'): PresenceStatus => ({
  kind: 'failing',
  since: NOW - 30_000,
  tries,
  retryAt: NOW,
  failure: failure(kind),
});
const was = (why: LogReason, change: Partial<Presence> = {}): Presence => ({
  accountId: 'acc-1',
  wish: 'on',
  status: { kind: 'online', confirmedAt: NOW - 60_000 },
  lookedAt: NOW - 60_000,
  logged: { at: NOW - 3_600_000, why },
  ...change,
});
const lines = (before: Presence, status: PresenceStatus, midnight = MIDNIGHT) =>
  linesFor(before, { ...before, status }, NOW, midnight);

describe('the log', () => {
  it.each<[string, PresenceStatus, object[]]>([
    ['says nothing while nothing changes', { kind: 'online', confirmedAt: NOW }, []],
    ['nothing of a new try', { kind: 'connecting', since: NOW }, []],
    ['nothing of one failure, which is tried again', failing(1), []],
    ['when trouble began, once it lasts', failing(2), [{ at: NOW - 30_000, why: 'network' }]],
    ['whether it is Brevo’s trouble', failing(2, 'unavailable'), [{ at: NOW - 30_000, why: 'brevo' }]],
    [
      'that Brevo refuses',
      { kind: 'stopped', since: NOW, probes: 1, failure: failure('unreachable') },
      [{ at: NOW, why: 'refused' }],
    ],
    ['that the limit is used up', { kind: 'yielding', since: NOW, until: NOW + 1 }, [{ at: NOW, why: 'limit' }]],
    ['which rule it was', { kind: 'resting', why: 'locked', since: NOW - 5 }, [{ at: NOW - 5, why: 'locked' }]],
    ['what is missing', { kind: 'not-ready', missing: 'permission', since: NOW }, [{ at: NOW, why: 'permission' }]],
    ['that it was turned off', { kind: 'off', since: NOW }, [{ at: NOW, why: 'off' }]],
  ])('says %s', (_, status, expected) => {
    expect(lines(was('online'), status)).toEqual(expected);
  });

  it('begins when there is an account', () => {
    const { logged: _, accountId: __, ...nobody } = was('off');
    expect(linesFor(nobody, nobody, NOW, MIDNIGHT)).toEqual([]);
  });

  it('knows that the browser was closed, or the computer slept, from the long silence', () => {
    const before = was('online', { lookedAt: NOW - 3_600_000, logged: { at: NOW - 7_200_000, why: 'online' } });
    const closed = { at: NOW - 3_600_000, why: 'closed' };
    expect(lines(before, { kind: 'online', confirmedAt: NOW })).toEqual([closed, { at: NOW, why: 'online' }]);
    // What was confirmed before it slept proves nothing yet.
    expect(lines(before, { kind: 'online', confirmedAt: NOW - 3_600_000 })).toEqual([closed]);
  });

  it('does not take a late alarm, a slow cadence or a switch that is off for a closed browser', () => {
    const online: PresenceStatus = { kind: 'online', confirmedAt: NOW };
    expect(lines(was('online', { lookedAt: NOW - 180_000 }), online)).toEqual([]);
    expect(lines(was('online', { lookedAt: NOW - 240_000, pace: { everyMs: 90_000 } }), online)).toEqual([]);
    const off: PresenceStatus = { kind: 'off', since: NOW - 9e6 };
    // The switch has been turned since, but nothing has looked.
    for (const wish of ['off', 'on'] as const) {
      expect(lines(was('off', { wish, status: off, lookedAt: NOW - 9e6 }), off)).toEqual([]);
    }
  });

  it('G-P8 knows of the minutes between pings that a short limit puts far apart', () => {
    const before = was('online', {
      status: { kind: 'online', confirmedAt: NOW - 300_000 },
      lookedAt: NOW - 300_000,
      pace: { everyMs: 300_000 },
    });
    expect(lines(before, { kind: 'online', confirmedAt: NOW })).toEqual([
      { at: NOW - 120_000, why: 'limit' },
      { at: NOW, why: 'online' },
    ]);
  });

  it('begins each day with what it inherits', () => {
    const midnight = NOW - 30_000;
    expect(lines(was('online'), { kind: 'online', confirmedAt: NOW }, midnight)).toEqual([
      { at: midnight, why: 'online' },
    ]);
    const overNight = was('idle', { lookedAt: NOW - 9 * 3_600_000, logged: { at: NOW - 10 * 3_600_000, why: 'idle' } });
    expect(lines(overNight, { kind: 'online', confirmedAt: NOW })).toEqual([
      { at: NOW - 9 * 3_600_000, why: 'closed' },
      { at: MIDNIGHT, why: 'closed' },
      { at: NOW, why: 'online' },
    ]);
  });

  it('F17 goes on at the present time after a clock that was put back', () => {
    const ahead = was('online', { logged: { at: NOW + 3_600_000, why: 'online' } });
    expect(lines(ahead, { kind: 'off', since: NOW })).toEqual([{ at: NOW, why: 'off' }]);
  });
});
