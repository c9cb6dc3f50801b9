// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/preact';
import { expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { encode } from '../../../lib/storage/item.ts';
import { type Presence, presenceItem } from '../../../lib/storage/items/presence.ts';
import { presenceSettingsItem } from '../../../lib/storage/items/presence-settings.ts';
import { expectAccessible } from '../../../lib/testing/axe.ts';
import { at, NOW, ONLINE, openPresencePage, rulesOf, scheduleOf } from './presence-testing.tsx';

const sentence = () => screen.getByRole('status', { name: 'Presence' }).textContent;
const box = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('checkbox', { name });
const becomes = (presence: Presence) =>
  fakeBrowser.storage.local.set({ [presenceItem.key]: encode(presenceItem, presence) });
const PAUSED: Presence = {
  ...ONLINE,
  pause: { since: at(11, 45), until: at(12, 15) },
  status: { kind: 'resting', why: 'paused', since: at(11, 45), until: at(12, 15) },
};

it('says how it stands, and what today was like', async () => {
  const { container } = await openPresencePage({ lines: [{ at: at(9), why: 'online' }] });
  expect(screen.getByRole('heading', { level: 1, name: 'Presence' })).toBeTruthy();
  expect(sentence()).toContain('Online, confirmed 20 s ago');
  expect(screen.getAllByRole('img', { name: 'Today: online 3 h.' })).toHaveLength(2);
  await expectAccessible(container);
});

it('follows what happens, and tells each change once', async () => {
  const { container } = await openPresencePage();
  await becomes(PAUSED);
  await waitFor(() => expect(sentence()).toContain('Paused since'));
  const told = container.querySelector('[aria-live="polite"]');
  await waitFor(() => expect(told?.textContent).toContain('Paused since'));
  expect(screen.getByRole('status', { name: 'Presence' }).getAttribute('aria-live')).toBe('off');
});

it('ends my pause when I resume', async () => {
  const { user, asked, container } = await openPresencePage({ presence: PAUSED });
  await expectAccessible(container);
  await user.click(screen.getByRole('button', { name: 'Resume' }));
  expect(asked).toHaveBeenLastCalledWith({ name: 'presence/pause', data: { until: null } });
  await becomes(ONLINE);
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Resume' })).toBeNull());
});

it('lets me go online when the switch is off', async () => {
  const { user, asked } = await openPresencePage({ presence: { wish: 'off', status: { kind: 'off' } } });
  await user.click(screen.getByRole('button', { name: 'Go online' }));
  expect(asked).toHaveBeenLastCalledWith({ name: 'presence/set', data: { wish: 'on' } });
  expect(screen.queryByRole('button', { name: 'Resume' })).toBeNull();
});

it('G-R9 says when the pause could not be ended', async () => {
  const { user, background } = await openPresencePage({ presence: PAUSED });
  background.isFull = true;
  await user.click(screen.getByRole('button', { name: 'Resume' }));
  expect((await screen.findByRole('alert')).textContent).toContain('could not store the change');
});

it('shows my hours only when I go by them', async () => {
  const { user } = await openPresencePage({ rules: rulesOf({ schedule: scheduleOf({ isOn: false }) }) });
  expect(screen.queryByRole('heading', { name: 'Your hours' })).toBeNull();
  await user.click(box('Pause outside my hours'));
  expect(await screen.findByRole('heading', { name: 'Your hours' })).toBeTruthy();
});

it('saves every choice beside the others, on whatever page they were made', async () => {
  const { user, background } = await openPresencePage();
  await user.click(box('Pause when the screen is locked'));
  await waitFor(() => expect(box('Pause when the screen is locked').checked).toBe(true));
  const elsewhere = { ...background.stored, idle: { isOn: false, minutes: 25 } };
  background.stored = elsewhere;
  await fakeBrowser.storage.local.set({ [presenceSettingsItem.key]: encode(presenceSettingsItem, elsewhere) });
  await user.click(await screen.findByRole('checkbox', { name: /for 25 minutes/ }));
  await waitFor(() =>
    expect(background.stored).toEqual(rulesOf({ lock: { isOn: true }, idle: { isOn: true, minutes: 25 } })),
  );
});

it('G-R9 says that what is stored cannot be read', async () => {
  await fakeBrowser.storage.local.set({ [presenceSettingsItem.key]: { v: 9, data: {} } });
  const { container } = await openPresencePage();
  expect(screen.getByRole('alert').textContent).toContain('newer version of Deskside');
  await expectAccessible(container);
});

it('shows a notification to try, and says where to look when I saw none', async () => {
  const { user, asked, background, container } = await openPresencePage();
  const card = screen.getByRole('heading', { name: 'Notifications' }).parentElement as HTMLElement;
  const button = within(card).getByRole('button', { name: 'Test notification' });
  await user.click(button);
  expect(asked).toHaveBeenLastCalledWith({ name: 'presence/test-notification', data: {} });
  expect(await within(card).findByText(/^Sent\. If you saw none/)).toBeTruthy();
  background.isFull = true;
  await user.click(button);
  expect((await within(card).findByRole('alert')).textContent).toContain('did not show it');
  expect(within(card).getByRole('status').textContent).toBe('');
  await expectAccessible(container);
});

it('draws the log anew each minute, not each second', async () => {
  vi.useFakeTimers({ toFake: ['setInterval'] });
  let now = NOW;
  const { unmount } = await openPresencePage({ lines: [{ at: at(9), why: 'online' }], now: () => now });
  const strip = () => screen.getAllByRole('img')[0]?.getAttribute('aria-label');
  now += 59_000;
  vi.advanceTimersByTime(1000);
  await waitFor(() => expect(sentence()).toContain('79 s ago'));
  expect(strip()).toBe('Today: online 3 h.');
  now += 1000;
  vi.advanceTimersByTime(1000);
  await waitFor(() => expect(strip()).toBe('Today: online 3 h 1 min.'));
  unmount();
  vi.useRealTimers();
});
