// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { accountsItem } from '../storage/items/accounts.ts';
import { type Message, messageItem, recentItem } from '../storage/items/messages.ts';
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

const keep = (...messages: Message[]) =>
  write(
    ...messages.map((each) => entry(messageItem, each, each.id)),
    entry(recentItem, { ids: messages.map(({ id }) => id), unsettled: [] }),
  );

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
    const view = createWorkspace(() => NOW);
    await view.ready;
    expect(view.presence.value.status.kind).toBe('online');
    expect(view.account.value).toEqual(account);
    await vi.waitFor(() => expect(view.messages.value.map(({ id }) => id)).toEqual(['m-1']));
  });

  it('follows messages that come and change, newest first', async () => {
    const view = createWorkspace(() => NOW);
    await view.ready;
    await keep(message('m-2'), message('m-1'));
    await vi.waitFor(() => expect(view.messages.value.map(({ id }) => id)).toEqual(['m-2', 'm-1']));
    await write(entry(messageItem, message('m-1', { state: { kind: 'deleted', at: NOW } }), 'm-1'));
    await vi.waitFor(() => expect(view.messages.value[1]?.state.kind).toBe('deleted'));
  });

  it('leaves out records that cannot be read, and those of other accounts', async () => {
    await keep(message('m-3'), message('m-2', { accountId: 'other' }), message('m-1'));
    await browser.storage.local.set({ 'message:m-1': { v: 1, data: 'corrupt' } });
    const view = createWorkspace(() => NOW);
    await view.ready;
    await vi.waitFor(() => expect(view.messages.value.map(({ id }) => id)).toEqual(['m-3']));
  });

  it('offers the visitors written to, latest first, each once', async () => {
    await keep(
      message('m-3', { visitorId: 'ada', confirmedAt: NOW + 3 }),
      message('m-2', { visitorId: 'bruno', confirmedAt: NOW + 2 }),
      message('m-1', { visitorId: 'ada', confirmedAt: NOW + 1 }),
    );
    const view = createWorkspace(() => NOW);
    await view.ready;
    await vi.waitFor(() => expect(view.visitors.value.map(({ visitorId }) => visitorId)).toEqual(['ada', 'bruno']));
    expect(view.visitors.value[0]?.lastText).toBe('text of m-3');
  });

  it('G-P5 takes a confirmation that has just come for one, though the timers of a hidden page stand still', async () => {
    const clock = { now: NOW };
    const view = createWorkspace(() => clock.now);
    await view.ready;
    clock.now = NOW + 40_000;
    await write(entry(presenceItem, { wish: 'on', status: { kind: 'online', confirmedAt: clock.now } }));
    await vi.waitFor(() => expect(view.presence.value.status).toMatchObject({ confirmedAt: NOW + 40_000 }));
    expect(view.time.value).toBe(NOW + 40_000);
  });

  it('tells the background when the network is back, which it cannot see itself', async () => {
    const told = vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockResolvedValue(undefined);
    const view = createWorkspace(() => NOW);
    await view.ready;
    window.dispatchEvent(new Event('offline'));
    expect(view.online.value).toBe(false);
    window.dispatchEvent(new Event('online'));
    expect(view.online.value).toBe(true);
    expect(told).toHaveBeenCalledWith({ name: 'presence/refresh', data: { reason: 'network-back' } });
  });
});
