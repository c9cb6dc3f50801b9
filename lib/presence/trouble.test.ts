import { describe, expect, it } from 'vitest';
import type { Presence, PresenceStatus } from '../storage/items/presence.ts';
import { actionOf, tellingOf } from './trouble.ts';

const NOW = 1_800_000_000_000;
const failure = { kind: 'unreachable', mayHaveActed: true } as const;
const failing = (secondsAgo: number, confirmedSecondsAgo?: number): PresenceStatus => ({
  kind: 'failing',
  since: NOW - secondsAgo * 1000,
  tries: 2,
  retryAt: NOW,
  failure,
  ...(confirmedSecondsAgo !== undefined && { confirmedAt: NOW - confirmedSecondsAgo * 1000 }),
});
const telling = (status: PresenceStatus, change: Partial<Presence> = {}) =>
  tellingOf({ wish: 'on', status, ...change }, NOW);

describe('one notification for one trouble', () => {
  it.each<[string, PresenceStatus, object]>([
    ['not before three minutes without a success', failing(100, 160), { kind: 'nothing', at: NOW + 20_000 }],
    ['after three minutes without a success', failing(120, 180), { kind: 'tell', what: 'passes' }],
    ['not at once after a long pause', failing(0, 7200), { kind: 'nothing', at: NOW + 120_000 }],
    ['when there never was a success', failing(120), { kind: 'tell', what: 'passes' }],
    [
      'when somebody has to mend it',
      { kind: 'stopped', since: NOW - 120_000, probes: 1, failure },
      { kind: 'tell', what: 'unreachable' },
    ],
    [
      'when the permission is missing',
      { kind: 'not-ready', missing: 'permission', since: NOW - 120_000 },
      { kind: 'tell', what: 'permission' },
    ],
    [
      'when the limit is used up',
      { kind: 'yielding', since: NOW - 120_000, until: NOW + 1 },
      { kind: 'tell', what: 'passes' },
    ],
    ['not while all is well', { kind: 'online', confirmedAt: NOW - 300_000 }, { kind: 'nothing' }],
    ['not while the agent has a break', { kind: 'resting', why: 'idle', since: NOW - 300_000 }, { kind: 'nothing' }],
    ['F17 not at once when the clock was put back', failing(-3600, -3660), { kind: 'nothing', at: NOW + 180_000 }],
  ])('%s', (_, status, expected) => {
    expect(telling(status)).toEqual(expected);
  });

  it('is nothing to tell when the agent took the key away', () => {
    expect(telling({ kind: 'not-ready', missing: 'key', since: NOW - 9e6 })).toEqual({ kind: 'nothing' });
  });

  it('is told again only when something else is wrong', () => {
    const stopped = { kind: 'stopped', probes: 1, failure: { kind: 'key-not-found', mayHaveActed: false } } as const;
    expect(telling({ ...stopped, since: NOW - 60_000 }, { told: 'passes' })).toMatchObject({ kind: 'nothing' });
    const told = { kind: 'tell', what: 'key-not-found' };
    expect(telling({ ...stopped, since: NOW - 120_000 }, { told: 'passes' })).toEqual(told);
    expect(telling({ ...stopped, since: NOW - 120_000 }, { told: 'key-not-found' })).toEqual({ kind: 'nothing' });
    expect(telling({ kind: 'yielding', since: NOW - 9e6, until: NOW + 1 }, { told: 'passes' })).toEqual({
      kind: 'nothing',
    });
  });

  it('is told once', () => {
    expect(telling(failing(600), { told: 'passes' })).toEqual({ kind: 'nothing' });
  });

  it('is taken away, and nothing else is said, when it is over', () => {
    expect(telling({ kind: 'online', confirmedAt: NOW }, { told: 'passes' })).toEqual({ kind: 'untell' });
    expect(telling({ kind: 'resting', why: 'paused', since: NOW }, { told: 'passes' })).toEqual({ kind: 'untell' });
    expect(tellingOf({ wish: 'off', status: failing(600), told: 'passes' }, NOW)).toEqual({ kind: 'untell' });
  });

  it('is not over because Deskside tries again', () => {
    expect(telling({ kind: 'connecting', since: NOW }, { told: 'passes' })).toEqual({ kind: 'nothing' });
  });
});

describe('what a click on it does', () => {
  const link = 'https://app.brevo.com/security/authorised_ips';
  it.each<[PresenceStatus, object]>([
    [failing(200), { kind: 'again' }],
    [{ kind: 'yielding', since: NOW, until: NOW }, { kind: 'open' }],
    [
      { ...failing(200), failure: { kind: 'rate-limited', retryAt: NOW, mayHaveActed: false } } as PresenceStatus,
      { kind: 'open' },
    ],
    [{ kind: 'online', confirmedAt: NOW }, { kind: 'open' }],
    [{ kind: 'not-ready', missing: 'permission' }, { kind: 'settings' }],
    [
      { kind: 'stopped', since: NOW, probes: 1, failure: { kind: 'key-not-found', mayHaveActed: false } },
      { kind: 'settings' },
    ],
    [
      {
        kind: 'stopped',
        since: NOW,
        probes: 1,
        failure: { kind: 'address-not-authorised', link, mayHaveActed: false },
      },
      { kind: 'link', href: link },
    ],
  ])('of %j', (status, expected) => {
    expect(actionOf({ wish: 'on', status })).toEqual(expected);
  });
});
