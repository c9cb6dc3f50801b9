// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { accountsItem } from '../storage/items/accounts.ts';
import { draftItem, type Message, messageItem, recentItem } from '../storage/items/messages.ts';
import { presenceItem } from '../storage/items/presence.ts';
import { entry, write } from '../storage/local.ts';
import { createWorkspace } from './workspace.ts';

const NOW = 1_700_000_000_000;
const account = { accountId: 'account-1' };

const message = (id: string, change: Partial<Message> = {}): Message => ({
  id,
  origin: 'here',
  accountId: 'account-1',
  visitorId: 'ada',
  mode: 'agent',
  text: `text of ${id}`,
  confirmedAt: NOW,
  state: { kind: 'sent', at: NOW, brevoId: `brevo-${id}` },
  ...change,
});

/** Stores messages, newest first. */
const keep = (...messages: Message[]) =>
  write(
    ...messages.map((each) => entry(messageItem, each, each.id)),
    entry(recentItem, {
      ids: messages.map(({ id }) => id),
      unsettled: messages
        .filter(({ state }) => state.kind !== 'sent')
        .map(({ id }) => id)
        .reverse(),
    }),
  );

const open = async (now = () => NOW) => {
  const view = createWorkspace({ now });
  await view.ready;
  return view;
};
const UNKNOWN = { kind: 'unknown', at: NOW } as const;
const QUEUED = { kind: 'queued' } as const;

beforeEach(async () => {
  await write(
    entry(accountsItem, { current: 'account-1', byId: { 'account-1': account } }),
    entry(presenceItem, { wish: 'on', status: { kind: 'online', confirmedAt: NOW } }),
  );
});

describe('the workspace', () => {
  it('shows what is stored without waiting for the background', async () => {
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockReturnValue(new Promise(() => undefined));
    await keep(message('m-1'));
    const view = createWorkspace({ now: () => NOW });
    await view.ready;
    expect(view.presence.value.status.kind).toBe('online');
    expect(view.account.value).toEqual(account);
    await vi.waitFor(() => expect(view.messages.value.map(({ id }) => id)).toEqual(['m-1']));
  });

  it('follows messages that come and change, newest first', async () => {
    const view = createWorkspace({ now: () => NOW });
    await view.ready;
    await keep(message('m-2'), message('m-1'));
    await vi.waitFor(() => expect(view.messages.value.map(({ id }) => id)).toEqual(['m-2', 'm-1']));
    await write(entry(messageItem, message('m-1', { state: { kind: 'deleted', at: NOW } }), 'm-1'));
    await vi.waitFor(() => expect(view.messages.value[1]?.state.kind).toBe('deleted'));
  });

  it('leaves out records that cannot be read, and those of other accounts', async () => {
    await keep(message('m-3'), message('m-2', { accountId: 'other' }), message('m-1'));
    await browser.storage.local.set({ 'message:m-1': { v: 1, data: 'corrupt' } });
    const view = createWorkspace({ now: () => NOW });
    await view.ready;
    await vi.waitFor(() => expect(view.messages.value.map(({ id }) => id)).toEqual(['m-3']));
  });

  it('offers the visitors written to, latest first, each once', async () => {
    await keep(
      message('m-3', { visitorId: 'ada', confirmedAt: NOW + 3 }),
      message('m-2', { visitorId: 'bruno', confirmedAt: NOW + 2 }),
      message('m-1', { visitorId: 'ada', confirmedAt: NOW + 1 }),
    );
    const view = createWorkspace({ now: () => NOW });
    await view.ready;
    await vi.waitFor(() => expect(view.visitors.value.map(({ visitorId }) => visitorId)).toEqual(['ada', 'bruno']));
    expect(view.visitors.value[0]?.lastText).toBe('text of m-3');
  });

  it('G-P5 takes a confirmation that has just come for one, though the timers of a hidden page stand still', async () => {
    const clock = { now: NOW };
    const view = createWorkspace({ now: () => clock.now });
    await view.ready;
    clock.now = NOW + 40_000;
    await write(entry(presenceItem, { wish: 'on', status: { kind: 'online', confirmedAt: clock.now } }));
    await vi.waitFor(() => expect(view.presence.value.status).toMatchObject({ confirmedAt: NOW + 40_000 }));
    expect(view.time.value).toBe(NOW + 40_000);
  });

  it('tells the background when the network is back, which it cannot see itself', async () => {
    const told = vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockResolvedValue(undefined);
    const view = createWorkspace({ now: () => NOW });
    await view.ready;
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    window.dispatchEvent(new Event('offline'));
    expect(view.online.value).toBe(false);
    window.dispatchEvent(new Event('online'));
    expect(view.online.value).toBe(true);
    // It has to stand for a moment: the first request into a network that is just coming back is often lost.
    window.dispatchEvent(new Event('offline'));
    vi.advanceTimersByTime(1000);
    expect(told).not.toHaveBeenCalled();
    window.dispatchEvent(new Event('online'));
    vi.advanceTimersByTime(1000);
    vi.useRealTimers();
    expect(told).toHaveBeenCalledWith({ name: 'presence/refresh', data: { reason: 'network-back' } });
  });

  it('offers those for whom something is written first, with what is written, and marks them', async () => {
    await keep(message('m-2', { visitorId: 'bruno', confirmedAt: NOW + 2 }), message('m-1', { visitorId: 'carla' }));
    const { composer, visitors, messages } = await open();
    await vi.waitFor(() => expect(messages.value).toHaveLength(2));
    composer.propose('carla');
    await composer.change({ text: 'begun for Carla' });
    composer.propose('ada');
    await composer.leave();
    await composer.change({ text: 'begun for Ada' });
    expect(visitors.value.map(({ visitorId, isDraft }) => [visitorId, isDraft])).toEqual([
      ['carla', true],
      ['ada', true],
      ['bruno', false],
    ]);
    expect(visitors.value[0]).toEqual({ visitorId: 'carla', lastText: 'begun for Carla', isDraft: true });
    await composer.change({ text: '' });
    expect(visitors.value.map(({ visitorId }) => visitorId)).toEqual(['carla', 'bruno']);
  });

  it('offers nobody for a text without a visitor, or for another account’s', async () => {
    const { composer, visitors } = await open();
    await composer.change({ text: 'for whom?' });
    const [name = ''] = Object.keys(await browser.storage.local.get(null)).filter((key) => key.startsWith('draft:'));
    const { [name]: stored } = await browser.storage.local.get(name);
    const { data } = stored as { data: object };
    await browser.storage.local.set({
      [`${draftItem.key}["other","dora","agent"]`]: {
        v: 2,
        data: { ...data, accountId: 'other', visitorId: 'dora', surface: 'other' },
      },
    });
    expect(visitors.value).toEqual([]);
  });

  it('G-R9 does not count on storage, and says so', async () => {
    vi.spyOn(browser.storage.local, 'get').mockRejectedValue(new Error('out of order'));
    expect((await open()).trouble.value).toEqual({ kind: 'storage-unavailable' });
  });
});

