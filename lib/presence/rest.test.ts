import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Presence } from '../storage/items/presence.ts';
import { defaultPresenceSettings, type PresenceSettings } from '../storage/items/presence-settings.ts';
import { restReason } from '../storage/items/rest-reason.ts';
import { lookedAt, type World } from './policy.ts';
import { restAt } from './rest.ts';

/** A Monday, 12:03 in UTC. */
const NOW = Date.UTC(2026, 0, 5, 12, 3);
const minutes = (count: number) => count * 60_000;
const open: PresenceSettings['schedule']['week'] = [[], [], [], [], [], [], []];
const rules = (change: Partial<PresenceSettings> = {}): PresenceSettings => ({
  ...defaultPresenceSettings,
  schedule: { ...defaultPresenceSettings.schedule, zone: 'UTC' },
  ...change,
});
const scheduled = (...blocks: PresenceSettings['schedule']['week'][0]) =>
  rules({ schedule: { isOn: true, zone: 'UTC', week: [blocks, ...open.slice(1)] as typeof open, exceptions: [] } });
const idleRule = rules({ idle: { isOn: true, minutes: 10 } });
const lockRule = rules({ lock: { isOn: true } });
const on = (change: Partial<Presence> = {}): Presence => ({
  wish: 'on',
  status: { kind: 'online', confirmedAt: NOW },
  ...change,
});

describe('the agent’s own rules', () => {
  it.each<[string, Presence, PresenceSettings, object]>([
    ['nothing, by default', on(), rules(), {}],
    [
      'a pause, until its end',
      on({ pause: { since: NOW - 1, until: NOW + minutes(15) } }),
      rules(),
      { rest: { why: 'paused', until: NOW + minutes(15) }, changesAt: NOW + minutes(15) },
    ],
    [
      'no window, not before a minute has passed',
      on({ windowlessSince: NOW - 59_999 }),
      rules(),
      { changesAt: NOW + 1 },
    ],
    ['no window for a minute', on({ windowlessSince: NOW - 60_000 }), rules(), { rest: { why: 'no-window' } }],
    ['a locked screen', on({ input: 'locked', inputSince: NOW }), lockRule, { rest: { why: 'locked' } }],
    ['a locked screen, only when asked to', on({ input: 'locked', inputSince: NOW }), rules(), {}],
    ['no lock on an idle computer', on({ input: 'idle', inputSince: NOW }), lockRule, {}],
    [
      'the hours, which end',
      on(),
      scheduled({ from: 540, to: 1020 }),
      { changesAt: NOW + minutes(297), closesAt: NOW + minutes(297) },
    ],
    [
      'being outside the hours, until they begin',
      on(),
      scheduled({ from: 780, to: 1020 }),
      { rest: { why: 'outside-schedule', until: NOW + minutes(57) }, changesAt: NOW + minutes(57) },
    ],
    ['having no hours at all', on(), scheduled(), { rest: { why: 'outside-schedule' } }],
    ['an idle computer', on({ input: 'idle', inputSince: NOW, idleSince: NOW }), idleRule, { rest: { why: 'idle' } }],
    ['an idle computer, only when asked to', on({ input: 'idle', inputSince: NOW, idleSince: NOW }), rules(), {}],
    ['a computer in use', on({ input: 'active', inputSince: NOW }), idleRule, {}],
    [
      'a locked screen, which is idle only after the agent’s minutes',
      on({ input: 'locked', inputSince: NOW - minutes(4) }),
      idleRule,
      { changesAt: NOW + minutes(6) },
    ],
    [
      'an idle computer whose screen has locked by itself since',
      on({ input: 'locked', inputSince: NOW, idleSince: NOW - minutes(5) }),
      idleRule,
      { rest: { why: 'idle' } },
    ],
    [
      'a pause that ends outside the hours: it goes on until they begin',
      on({ pause: { since: NOW, until: NOW + minutes(720) } }),
      scheduled({ from: 540, to: 1020 }),
      {
        rest: { why: 'paused', until: Date.UTC(2026, 0, 12, 9) },
        changesAt: NOW + minutes(297),
        closesAt: NOW + minutes(297),
      },
    ],
    [
      'a screen locked for so long',
      on({ input: 'locked', inputSince: NOW - minutes(10) }),
      idleRule,
      { rest: { why: 'idle' } },
    ],
    [
      'a phone call: idle is no reason until it ends',
      on({ input: 'idle', inputSince: NOW, idleSince: NOW, stayOnlineUntil: NOW + minutes(60) }),
      idleRule,
      { changesAt: NOW + minutes(60) },
    ],
    [
      'a phone call that has ended',
      on({ input: 'idle', inputSince: NOW - minutes(90), idleSince: NOW - minutes(90), stayOnlineUntil: NOW }),
      idleRule,
      { rest: { why: 'idle' } },
    ],
    [
      'a phone call does not keep a locked screen online',
      on({ input: 'locked', inputSince: NOW, stayOnlineUntil: NOW + minutes(60) }),
      lockRule,
      { rest: { why: 'locked' } },
    ],
  ])('%s', (_, presence, settings, expected) => {
    expect(restAt(presence, settings, NOW)).toEqual(expected);
  });

  it('win in one order: pause, no window, locked, outside the hours, idle', () => {
    const conditions = fc.record({
      paused: fc.boolean(),
      'no-window': fc.boolean(),
      locked: fc.boolean(),
      'outside-schedule': fc.boolean(),
      idle: fc.boolean(),
    });
    fc.assert(
      fc.property(conditions, (holds) => {
        const presence = on({
          ...(holds.paused && { pause: { since: NOW, until: NOW + 1 } }),
          ...(holds['no-window'] && { windowlessSince: NOW - minutes(1) }),
          input: holds.locked ? 'locked' : holds.idle ? 'idle' : 'active',
          inputSince: NOW - minutes(30),
          ...(holds.idle && { idleSince: NOW - minutes(30) }),
        });
        const settings = {
          ...(holds['outside-schedule'] ? scheduled() : rules()),
          idle: { isOn: holds.idle, minutes: 10 },
          lock: { isOn: holds.locked },
        };
        expect(restAt(presence, settings, NOW).rest?.why).toBe(restReason.options.find((why) => holds[why]));
      }),
    );
  });
});

