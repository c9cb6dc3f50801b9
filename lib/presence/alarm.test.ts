import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { START } from '../brevo/simulation/testing.ts';
import { isPlausible, isPresenceAlarm, presenceAlarms } from './alarm.ts';
import { alarmNames, createPost, createSlowPings, storedStatus, storePresence } from './testing.ts';

const { alarms } = fakeBrowser;
const fresh = { wish: 'on', status: { kind: 'online', confirmedAt: START - 5000 } } as const;

/** Notes the names of the alarms that are made from now on. */
function watchCreated(): string[] {
  const names: string[] = [];
  const create = alarms.create as (name: string, info: object) => Promise<void>;
  const watched = vi.spyOn(alarms, 'create') as unknown as { mockImplementation(create: typeof watching): void };
  const watching = (name: string, info: object) => {
    names.push(name);
    return create(name, info);
  };
  watched.mockImplementation(watching);
  return names;
}

afterEach(() => {
  vi.useRealTimers();
});

describe('G-P3 the heartbeat', () => {
  it('is made once and not again at later starts of the background', async () => {
    const post = createPost();
    const created = watchCreated();
    await post.wake().set('on');
    for (let start = 0; start < 10; start++) {
      post.pass(10);
      await post.wake().refresh('woke');
    }
    expect(created.filter((name) => name === 'presence')).toHaveLength(1);
    expect(await alarmNames()).toEqual(['presence']);
  });

  it.each<[string, { when: number; periodInMinutes?: number } | undefined]>([
    ['missing', undefined],
    ['far ahead', { when: START + 2 * 60_000 + 1, periodInMinutes: 1 }],
    ['long overdue', { when: START - 2 * 60_000 - 1, periodInMinutes: 1 }],
  ])('F16 is repaired when it is %s, and pings at once', async (_, alarm) => {
    const post = createPost();
    await storePresence({ wish: 'on', status: { kind: 'online', confirmedAt: START - 25_000 } });
    if (alarm) await alarms.create('presence', alarm);
    await alarms.create('other', { delayInMinutes: 1 });
    await post.wake().refresh('woke');
    expect(await alarms.get('presence')).toMatchObject({ periodInMinutes: 1 });
    expect(isPlausible((await alarms.get('presence'))?.scheduledTime ?? 0, 60_000, START)).toBe(true);
    expect(await alarmNames()).toEqual(['other', 'presence']);
    expect(post.pings()).toBe(1);
  });

  it.each([
    ['of another period', { when: START + 30_000, periodInMinutes: 5 }],
    ['without a period', { when: START + 30_000 }],
  ])('F16 is repaired when it is %s, and rings no later for that', async (_, alarm) => {
    const post = createPost();
    await storePresence(fresh);
    await alarms.create('presence', alarm);
    await post.wake().refresh('woke');
    expect(await alarms.get('presence')).toMatchObject({ scheduledTime: START + 30_000, periodInMinutes: 1 });
    expect(post.pings()).toBe(0);
  });

  it('beats more slowly when the hourly limit is short, and at its own pace again later', async () => {
    const post = createPost();
    await post.wake().set('on');
    const first = (await alarms.get('presence'))?.scheduledTime;
    post.world.pace = { everyMs: 90_000, isShort: true };
    post.pass(10);
    await post.wake().refresh('woke');
    // The next ring stays where it was; those after it are further apart.
    expect(await alarms.get('presence')).toMatchObject({ scheduledTime: first, periodInMinutes: 1.5 });
    post.world.pace = { everyMs: 60_000, isShort: false };
    await post.wake().refresh('woke');
    expect(await alarms.get('presence')).toMatchObject({ scheduledTime: first, periodInMinutes: 1 });
  });

  it('rings for the first time up to a quarter sooner, so that agents who start together do not beat together', async () => {
    for (const [random, expected] of [
      [0, 60_000],
      [0.5, 52_500],
      [1, 45_000],
    ] as const) {
      vi.spyOn(Math, 'random').mockReturnValueOnce(random);
      await alarms.clearAll();
      await presenceAlarms.ensure({ everyMs: 60_000 }, START);
      expect(await alarms.get('presence')).toMatchObject({ scheduledTime: START + expected });
    }
  });

  it.each<[string, wakeAt: number, expected: number]>([
    ['rings sooner for what the clock changes', 40_000, 40_000],
    ['rings no sooner than Chrome can', 10_000, 30_000],
    ['rings as it did for what changes later', 90_000, 60_000],
  ])('%s', async (_, wakeAt, expected) => {
    await alarms.create('presence', { when: START + 60_000, periodInMinutes: 1 });
    await presenceAlarms.ensure({ everyMs: 60_000, wakeAt: START + wakeAt }, START);
    expect(await alarms.get('presence')).toMatchObject({ scheduledTime: START + expected, periodInMinutes: 1 });
  });

  it('is not made later by what changes sooner than Chrome can ring', async () => {
    await alarms.create('presence', { when: START + 20_000, periodInMinutes: 1 });
    await presenceAlarms.ensure({ everyMs: 60_000, wakeAt: START + 5000 }, START);
    expect(await alarms.get('presence')).toMatchObject({ scheduledTime: START + 20_000 });
  });

  it.each([-120, -60, 0, 30, 55])('is left alone when it rings in %d s', async (seconds) => {
    const post = createPost();
    await storePresence(fresh);
    await alarms.create('presence', { when: START + seconds * 1000, periodInMinutes: 1 });
    const created = watchCreated();
    await post.wake().refresh('woke');
    expect(created.filter((name) => name === 'presence')).toEqual([]);
    expect(post.pings()).toBe(0);
  });

  it('rings a period after the last success at the latest', async () => {
    const post = createPost();
    await storePresence(fresh);
    await alarms.create('presence', { when: START + 60_000, periodInMinutes: 1 });
    await post.wake().refresh('alarm');
    expect(await alarms.get('presence')).toMatchObject({ scheduledTime: START + 55_000, periodInMinutes: 1 });
  });

  it('is not moved by a beat that starts the background, whose answer comes a moment later than its alarm', async () => {
    const post = createPost();
    await storePresence({ wish: 'on', status: { kind: 'online', confirmedAt: START - 59_700 } });
    await alarms.create('presence', { when: START + 60_000, periodInMinutes: 1 });
    const created = watchCreated();
    const presence = post.wake();
    await Promise.all([presence.refresh('woke'), presence.refresh('alarm')]);
    expect(created.filter((name) => name === 'presence')).toEqual([]);
    expect(post.pings()).toBe(1);
  });

  it('is moved when a beat was lost with the background that began it', async () => {
    const post = createPost();
    await storePresence({ wish: 'on', status: { kind: 'online', confirmedAt: START - 46_000 } });
    await alarms.create('presence', { when: START + 59_000, periodInMinutes: 1 });
    await post.wake().refresh('woke');
    expect(await alarms.get('presence')).toMatchObject({ scheduledTime: START + 30_000 });
  });

  it('is taken away with its retry, and nothing else, when the agent wishes to be off', async () => {
    const post = createPost();
    await storePresence({ wish: 'off', status: { kind: 'off' } });
    for (const name of ['presence', 'presence-retry', 'outbox']) await alarms.create(name, { delayInMinutes: 1 });
    await post.wake().refresh('woke');
    expect(await alarmNames()).toEqual(['outbox']);
  });
});

