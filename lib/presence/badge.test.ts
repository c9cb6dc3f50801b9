import { expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { BrevoFailure } from '../brevo/failure.ts';
import type { Presence, PresenceStatus } from '../storage/items/presence.ts';
import { badgeOf } from './badge.ts';
import { paintBadge } from './toolbar.ts';

const AT = new Date(2026, 0, 5, 12, 3, 20).getTime();
const failure: BrevoFailure = { kind: 'unreachable', mayHaveActed: true };
const failing: PresenceStatus = { kind: 'failing', since: AT, retryAt: AT + 25_000, failure };
const stopped: PresenceStatus = { kind: 'stopped', since: AT, probes: 1, failure };

it.each<[string, Presence, string, 'calm' | 'trouble']>([
  ['online', { wish: 'on', status: { kind: 'online', confirmedAt: AT } }, '', 'calm'],
  ['connecting', { wish: 'on', status: { kind: 'connecting', since: AT } }, '…', 'calm'],
  ['off', { wish: 'off', status: { kind: 'off' } }, 'off', 'calm'],
  ['off a moment ago', { wish: 'off', status: { kind: 'off', confirmedAt: AT } }, 'off', 'calm'],
  ['failing', { wish: 'on', status: failing }, '!', 'trouble'],
  ['stopped', { wish: 'on', status: stopped }, '!', 'trouble'],
  ['without a key', { wish: 'on', status: { kind: 'not-ready', missing: 'key' } }, '!', 'trouble'],
  ['without the permission', { wish: 'on', status: { kind: 'not-ready', missing: 'permission' } }, '!', 'trouble'],
])('the badge of an agent who is %s', (_, presence, text, tone) => {
  expect(badgeOf(presence)).toEqual({ text, tone });
});

it('G-P5 paints what stays true while nobody repaints it', async () => {
  await paintBadge({ wish: 'on', status: { kind: 'online', confirmedAt: AT } });
  const title = await fakeBrowser.action.getTitle({});
  expect(title).toBe(`Deskside – confirmed online ${new Date(AT).toLocaleTimeString()}`);
  expect(title).toMatch(/3:20/);
  expect(await fakeBrowser.action.getBadgeText({})).toBe('');
  await paintBadge({ wish: 'on', status: failing });
  expect(await fakeBrowser.action.getBadgeText({})).toBe('!');
});
