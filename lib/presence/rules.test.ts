import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { START } from '../brevo/simulation/testing.ts';
import { presenceLogItem } from '../storage/items/presence-log.ts';
import { idsOf, read } from '../storage/local.ts';
import { alarmNames, createPost, createSlowPings, storedStatus, storePresence } from './testing.ts';

const { alarms } = fakeBrowser;
const online = (secondsAgo: number) => ({ kind: 'online', confirmedAt: START - secondsAgo * 1000 }) as const;
const MINUTE = 60_000;

async function loggedReasons(): Promise<string[]> {
  const [id = ''] = await idsOf(presenceLogItem);
  const reading = await read(presenceLogItem, id);
  return reading.kind === 'value' ? reading.value.map(({ why }) => why) : [];
}

afterEach(() => {
  vi.useRealTimers();
});

describe('a pause', () => {
  it('G-P7 stops the pings, says until when, ends by itself, and is kept over a restart', async () => {
    const post = createPost();
    await post.wake().set('on');
    const until = START + 15 * MINUTE;
    expect(await post.wake().pause(until)).toMatchObject({
      value: { status: { kind: 'resting', why: 'paused', since: START, until, confirmedAt: START } },
    });
    for (let minute = 1; minute < 15; minute++) {
      post.pass(60);
      await post.wake().refresh(minute === 7 ? 'started' : 'alarm');
    }
    expect(post.pings()).toBe(1);
    post.pass(60);
    await post.wake().refresh('alarm');
    expect(await storedStatus()).toEqual({ kind: 'online', confirmedAt: until });
    expect(await loggedReasons()).toEqual(['online', 'paused', 'online']);
  });

  it('ends when the agent says so, and pings at once', async () => {
    const post = createPost();
    await post.wake().set('on');
    await post.wake().pause(START + 60 * MINUTE);
    post.pass(30);
    expect(await post.wake().pause(null)).toMatchObject({ value: { status: { kind: 'online' } } });
    expect(post.pings()).toBe(2);
  });

  it('ends when the switch is turned, off or on', async () => {
    for (const wish of ['off', 'on'] as const) {
      const post = createPost();
      await post.wake().set('on');
      await post.wake().pause(START + 60 * MINUTE);
      post.pass(30);
      const turned = await post.wake().set(wish);
      expect(turned).toMatchObject({ value: { wish, status: { kind: wish === 'on' ? 'online' : 'off' } } });
      expect(turned).not.toHaveProperty('value.pause');
    }
  });

  it('G-P7 wins over a ping under way, and does not wait for it', async () => {
    const post = createPost();
    await storePresence({ wish: 'on', status: online(60) });
    const slow = createSlowPings();
    const presence = post.wake(slow);
    const beat = presence.refresh('alarm');
    await slow.begun(1);
    const until = START + 15 * MINUTE;
    const paused = { kind: 'resting', why: 'paused', since: START, until, confirmedAt: START - MINUTE };
    expect(await presence.pause(until)).toMatchObject({ value: { status: paused } });
    slow.answer();
    // Visitors have seen that ping all the same.
    expect(await beat).toMatchObject({ value: { status: { ...paused, confirmedAt: START } } });
    expect(await alarmNames()).toEqual(['presence']);
  });

  it('G-P7 stops a ping that was decided and has not left yet', async () => {
    const post = createPost();
    await storePresence({ wish: 'on', status: online(60) });
    const presence = post.wake();
    // Between the decision and the ping the toolbar is painted.
    vi.spyOn(fakeBrowser.action, 'setBadgeText').mockImplementationOnce(async () => {
      await presence.pause(START + 15 * MINUTE);
    });
    await presence.refresh('alarm');
    expect(post.pings()).toBe(0);
    expect(await alarmNames()).toEqual(['presence']);
  });

  it('rings when it ends, not up to a minute later', async () => {
    const post = createPost();
    await post.wake().set('on');
    await alarms.create('presence', { when: START + 60_000, periodInMinutes: 1 });
    await post.wake().pause(START + 40_000);
    expect(await alarms.get('presence')).toMatchObject({ scheduledTime: START + 40_000 });
  });
});

