import { expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { BrevoFailure } from '../brevo/failure.ts';
import type { Presence, PresenceStatus } from '../storage/items/presence.ts';
import { needsAnswerWords } from '../text/message.ts';
import { badgeOf } from './badge.ts';
import { paintBadge } from './toolbar.ts';

const AT = new Date(2026, 0, 5, 12, 3, 20).getTime();
const failure: BrevoFailure = { kind: 'unreachable', mayHaveActed: true };
const failing: PresenceStatus = { kind: 'failing', tries: 2, since: AT, retryAt: AT + 25_000, failure };
const stopped: PresenceStatus = { kind: 'stopped', since: AT, probes: 1, failure };

it.each<[string, Presence, string, 'calm' | 'trouble']>([
  ['online', { wish: 'on', status: { kind: 'online', confirmedAt: AT } }, '', 'calm'],
  ['connecting', { wish: 'on', status: { kind: 'connecting', since: AT } }, '…', 'calm'],
  ['off', { wish: 'off', status: { kind: 'off' } }, 'off', 'calm'],
  ['off a moment ago', { wish: 'off', status: { kind: 'off', confirmedAt: AT } }, 'off', 'calm'],
  ['failing', { wish: 'on', status: failing }, '!', 'trouble'],
  ['failing for the first time', { wish: 'on', status: { ...failing, tries: 1 } }, '', 'calm'],
  ['resting', { wish: 'on', status: { kind: 'resting', why: 'locked', since: AT } }, 'off', 'calm'],
  ['out of requests', { wish: 'on', status: { kind: 'yielding', since: AT, until: AT + 1 } }, '!', 'trouble'],
  ['stopped', { wish: 'on', status: stopped }, '!', 'trouble'],
  ['without a key', { wish: 'on', status: { kind: 'not-ready', missing: 'key' } }, '!', 'trouble'],
  ['without the permission', { wish: 'on', status: { kind: 'not-ready', missing: 'permission' } }, '!', 'trouble'],
])('the badge of an agent who is %s', (_, presence, text, tone) => {
  expect(badgeOf(presence, 0)).toEqual({ text, tone });
});

it('G-P5 paints what stays true while nobody repaints it', async () => {
  await paintBadge({ wish: 'on', status: { kind: 'online', confirmedAt: AT } }, 0);
  const title = await fakeBrowser.action.getTitle({});
  expect(title).toBe(`Deskside – confirmed online ${new Date(AT).toLocaleTimeString()}`);
  expect(title).toMatch(/3:20/);
  expect(await fakeBrowser.action.getBadgeText({})).toBe('');
  await paintBadge({ wish: 'on', status: failing }, 0);
  expect(await fakeBrowser.action.getBadgeText({})).toBe('!');
});

const isOnline: Presence = { wish: 'on', status: { kind: 'online', confirmedAt: AT } };

it.each<[string, Presence, count: number, string]>([
  ['one', isOnline, 1, '1'],
  ['many', isOnline, 99, '99'],
  ['more than fit', isOnline, 100, '99'],
  ['one while connecting', { wish: 'on', status: { kind: 'connecting', since: AT } }, 1, '1'],
  ['one while off', { wish: 'off', status: { kind: 'off' } }, 2, '2'],
  ['one while presence fails', { wish: 'on', status: failing }, 3, '3!'],
  ['one while presence has stopped', { wish: 'on', status: stopped }, 4, '4!'],
])('G-R11 the badge counts the messages that need an answer: %s', (_, presence, count, text) => {
  expect(badgeOf(presence, count)).toEqual({ text, tone: 'trouble' });
});

it('G-R11 the title says so after all that it says of presence', async () => {
  await paintBadge(isOnline, 2);
  expect(await fakeBrowser.action.getBadgeText({})).toBe('2');
  const title = await fakeBrowser.action.getTitle({});
  expect(title.startsWith(`Deskside – confirmed online ${new Date(AT).toLocaleTimeString()} – `)).toBe(true);
  expect(title).toContain(needsAnswerWords(2).title);
  await paintBadge(isOnline, 0);
  expect(await fakeBrowser.action.getBadgeText({})).toBe('');
});
