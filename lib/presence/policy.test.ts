import { describe, expect, it } from 'vitest';
import type { BrevoFailure } from '../brevo/failure.ts';
import type { PresenceStatus } from '../storage/items/presence.ts';
import { defaultPresenceSettings } from '../storage/items/presence-settings.ts';
import { afterPing, lookedAt, type Reason, type World } from './policy.ts';

const NOW = 1_700_000_000_000;
const ready: World = {
  hasKey: true,
  hasAgent: true,
  hasPermission: true,
  hasWindow: true,
  rules: defaultPresenceSettings,
  pace: { everyMs: 60_000, isShort: false },
};
const step = (status: PresenceStatus, reason: Reason, world = ready) =>
  lookedAt({ wish: 'on', status }, world, reason, NOW);
const online = (secondsAgo: number): PresenceStatus => ({ kind: 'online', confirmedAt: NOW - secondsAgo * 1000 });
const failure = (kind: 'unreachable' | 'key-not-found' | 'forbidden' | 'not-found' | 'timed-out'): BrevoFailure => ({
  kind,
  mayHaveActed: false,
});

describe('whether to ping', () => {
  it.each<[string, PresenceStatus, Reason, boolean]>([
    ['pings when switched on', { kind: 'off' }, 'switched-on', true],
    ['pings on each alarm', online(60), 'alarm', true],
    ['takes triggers within 20 s of a success as one', online(19), 'alarm', false],
    ['does not ping for each wake of the background', online(45), 'woke', false],
    ['pings on a wake when the heartbeat is overdue', online(61), 'woke', true],
    ['pings when the browser starts', online(30), 'started', true],
    ['pings when a key or the agent was saved, however fresh the last success', online(1), 'settings-saved', true],
    ['pings after a clock set back a day', online(-86_400), 'alarm', true],
    ['waits until the reset of a rate limit', limited(60), 'alarm', false],
    ['pings when the reset has come', limited(0), 'alarm', true],
    ['does not wait for a day when the clock was set back', limited(86_400), 'alarm', true],
    ['pings at once when the network is back', failing('unreachable'), 'network-back', true],
    ['pings at once when a page is opened', failing('unreachable'), 'page-opened', true],
    ['pings at once after a time-out when the network is back', failing('timed-out'), 'network-back', true],
    ['pings at once after a time-out when a page is opened', failing('timed-out'), 'page-opened', true],
    ['waits for its retry at any other wake', failing('unreachable'), 'woke', false],
    ['waits for its retry at an early alarm', failing('timed-out'), 'alarm', false],
    ['waits for its retry when Brevo itself is in trouble', failing('unavailable'), 'page-opened', false],
    ['keeps to a rate limit when the network is back', limited(60), 'network-back', false],
    ['keeps to a rate limit when a page is opened', limited(60), 'page-opened', false],
    ['stops after a wrong key', stopped('key-not-found'), 'alarm', false],
    ['stays stopped after a wrong key when a popup is opened', stopped('key-not-found'), 'page-opened', false],
    ['tries again when the agent says so', stopped('key-not-found'), 'try-again', true],
    ['probes a blocked address when a popup is opened', stopped('forbidden', 300), 'page-opened', true],
    ['probes a blocked address when its time has come', stopped('forbidden', -1), 'alarm', true],
    ['leaves a blocked address alone until then', stopped('forbidden', 1), 'alarm', false],
  ])('%s', (_, status, reason, ping) => {
    expect(step(status, reason).ping).toBe(ping);
  });

  it.each([
    ['key', { ...ready, hasKey: false }],
    ['agent', { ...ready, hasAgent: false }],
    ['permission', { ...ready, hasPermission: false }],
  ] as const)('G-P7 sends nothing while the %s is missing', (missing, world) => {
    expect(step(online(300), 'alarm', world)).toMatchObject({
      presence: { status: { kind: 'not-ready', missing, since: NOW } },
      ping: false,
    });
  });

  it('sends nothing when switched off, and remembers until when visitors may see the agent', () => {
    const status = online(30);
    expect(lookedAt({ wish: 'off', status }, ready, 'alarm', NOW)).toMatchObject({
      presence: { status: { kind: 'off', since: NOW, confirmedAt: NOW - 30_000 } },
      ping: false,
    });
  });
});

it('G-P8 looks again when what was kept for messages is free, however slow the pace is', () => {
  const pace = { everyMs: 600_000, isShort: true, waitUntil: NOW + 120_000 };
  expect(step(online(700), 'alarm', { ...ready, pace })).toMatchObject({
    ping: false,
    presence: { status: { kind: 'yielding', until: NOW + 120_000 } },
    wakeAt: NOW + 120_000,
  });
});