describe('windows, screen, keyboard and mouse', () => {
  it('closed windows count after a minute, and a new one brings the agent back at once', async () => {
    const post = createPost();
    await post.wake().set('on');
    post.world.hasWindow = false;
    post.pass(30);
    await post.wake().refresh('surroundings-changed');
    expect(await storedStatus()).toEqual(online(0));
    post.pass(60);
    await post.wake().refresh('alarm');
    expect(await storedStatus()).toMatchObject({ kind: 'resting', why: 'no-window' });
    post.world.hasWindow = true;
    await post.wake().refresh('surroundings-changed');
    expect(await storedStatus()).toMatchObject({ kind: 'online' });
    expect(post.pings()).toBe(2);
  });

  it('one closed to open another changes nothing', async () => {
    const post = createPost();
    await post.wake().set('on');
    post.world.hasWindow = false;
    await post.wake().refresh('surroundings-changed');
    post.world.hasWindow = true;
    post.pass(50);
    await post.wake().refresh('surroundings-changed');
    post.pass(50);
    await post.wake().refresh('alarm');
    expect(await storedStatus()).toMatchObject({ kind: 'online' });
  });

  it('a screen that locks takes the agent offline, unlocking it brings them back at once', async () => {
    const post = createPost();
    post.world.rules.lock.isOn = true;
    await post.wake().set('on');
    post.pass(30);
    await post.wake().refresh('surroundings-changed', 'locked');
    expect(await storedStatus()).toMatchObject({ kind: 'resting', why: 'locked' });
    post.world.input = 'locked';
    for (let minute = 0; minute < 5; minute++) {
      post.pass(60);
      await post.wake().refresh('alarm');
    }
    expect(post.pings()).toBe(1);
    await post.wake().refresh('surroundings-changed', 'active');
    expect(await storedStatus()).toMatchObject({ kind: 'online' });
  });

  it('a missed event is made good by the next alarm', async () => {
    const post = createPost();
    post.world.rules.idle.isOn = true;
    await post.wake().set('on');
    await post.wake().refresh('surroundings-changed', 'idle');
    post.pass(60);
    await post.wake().refresh('alarm');
    expect(await storedStatus()).toMatchObject({ kind: 'online' });
  });

  it('the browser is not asked about them without a rule', async () => {
    const post = createPost();
    post.world.input = 'locked';
    await post.wake().set('on');
    post.pass(60);
    await post.wake().refresh('alarm');
    expect(await storedStatus()).toMatchObject({ kind: 'online' });
    expect((await fakeBrowser.storage.local.get('presence')).presence).not.toHaveProperty('data.input');
  });

  it('an idle computer is no reason for an hour when the agent is on the phone', async () => {
    const post = createPost();
    post.world.rules.idle.isOn = true;
    await post.wake().set('on');
    await post.wake().refresh('surroundings-changed', 'idle');
    expect(await storedStatus()).toMatchObject({ kind: 'resting', why: 'idle' });
    post.pass(30);
    await post.wake().stayOnline(Date.now() + 60 * MINUTE);
    expect(await storedStatus()).toMatchObject({ kind: 'online' });
    post.world.input = 'idle';
    post.pass(59 * 60);
    await post.wake().refresh('alarm');
    expect(await storedStatus()).toMatchObject({ kind: 'online' });
    post.pass(60);
    await post.wake().refresh('alarm');
    expect(await storedStatus()).toMatchObject({ kind: 'resting', why: 'idle' });
  });
});

describe('the hours of the schedule', () => {
  it('end and begin presence, and say when they change next', async () => {
    const post = createPost();
    const from = new Date(START).getUTCHours() * 60 + new Date(START).getUTCMinutes() + 10;
    post.world.rules.schedule = {
      isOn: true,
      zone: 'UTC',
      week: Array.from({ length: 7 }, () => [{ from, to: from + 20 }]) as never,
      exceptions: [],
    };
    await post.wake().set('on');
    expect(await storedStatus()).toMatchObject({
      kind: 'resting',
      why: 'outside-schedule',
      until: START + 10 * MINUTE,
    });
    post.pass(600);
    expect(await post.wake().refresh('alarm')).toMatchObject({
      value: { status: { kind: 'online' }, closesAt: START + 30 * MINUTE },
    });
    post.pass(1200);
    await post.wake().refresh('alarm');
    expect(await storedStatus()).toMatchObject({ kind: 'resting', why: 'outside-schedule' });
    expect(await loggedReasons()).toEqual(['outside-schedule', 'closed', 'online', 'closed', 'outside-schedule']);
  });
});

