import { describe, expect, it } from 'vitest';
import type { Presence } from '../storage/items/presence.ts';
import { defaultPresenceSettings } from '../storage/items/presence-settings.ts';
import { lookedAt, type World } from './policy.ts';

const NOW = Date.UTC(2026, 0, 5, 12, 3);
const minutes = (count: number) => count * 60_000;
const on = (change: Partial<Presence> = {}): Presence => ({
  wish: 'on',
  status: { kind: 'online', confirmedAt: NOW },
  ...change,
});

describe('F17 clocks that jump', () => {
  const world = (change: Partial<World> = {}): World => ({
    hasKey: true,
    hasAgent: true,
    hasPermission: true,
    hasWindow: true,
    rules: { ...defaultPresenceSettings, idle: { isOn: true, minutes: 10 } },
    pace: { everyMs: 60_000, isShort: false },
    ...change,
  });
  const DAY = minutes(1440);
  const jumped = (presence: Presence, jump: number, change: Partial<World> = {}) =>
    lookedAt(presence, world(change), 'alarm', NOW + jump).presence;

  it('a pause is never longer than the agent wanted it', () => {
    const pause = { since: NOW, until: NOW + minutes(15) };
    expect(jumped(on({ pause }), -DAY).pause).toEqual({ since: NOW - DAY, until: NOW - DAY + minutes(15) });
    expect(jumped(on({ pause }), DAY).pause).toBeUndefined();
    expect(jumped(on({ pause }), minutes(5)).pause).toEqual(pause);
  });

  it('nor is a phone call, or the minute without a window', () => {
    const stay = jumped(on({ stayOnlineUntil: NOW + minutes(60) }), -DAY).stayOnlineUntil;
    expect(stay).toBe(NOW - DAY + minutes(60));
    expect(jumped(on({ windowlessSince: NOW, lookedAt: NOW }), -DAY, { hasWindow: false }).windowlessSince).toBe(
      NOW - DAY,
    );
    expect(jumped(on({ windowlessSince: NOW }), 0).windowlessSince).toBeUndefined();
  });

  it('what began in the future began now', () => {
    expect(jumped(on({ input: 'idle', inputSince: NOW }), -DAY)).toMatchObject({
      inputSince: NOW - DAY,
      status: { kind: 'resting', why: 'idle', since: NOW - DAY },
    });
  });
});

describe('what is found when the background looks', () => {
  const world: World = {
    hasKey: true,
    hasAgent: true,
    hasPermission: true,
    hasWindow: true,
    rules: { ...defaultPresenceSettings, idle: { isOn: true, minutes: 10 } },
    pace: { everyMs: 60_000, isShort: false },
  };
  const look = (presence: Presence, change: Partial<World>, reason: 'alarm' | 'started' = 'alarm', at = NOW) =>
    lookedAt(presence, { ...world, ...change }, reason, at).presence;

  it('an idle computer stays idle when its screen locks by itself, until somebody is back', () => {
    const idle = look(on(), { input: 'idle' });
    expect(idle).toMatchObject({ idleSince: NOW, status: { kind: 'resting', why: 'idle' } });
    const locked = look(idle, { input: 'locked' }, 'alarm', NOW + minutes(5));
    expect(locked).toMatchObject({ inputSince: NOW + minutes(5), idleSince: NOW, status: idle.status });
    const back = look(locked, { input: 'active' }, 'alarm', NOW + minutes(9));
    expect(back).not.toHaveProperty('idleSince');
    expect(back.status.kind).toBe('connecting');
  });

  it('a browser that starts has a minute to open its window, whatever was closed before', () => {
    const yesterday = on({ windowlessSince: NOW - minutes(700), lookedAt: NOW - minutes(700) });
    expect(look(yesterday, { hasWindow: false })).toMatchObject({ windowlessSince: NOW, status: { kind: 'online' } });
    const before = on({ windowlessSince: NOW - minutes(2), lookedAt: NOW - minutes(1) });
    expect(look(before, { hasWindow: false }, 'started').windowlessSince).toBe(NOW);
    expect(look(before, { hasWindow: false }).status).toMatchObject({ kind: 'resting', why: 'no-window' });
  });
});