describe('what an answer means', () => {
  const answered = (status: PresenceStatus, failed?: BrevoFailure) =>
    afterPing(status, { startedAt: NOW - 500, endedAt: NOW, failure: failed });

  it('is online after a success', () => {
    expect(answered({ kind: 'connecting', since: NOW })).toEqual({ kind: 'online', confirmedAt: NOW });
  });

  it('F6 F7 tries again at the next 30 s alarm after trouble that passes, even after a 15 s time-out', () => {
    const timedOut = afterPing(online(60), { startedAt: NOW - 15_000, endedAt: NOW, failure: failure('timed-out') });
    expect(timedOut).toMatchObject({ kind: 'failing', tries: 1, since: NOW, confirmedAt: NOW - 60_000 });
    const atAlarm = lookedAt({ wish: 'on', status: timedOut }, ready, 'alarm', NOW - 15_000 + 30_000);
    expect(atAlarm.ping).toBe(true);
  });

  it('keeps the beginning of the trouble', () => {
    const first = answered(online(60), failure('unreachable'));
    const second = afterPing(first, {
      startedAt: NOW + 30_000,
      endedAt: NOW + 30_100,
      failure: failure('unreachable'),
    });
    expect(second).toMatchObject({ kind: 'failing', tries: 2, since: NOW });
  });

  it.each(['key-not-found', 'not-found'] as const)('F10 stops for good after %s', (kind) => {
    const status = answered(online(60), failure(kind));
    expect(status).toMatchObject({ kind: 'stopped', probes: 1 });
    expect(status).not.toHaveProperty('retryAt');
  });

  it('G-P6 probes a forbidden key after 5, 15 and then every 30 minutes, also when pages are opened in between', () => {
    let status: PresenceStatus = online(60);
    const waits: number[] = [];
    let at = NOW;
    const probe = (time: number) => {
      status = afterPing(status, { startedAt: time, endedAt: time, failure: failure('forbidden') });
      return status.kind === 'stopped' ? (status.retryAt ?? 0) : 0;
    };
    for (let tries = 0; tries < 4; tries++) {
      const next = probe(at);
      waits.push((next - at) / 60_000);
      expect(probe(at + 2000)).toBe(next);
      at = next;
    }
    expect(waits).toEqual([5, 15, 30, 30]);
  });

  it('G-P6 tries twice in a period, however long that is', () => {
    let status: PresenceStatus = online(60);
    const waits: number[] = [];
    let at = NOW;
    for (let tries = 0; tries < 4; tries++) {
      status = afterPing(status, { startedAt: at, endedAt: at, failure: failure('unreachable') }, 0, 600_000);
      const next = status.kind === 'failing' ? status.retryAt : 0;
      waits.push((next - at) / 1000);
      at = next;
    }
    expect(waits).toEqual([30, 570, 30, 570]);
  });

  it('F9 obeys a limit for an hour and the seconds that chance adds', () => {
    const refused: BrevoFailure = { kind: 'rate-limited', retryAt: NOW + 3_600_000, mayHaveActed: false };
    const status = afterPing(online(60), { startedAt: NOW, endedAt: NOW, failure: refused }, 15_000);
    const later = (ms: number) => lookedAt({ wish: 'on', status }, ready, 'page-opened', NOW + ms);
    expect([later(2000).ping, later(3_614_999).ping, later(3_615_000).ping]).toEqual([false, false, true]);
    expect(later(2000).wakeAt).toBe(NOW + 3_615_000);
  });
});

function limited(seconds: number): PresenceStatus {
  const retryAt = NOW + seconds * 1000;
  return {
    kind: 'failing',
    tries: 2,
    since: NOW - 1000,
    retryAt,
    failure: { kind: 'rate-limited', retryAt, mayHaveActed: false },
  };
}

function failing(kind: 'unreachable' | 'timed-out' | 'unavailable'): PresenceStatus {
  const failed = { kind, status: 503, mayHaveActed: false };
  return { kind: 'failing', tries: 2, since: NOW - 1000, retryAt: NOW + 20_000, failure: failed };
}

function stopped(kind: 'key-not-found' | 'forbidden', retryInSeconds?: number): PresenceStatus {
  const retryAt = retryInSeconds === undefined ? {} : { retryAt: NOW + retryInSeconds * 1000 };
  return { kind: 'stopped', since: NOW - 60_000, probes: 1, failure: { kind, mayHaveActed: false }, ...retryAt };
}