describe('a queued message', () => {
  const heldBack = async (...messages: Message[]) => {
    await keep(...messages);
    const view = await open();
    await vi.waitFor(() => expect(view.messages.value.length).toBeGreaterThan(0));
    return [...view.heldBack.value];
  };

  it('G-R6 is held back by one before it, to the same visitor, that may have been sent', async () => {
    expect(
      await heldBack(
        message('m-3', { state: QUEUED }),
        message('m-2', { state: QUEUED, visitorId: 'bob' }),
        message('m-1', { state: UNKNOWN }),
      ),
    ).toEqual(['m-3']);
  });

  it('G-R6 is not held back by one that was seen as such, nor by one behind it', async () => {
    expect(
      await heldBack(
        message('m-4', { state: UNKNOWN }),
        message('m-3', { state: QUEUED, past: ['m-1'] }),
        message('m-1', { state: UNKNOWN }),
      ),
    ).toEqual([]);
  });

  it('G-R6 alone is held back: one that is held still waits by itself, one that was not sent blocks nobody', async () => {
    expect(
      await heldBack(
        message('m-3', { state: { kind: 'held', windowMs: 5000 } }),
        message('m-2', { state: UNKNOWN }),
        message('m-1', { state: { kind: 'not-sent', at: NOW, reason: { kind: 'offline' } } }),
      ),
    ).toEqual([]);
  });

  it('G-R6 goes on when the agent says what became of the one before it', async () => {
    await keep(message('m-2', { state: QUEUED }), message('m-1', { state: UNKNOWN }));
    const view = await open();
    await vi.waitFor(() => expect([...view.heldBack.value]).toEqual(['m-2']));
    await keep(message('m-2', { state: QUEUED }), message('m-1'));
    await vi.waitFor(() => expect(view.heldBack.value.size).toBe(0));
  });
});
