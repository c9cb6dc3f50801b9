import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { LIZ, START } from '../brevo/simulation/testing.ts';
import type { Reason } from './policy.ts';
import { alarmNames, createPost, createSlowPings, PRESENCE_KEY, storedStatus, storePresence } from './testing.ts';

const { local } = fakeBrowser.storage;
const online = (secondsAgo: number) => ({ kind: 'online', confirmedAt: START - secondsAgo * 1000 }) as const;
const badge = () => fakeBrowser.action.getBadgeText({});

afterEach(() => {
  vi.useRealTimers();
});

describe('the switch', () => {
  it('pings when switched on, and says online only after Brevo said so', async () => {
    const post = createPost();
    expect(await post.wake().set('on')).toMatchObject({ ok: true, value: { wish: 'on', status: online(0) } });
    expect(post.simulation.isOnline(LIZ.id)).toBe(true);
    expect(await alarmNames()).toEqual(['presence']);
    expect(await badge()).toBe('');
  });

  it('G-P7 sends nothing more when switched off, and keeps that through a restart', async () => {
    const post = createPost();
    await post.wake().set('on');
    await post.wake().set('off');
    expect(await storedStatus()).toEqual({ kind: 'off', since: START, confirmedAt: START });
    for (const reason of ['woke', 'started', 'alarm', 'network-back', 'try-again', 'settings-saved'] as Reason[]) {
      post.pass(600);
      await post.wake().refresh(reason);
    }
    expect(post.pings()).toBe(1);
    expect([await alarmNames(), await badge()]).toEqual([[], 'off']);
  });

  it('G-P7 wins over a ping under way, and does not wait for it', async () => {
    const post = createPost();
    const slow = createSlowPings();
    const presence = post.wake(slow);
    const turnedOn = presence.set('on');
    await slow.begun(1);
    expect(await presence.set('off')).toMatchObject({ ok: true, value: { wish: 'off', status: { kind: 'off' } } });
    expect([await alarmNames(), await badge()]).toEqual([[], 'off']);
    slow.answer();
    expect(await turnedOn).toMatchObject({ value: { wish: 'off', status: { kind: 'off', confirmedAt: START } } });
    expect([await alarmNames(), await badge()]).toEqual([[], 'off']);
  });

  it.each([
    ['off and on', ['off', 'on']],
    ['on, off and on', ['on', 'off', 'on']],
    ['off, on, off and on', ['off', 'on', 'off', 'on']],
  ] as const)('G-P4 never has two pings under way when it is switched %s at once', async (_, wishes) => {
    const post = createPost();
    await storePresence({ wish: 'on', status: online(30) });
    const slow = createSlowPings();
    const presence = post.wake(slow);
    const all = Promise.all(wishes.map((wish) => presence.set(wish)));
    const isDone = all.then(() => true);
    while (!(await Promise.race([isDone, new Promise((resolve) => setImmediate(resolve, false))]))) slow.answer();
    expect(slow.seen.mostAtOnce).toBe(1);
    expect(await storedStatus()).toEqual(online(0));
    expect(await alarmNames()).toEqual(['presence']);
  });
});

describe('G-P4 at once', () => {
  it('has one ping under way and takes 20 triggers for one', async () => {
    const post = createPost();
    await storePresence({ wish: 'on', status: online(70) });
    const slow = createSlowPings();
    const presence = post.wake(slow);
    const reasons: Reason[] = ['alarm', 'woke', 'started', 'page-opened', 'network-back'];
    const all = Promise.all(Array.from({ length: 20 }, (_, i) => presence.refresh(reasons[i % 5] ?? 'alarm')));
    await slow.begun(1);
    slow.answer();
    await all;
    expect(slow.seen).toMatchObject({ begun: 1, mostAtOnce: 1 });
  });

  it('takes "try again", pressed 20 times, for one as soon as it worked', async () => {
    const post = createPost();
    await storePresence({ wish: 'on', status: online(70) });
    const presence = post.wake();
    await Promise.all(Array.from({ length: 20 }, () => presence.refresh('try-again')));
    expect(post.pings()).toBe(1);
  });

  it('pings again, after the first and not beside it, when the key or the agent changed meanwhile', async () => {
    const post = createPost();
    await storePresence({ wish: 'on', status: online(70) });
    const slow = createSlowPings();
    const presence = post.wake(slow);
    const all = Promise.all([presence.refresh('alarm'), presence.refresh('settings-saved')]);
    await slow.begun(1);
    slow.answer();
    await slow.begun(2);
    slow.answer();
    await all;
    expect(slow.seen.mostAtOnce).toBe(1);
  });

  it('pings at most 62 times in an hour at the 60 s cadence, whatever else wakes it', async () => {
    const post = createPost();
    const presence = post.wake();
    await presence.set('on');
    const others: Reason[] = ['woke', 'page-opened', 'network-back'];
    for (let second = 1; second <= 3600; second++) {
      post.pass(1);
      if (second % 60 === 0) {
        // The test double does not move an alarm on when it rings.
        await fakeBrowser.alarms.create('presence', { when: Date.now() + 60_000, periodInMinutes: 1 });
        await presence.refresh('alarm');
      }
      if (second % 7 === 0) await presence.refresh(others[second % 3] ?? 'woke');
    }
    expect(post.pings()).toBeLessThanOrEqual(62);
    expect(post.pings()).toBeGreaterThanOrEqual(60);
  });
});