describe('trouble that lasts', () => {
  it('is told once after three minutes, and taken away silently', async () => {
    const post = createPost();
    const presence = post.wake();
    await presence.set('on');
    const failing = () => post.simulation.script({ fault: { kind: 'status', status: 503 } });
    for (let half = 1; half <= 12; half++) {
      post.pass(30);
      if (half > 1) failing();
      await presence.refresh('alarm');
      expect(post.told, `after ${half * 30} s`).toEqual(half < 7 ? [] : ['failing']);
    }
    post.simulation.clearFaults();
    post.pass(30);
    await presence.refresh('alarm');
    expect(post.told).toEqual(['failing', 'over']);
  });

  it('is not told of a pause, however long', async () => {
    const post = createPost();
    await post.wake().set('on');
    await post.wake().pause(START + 60 * MINUTE);
    for (let minute = 0; minute < 10; minute++) {
      post.pass(60);
      await post.wake().refresh('alarm');
    }
    expect(post.told).toEqual([]);
  });

  it('G-P6 never makes more than two pings in a period', async () => {
    const post = createPost();
    const presence = post.wake();
    await presence.set('on');
    const before = post.pings();
    for (let second = 1; second <= 600; second++) {
      post.pass(1);
      post.simulation.clearFaults();
      post.simulation.script({ fault: { kind: 'status', status: 503 } });
      if (second % 30 === 0) await presence.refresh('alarm');
      if (second % 7 === 0) await presence.refresh('woke');
    }
    expect(post.pings() - before).toBeLessThanOrEqual(20);
    expect(post.pings() - before).toBeGreaterThanOrEqual(18);
  });
});

describe('G-P8 a short limit', () => {
  it('stretches the cadence, and does not leave a beat out after a retry', async () => {
    const post = createPost();
    post.world.pace = { everyMs: 90_000, isShort: true };
    const presence = post.wake();
    await presence.set('on');
    post.pass(60);
    await presence.refresh('woke');
    expect(post.pings()).toBe(1);
    post.pass(30);
    post.simulation.script({ fault: { kind: 'status', status: 503 } });
    await presence.refresh('alarm');
    post.pass(30);
    await presence.refresh('alarm');
    expect(post.pings()).toBe(3);
    post.pass(60);
    await presence.refresh('alarm');
    expect(post.pings()).toBe(4);
  });

  it('keeps what is left for the agent’s messages, says so, and goes on afterwards', async () => {
    const post = createPost();
    await post.wake().set('on');
    const until = START + 20 * MINUTE;
    post.world.pace = { everyMs: 90_000, isShort: true, waitUntil: until, limit: 100, carries: 1 };
    post.pass(60);
    expect(await post.wake().refresh('alarm')).toMatchObject({
      value: {
        pace: { everyMs: 90_000, limit: 100, carries: 1 },
        status: { kind: 'yielding', since: START + MINUTE, until, confirmedAt: START },
      },
    });
    post.pass(10 * 60);
    await post.wake().refresh('alarm');
    expect(post.pings()).toBe(1);
    expect(post.told).toEqual(['yielding']);
    await post.wake().refresh('try-again');
    expect(post.pings()).toBe(2);
    post.pass(10 * 60);
    post.world.pace = { everyMs: 60_000, isShort: false };
    await post.wake().refresh('alarm');
    expect(await storedStatus()).toEqual({ kind: 'online', confirmedAt: Date.now() });
  });

  it('F9 a refusal is obeyed to its reset, and a little longer by chance', async () => {
    const post = createPost();
    const headers = { 'x-sib-ratelimit-reset': '90' };
    post.simulation.script({ fault: { kind: 'status', status: 429, headers } });
    await post.wake(undefined, undefined, () => 1).set('on');
    expect(await storedStatus()).toMatchObject({ kind: 'failing', retryAt: START + 105_000 });
    for (const [seconds, pings] of [
      [100, 1],
      [5, 2],
    ] as const) {
      post.pass(seconds);
      await post.wake().refresh('alarm');
      expect(post.pings()).toBe(pings);
    }
  });
});
