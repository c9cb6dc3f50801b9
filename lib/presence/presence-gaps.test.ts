import { afterEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { START } from '../brevo/simulation/testing.ts';
import { alarmNames, createPost, createSlowPings, storedStatus, storePresence } from './testing.ts';

const online = (secondsAgo: number) => ({ kind: 'online', confirmedAt: START - secondsAgo * 1000 }) as const;
const badge = () => fakeBrowser.action.getBadgeText({});

afterEach(() => {
  vi.useRealTimers();
});

describe('the switch, turned off between two steps of a ping,', () => {
  it('G-P7 wins too when it is used between the decision to ping and the ping', async () => {
    const post = createPost();
    await storePresence({ wish: 'on', status: online(60) });
    const presence = post.wake();
    vi.spyOn(fakeBrowser.action, 'setBadgeText').mockImplementationOnce(async () => {
      await presence.set('off');
    });
    expect(await presence.refresh('alarm')).toMatchObject({ value: { wish: 'off', status: { kind: 'off' } } });
    expect([post.pings(), await alarmNames(), await badge()]).toEqual([0, [], 'off']);
  });

  it('goes on saying until when visitors may see the agent, after a ping under way failed', async () => {
    const post = createPost();
    await storePresence({ wish: 'on', status: online(60) });
    const slow = createSlowPings({ kind: 'unreachable', mayHaveActed: false });
    const presence = post.wake(slow);
    const refreshed = presence.refresh('alarm');
    await slow.begun(1);
    const off = { kind: 'off', since: START, confirmedAt: START - 60_000 };
    expect(await presence.set('off')).toMatchObject({ value: { status: off } });
    slow.answer();
    expect(await refreshed).toMatchObject({ value: { status: off } });
    expect(await storedStatus()).toEqual(off);
  });
});

describe('G-R9 a database that does not open', () => {
  it('is reported, and the alarm that wakes the background again is made all the same', async () => {
    const post = createPost();
    await storePresence({ wish: 'on', status: online(70) });
    const look = vi.fn(async () => post.world);
    look.mockRejectedValueOnce(new Error('disk'));
    const presence = post.wake(post.brevo, look);
    expect(await presence.refresh('woke')).toEqual({ ok: false, failure: { kind: 'storage-unavailable' } });
    expect([post.pings(), await alarmNames()]).toEqual([0, ['presence', 'presence-retry']]);
    await presence.refresh('alarm');
    expect(await storedStatus()).toEqual(online(0));
  });

  it('is reported by the switch too, which has been turned nevertheless', async () => {
    const post = createPost();
    const look = vi.fn(async () => post.world).mockRejectedValueOnce(new Error('disk'));
    expect(await post.wake(post.brevo, look).set('on')).toEqual({
      ok: false,
      failure: { kind: 'storage-unavailable' },
    });
    expect(await alarmNames()).toEqual(['presence', 'presence-retry']);
  });
});