describe('the retry alarm', () => {
  it('is the first thing of every look, so that a death at any step is made good', async () => {
    const post = createPost();
    const created = watchCreated();
    await post.wake().set('on');
    expect(created).toEqual(['presence-retry', 'presence-retry', 'presence']);
    created.length = 0;
    post.pass(60);
    const died = new Promise<void>((resolve) => {
      const look = () => {
        resolve();
        return new Promise<never>(() => undefined);
      };
      void post.wake(post.brevo, look).refresh('alarm');
    });
    await died;
    expect(created).toEqual(['presence-retry']);
  });

  it('is not cleared between two looks that follow each other, as at every start of the background', async () => {
    const post = createPost();
    await storePresence(fresh);
    const presence = post.wake();
    const clear = vi.spyOn(alarms, 'clear');
    const first = presence.refresh('woke');
    const second = presence.refresh('alarm');
    await first;
    expect(clear).not.toHaveBeenCalled();
    await second;
    expect(await alarmNames()).toEqual(['presence']);
  });

  it('is armed before the ping and cleared by its success', async () => {
    const post = createPost();
    const slow = createSlowPings();
    const turnedOn = post.wake(slow).set('on');
    await slow.begun(1);
    expect(await alarms.get('presence-retry')).toMatchObject({ scheduledTime: START + 30_000 });
    slow.answer();
    await turnedOn;
    expect(await alarms.get('presence-retry')).toBeUndefined();
  });

  it('G-P1 F2 is there after a death in flight, and the next background pings when it rings', async () => {
    const post = createPost();
    const slow = createSlowPings();
    void post.wake(slow).set('on');
    await slow.begun(1);
    post.pass(30);
    await post.wake().refresh('alarm');
    expect(await storedStatus()).toEqual({ kind: 'online', confirmedAt: START + 30_000 });
    expect(await alarmNames()).toEqual(['presence']);
  });

  it('is cleared when there is nothing to try again', async () => {
    const post = createPost();
    post.simulation.script({ fault: { kind: 'status', status: 401 } });
    await post.wake().set('on');
    expect(await alarmNames()).toEqual(['presence']);
  });
});

it('knows its own alarms', () => {
  expect(['presence', 'presence-retry', 'outbox', ''].map(isPresenceAlarm)).toEqual([true, true, false, false]);
});
