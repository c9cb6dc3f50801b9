// @vitest-environment happy-dom
import { waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Message } from '../../lib/storage/items/messages.ts';
import type { Presence, PresenceStatus } from '../../lib/storage/items/presence.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { messageOf, minutesAgo, NOW, SENT } from '../testing.ts';
import { Announcer } from './Announcer.tsx';

// Only the date: the tests wait for real.
beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const online = (confirmedAt = NOW): PresenceStatus => ({ kind: 'online', confirmedAt });
const presenceOf = (status: PresenceStatus): Presence => ({ wish: 'on', status });

/** Listens like a screen reader: to each change of the live region. */
function listen(status: PresenceStatus, messages: Message[]) {
  const before = presenceOf(status);
  const { container, rerender } = show(<Announcer presence={before} messages={messages} />);
  const region = container.querySelector('[aria-live="polite"]');
  if (!region) throw new Error('Nothing is announced');
  const heard: string[] = [];
  const listener = new MutationObserver(() => heard.push(region.textContent ?? ''));
  listener.observe(region, { childList: true, characterData: true, subtree: true });
  return {
    container,
    heard,
    become: (next: PresenceStatus, list: Message[]) =>
      rerender(<Announcer presence={presenceOf(next)} messages={list} />),
  };
}

const hello = messageOf({ kind: 'queued' }, { confirmedAt: NOW });
const sent: Message = { ...hello, state: SENT };

it('says nothing when a page opens', async () => {
  const { container } = listen(online(), [sent]);
  expect(container.textContent).toBe('');
  await expectAccessible(container);
});

it('says each state of a message once', async () => {
  const { heard, become } = listen(online(), []);
  become(online(), [hello]);
  await waitFor(() => expect(heard).toEqual(['Queued: Hello Ada']));
  become(online(), [{ ...hello }]);
  become(online(), [sent]);
  await waitFor(() => expect(heard).toEqual(['Queued: Hello Ada', 'Sent: Hello Ada']));
});

it('says a change of presence once, and never that it ticks', async () => {
  const { heard, become } = listen({ kind: 'connecting', since: NOW }, []);
  become(online(), []);
  await waitFor(() => expect(heard).toEqual(['Online, confirmed just now.']));
  become(online(NOW + 60_000), []);
  vi.setSystemTime(NOW + 80_000);
  become(online(NOW + 60_000), []);
  become({ kind: 'off' }, []);
  await waitFor(() => expect(heard.at(-1)).toMatch(/^Offline/));
  expect(heard).toHaveLength(2);
});

it('says everything that changed at once', async () => {
  const other: Message = { ...hello, id: 'm-2', text: 'Hello Bob' };
  const { heard, become } = listen({ kind: 'connecting', since: NOW }, [hello, other]);
  become(online(), [sent, { ...other, state: { kind: 'deleted', at: NOW } }]);
  await waitFor(() => expect(heard.join(' ')).toContain('Deleted: Hello Bob'));
  expect(heard.join(' ')).toContain('Online, confirmed just now.');
  expect(heard.join(' ')).toContain('Sent: Hello Ada');
});

it('does not read out what was sent before the page was opened and is only now loaded', async () => {
  const old = messageOf(SENT, { id: 'old', text: 'From yesterday', confirmedAt: minutesAgo(1000) });
  const { container, heard, become } = listen(online(), []);
  become(online(), [old]);
  expect(container.textContent).toBe('');
  become(online(), [hello, old]);
  await waitFor(() => expect(heard).toEqual(['Queued: Hello Ada']));
});

it('cuts a long text short', async () => {
  const { heard, become } = listen(online(), []);
  become(online(), [{ ...hello, text: 'x'.repeat(500) }]);
  await waitFor(() => expect(heard).toEqual([`Queued: ${'x'.repeat(80)}`]));
});