describe('trouble', () => {
  it('G-P6 stops the minute loop within one ping for a wrong key, and starts again when the agent acted', async () => {
    const post = createPost();
    const presence = post.wake();
    await presence.set('on');
    post.simulation.setKey(PRESENCE_KEY, undefined);
    for (let minute = 0; minute < 60; minute++) {
      post.pass(60);
      await presence.refresh('alarm');
    }
    expect(post.pings()).toBe(2);
    expect(await storedStatus()).toMatchObject({ kind: 'stopped', failure: { kind: 'key-not-found' } });
    expect([await badge(), await alarmNames()]).toEqual(['!', ['presence']]);
    post.simulation.setKey(PRESENCE_KEY, 'full');
    await presence.refresh('settings-saved');
    expect(await storedStatus()).toMatchObject({ kind: 'online' });
  });

  it('F7 tries again after 30 s when Brevo cannot be reached', async () => {
    const post = createPost();
    const presence = post.wake();
    await presence.set('on');
    post.pass(60);
    post.simulation.script({ fault: { kind: 'reset', committed: false } });
    await presence.refresh('alarm');
    expect(await storedStatus()).toMatchObject({ kind: 'failing', confirmedAt: START });
    expect(await fakeBrowser.alarms.get('presence-retry')).toMatchObject({ scheduledTime: Date.now() + 30_000 });
    post.pass(30);
    await presence.refresh('alarm');
    expect(await storedStatus()).toEqual({ kind: 'online', confirmedAt: START + 90_000 });
    expect(await alarmNames()).toEqual(['presence']);
  });

  it('F23 F24 starts nothing without key, agent or permission, and goes on when it is granted', async () => {
    const post = createPost();
    post.world.hasPermission = false;
    const presence = post.wake();
    await presence.set('on');
    await presence.refresh('alarm');
    expect(await storedStatus()).toEqual({ kind: 'not-ready', missing: 'permission', since: START });
    expect([post.pings(), await badge()]).toEqual([0, '!']);
    post.world.hasPermission = true;
    await presence.refresh('permission-changed');
    expect(post.pings()).toBe(1);
  });

  it.each([
    ['storage-corrupt', { v: 1, data: { wish: 'maybe' } }],
    ['storage-newer', { v: 3, data: {} }],
  ])('G-R9 reports %s, and neither pings nor writes over it', async (kind, presence) => {
    const post = createPost();
    await local.set({ presence });
    expect(await post.wake().set('on')).toEqual({ ok: false, failure: { kind } });
    expect(await post.wake().refresh('alarm')).toEqual({ ok: false, failure: { kind } });
    expect(await local.get(null)).toEqual({ presence });
    expect(post.pings()).toBe(0);
  });

  it('G-R9 goes on after a storage that failed for a moment', async () => {
    const post = createPost();
    const presence = post.wake();
    await presence.set('on');
    post.pass(60);
    vi.spyOn(local, 'get').mockRejectedValueOnce(new Error('disk'));
    expect(await presence.refresh('alarm')).toEqual({ ok: false, failure: { kind: 'storage-unavailable' } });
    await presence.refresh('alarm');
    expect(await storedStatus()).toEqual({ kind: 'online', confirmedAt: START + 60_000 });
  });
});

it('G-S1 never stores the key, not even in a failure', async () => {
  const post = createPost();
  const presence = post.wake();
  await presence.set('on');
  for (const status of [400, 401, 403, 404, 429, 500]) {
    post.simulation.script({ fault: { kind: 'status', status } });
    await presence.refresh('try-again');
    for (const area of [local, fakeBrowser.storage.session, fakeBrowser.storage.sync]) {
      expect(JSON.stringify(await area.get(null))).not.toContain(PRESENCE_KEY);
    }
  }
});
