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
    expect(jumped(on({ windowlessSince: NOW }), -DAY, { hasWindow: false }).windowlessSince).toBe(NOW - DAY);
    expect(jumped(on({ windowlessSince: NOW }), 0).windowlessSince).toBeUndefined();
  });

  it('what began in the future began now', () => {
    expect(jumped(on({ input: 'idle', inputSince: NOW }), -DAY)).toMatchObject({
      inputSince: NOW - DAY,
      status: { kind: 'resting', why: 'idle', since: NOW - DAY },
    });
  });
});