describe('what wins over them', () => {
  const world: World = {
    hasKey: true,
    hasAgent: true,
    hasPermission: true,
    hasWindow: true,
    rules: rules(),
    pace: { everyMs: 60_000, isShort: false },
  };
  const paused = on({ pause: { since: NOW, until: NOW + minutes(15) } });
  const failure = { kind: 'key-not-found', mayHaveActed: false } as const;
  const stopped = { ...paused, status: { kind: 'stopped', since: NOW - 1, probes: 1, failure } } as const;
  const statusOf = (presence: Presence, change: Partial<World> = {}, reason: 'alarm' | 'try-again' = 'alarm') =>
    lookedAt(presence, { ...world, ...change }, reason, NOW);

  it('the switch', () => {
    const { presence, ping } = statusOf({ ...paused, wish: 'off' });
    expect([presence.status.kind, presence.pause, ping]).toEqual(['off', undefined, false]);
  });

  it.each([{ hasKey: false }, { hasAgent: false }, { hasPermission: false }])('what is missing: %j', (change) => {
    expect(statusOf(paused, change).presence.status.kind).toBe('not-ready');
  });

  it('a refused key, without a request while it is paused', () => {
    const blocked = { ...stopped.status, failure: { ...failure, kind: 'forbidden' }, retryAt: NOW - 1 } as const;
    expect(statusOf({ ...stopped, status: blocked })).toMatchObject({
      presence: stopped && { status: blocked },
      ping: false,
    });
    expect(statusOf({ wish: 'on', status: blocked })).toMatchObject({ ping: true });
  });

  it('until the agent tries again: then the pause goes on', () => {
    expect(statusOf(stopped, {}, 'try-again')).toMatchObject({
      presence: { status: { kind: 'resting', why: 'paused' } },
      ping: false,
    });
  });
});
