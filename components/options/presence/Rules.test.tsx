// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/preact';
import { expect, it, vi } from 'vitest';
import { err, ok } from '../../../lib/result.ts';
import type { Presence } from '../../../lib/storage/items/presence.ts';
import type { PresenceSettings } from '../../../lib/storage/items/presence-settings.ts';
import { expectAccessible } from '../../../lib/testing/axe.ts';
import { show } from '../../../lib/testing/show.ts';
import { clockTime, comingTime } from '../../../lib/text/time.ts';
import type { RuleChange } from '../../../lib/view/presence-page.ts';
import type { Saved } from '../useSaving.tsx';
import { at, mondayOf, NOW, ONLINE, openPresencePage, rulesOf, scheduleOf } from './presence-testing.tsx';
import { Rules } from './Rules.tsx';

type Given = { presence?: Presence; rules?: PresenceSettings; canSeeLock?: boolean; answer?: Saved };

function open({ presence = ONLINE, rules = rulesOf(), canSeeLock = true, answer = ok(undefined) }: Given = {}) {
  const onChange = vi.fn(async (_: RuleChange) => answer);
  const onStay = vi.fn(async (_: number | null) => answer);
  const given = { rules, now: NOW, canSeeLock, onChange, onStay };
  const page = show(<Rules presence={presence} {...given} />);
  const becomes = (next: Presence) => page.rerender(<Rules presence={next} {...given} />);
  return { onChange, onStay, becomes, ...page };
}
const rule = (name: RegExp) => screen.getByText(name).closest('li') as HTMLElement;
const box = (name: RegExp) => screen.getByRole<HTMLInputElement>('checkbox', { name });
const minutes = () => screen.getByRole<HTMLInputElement>('spinbutton', { name: 'Minutes' });
const ALL_ON = rulesOf({
  idle: { isOn: true, minutes: 10 },
  lock: { isOn: true },
  schedule: scheduleOf({ week: mondayOf({ from: 540, to: 1020 }) }),
});
const resting = (why: 'no-window' | 'locked' | 'outside-schedule' | 'idle'): Presence => ({
  ...ONLINE,
  status: { kind: 'resting', why, since: at(11) },
});
const IDLE = /nobody has touched/;
const LOCK = /screen is locked/;
const HOURS = /outside my hours/;
const WINDOW = /No browser window/;

it('lists the rules in the order in which they win, each with what it sees now', async () => {
  const { container } = open({ rules: ALL_ON });
  const said = screen.getAllByRole('listitem').map(({ textContent }) => textContent ?? '');
  expect(said).toHaveLength(5);
  expect(said[0]).toBe('A pause of yours comes first.Now: no pause.');
  expect(said[1]).toMatch(/^No browser window for 60 seconds counts as closed\.Now: a window is open\./);
  expect(said[2]).toMatch(/^Pause when the screen is locked.*Now: unlocked\./);
  expect(said[3]).toContain(`Now: within your hours, until ${clockTime(at(17))}.`);
  expect(said[4]).toMatch(/^Pause when nobody has touched keyboard or mouse for 10 minutes.*Now: in use\./);
  expect(screen.queryByText(/keeps you offline now/)).toBeNull();
  await expectAccessible(container);
});

it('says of a rule that is off that it is not used', () => {
  open();
  expect(screen.getAllByText('Not used.')).toHaveLength(3);
  expect(screen.queryByRole('button')).toBeNull();
});

it('has no rule for the lock where the browser does not report it', () => {
  open({ rules: ALL_ON, canSeeLock: false });
  expect(screen.queryByRole('checkbox', { name: LOCK })).toBeNull();
  expect(screen.getAllByRole('checkbox')).toHaveLength(2);
});

it.each([
  ['no-window', WINDOW],
  ['locked', LOCK],
  ['outside-schedule', HOURS],
  ['idle', IDLE],
] as const)('marks in words the rule that keeps me offline: %s', async (why, words) => {
  const { becomes, container } = open({ presence: resting(why), rules: ALL_ON });
  expect(within(rule(words)).getByText('This keeps you offline now.')).toBeTruthy();
  expect(screen.getAllByText('This keeps you offline now.')).toHaveLength(1);
  await expectAccessible(container);
  becomes(ONLINE);
  expect(screen.queryByText('This keeps you offline now.')).toBeNull();
});

it('follows keyboard, mouse, screen and windows', () => {
  const { becomes } = open({ rules: ALL_ON });
  becomes({ ...ONLINE, input: 'idle', inputSince: at(11, 45) });
  expect(rule(IDLE).textContent).toContain(`Now: idle since ${clockTime(at(11, 45))}.`);
  expect(rule(LOCK).textContent).toContain('Now: unlocked.');
  becomes({ ...ONLINE, input: 'locked', inputSince: at(11, 50) });
  expect(rule(LOCK).textContent).toContain(`Now: locked since ${clockTime(at(11, 50))}.`);
  const { input: _, ...unasked } = ONLINE;
  becomes({ ...unasked, windowlessSince: at(11) });
  expect(rule(IDLE).textContent).toContain('Now: not known yet.');
  expect(rule(LOCK).textContent).toContain('Now: not known yet.');
  expect(rule(WINDOW).textContent).toContain('Now: no window is open.');
});

it.each([
  [mondayOf({ from: 13 * 60, to: 17 * 60 }), `Now: outside your hours, until ${clockTime(at(13))}.`],
  [mondayOf({ from: 9 * 60, to: 11 * 60 }), `Now: outside your hours, until ${comingTime(at(9 + 7 * 24), NOW)}.`],
  [mondayOf(), 'You have no hours at all, so you would never be online.'],
  [Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]), 'Now: within your hours, around the clock.'],
])('says how long my hours stay as they are', (week, words) => {
  open({ rules: rulesOf({ schedule: scheduleOf({ week: week as PresenceSettings['schedule']['week'] }) }) });
  expect(rule(HOURS).textContent).toContain(words);
});

it('saves a rule when I switch it, with the keyboard too', async () => {
  const { user, onChange, container } = open();
  await user.tab();
  expect(document.activeElement).toBe(box(LOCK));
  await user.keyboard(' ');
  expect(onChange.mock.calls[0]?.[0](rulesOf())).toEqual({ lock: { isOn: true } });
  await waitFor(() => expect(within(rule(LOCK)).getByRole('status').textContent).toBe('Saved.'));
  await user.click(box(HOURS));
  expect(onChange.mock.calls[1]?.[0](ALL_ON)).toEqual({ schedule: { ...ALL_ON.schedule, isOn: true } });
  await user.click(box(IDLE));
  expect(onChange.mock.calls[2]?.[0](rulesOf({ idle: { isOn: false, minutes: 99 } }))).toEqual({
    idle: { isOn: true, minutes: 99 },
  });
  await expectAccessible(container);
});

it('G-R9 says at the rule why it was not saved, and shows what is still in use', async () => {
  const { user, container } = open({ answer: err({ kind: 'storage-unavailable' }) });
  await user.click(box(LOCK));
  expect((await within(rule(LOCK)).findByRole('alert')).textContent).toContain('could not store the change');
  expect(box(LOCK).checked).toBe(false);
  expect(screen.getAllByRole('alert')).toHaveLength(1);
  await expectAccessible(container);
});

it.each(['left', 'Enter'])('saves the minutes when the field is %s, and not while I type', async (way) => {
  const { user, onChange } = open();
  await user.clear(minutes());
  await user.type(minutes(), '45');
  expect(onChange).not.toHaveBeenCalled();
  await (way === 'Enter' ? user.keyboard('{Enter}') : user.tab());
  await waitFor(() => expect(onChange).toHaveBeenCalledTimes(1));
  expect(onChange.mock.calls[0]?.[0](ALL_ON)).toEqual({ idle: { isOn: true, minutes: 45 } });
});

it('saves nothing when the minutes are what they were', async () => {
  const { user, onChange } = open();
  await user.click(minutes());
  await user.tab();
  await user.clear(minutes());
  await user.type(minutes(), '010{Enter}');
  expect(onChange).not.toHaveBeenCalled();
});

it.each(['0', '241', '1.5', '-3', '1e1', ''])('says what is wrong with %j minutes, and keeps them', async (typed) => {
  const { user, onChange, container } = open();
  await user.clear(minutes());
  if (typed) await user.type(minutes(), typed);
  const shown = minutes().value;
  await user.tab();
  expect((await screen.findByRole('alert')).textContent).toBe('Fill in a whole number from 1 to 240.');
  expect(screen.getByRole('spinbutton', { description: /whole number from 1/ })).toBe(minutes());
  expect(minutes().value).toBe(shown);
  expect(onChange).not.toHaveBeenCalled();
  await expectAccessible(container);
  await user.clear(minutes());
  await user.type(minutes(), '1{Enter}');
  expect(screen.queryByText(/whole number/)).toBeNull();
  expect(onChange).toHaveBeenCalledTimes(1);
});

it('G-R9 keeps the minutes that could not be saved', async () => {
  const { user } = open({ answer: err({ kind: 'no-answer' }) });
  await user.clear(minutes());
  await user.type(minutes(), '45{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('interrupted');
  expect(minutes().value).toBe('45');
});

it('keeps me online while idle for an hour, until I end it', async () => {
  const { user, onStay, becomes, container } = open({ rules: ALL_ON });
  const button = screen.getByRole('button', { name: 'Stay online while idle for 1 h' });
  const before = Date.now();
  await user.click(button);
  // An hour from the click, not from when the page last drew the minute.
  const [until] = onStay.mock.lastCall as [number];
  expect(until - before - 3_600_000).toBeGreaterThanOrEqual(0);
  expect(until - before - 3_600_000).toBeLessThan(60_000);
  becomes({ ...ONLINE, stayOnlineUntil: at(13) });
  expect(screen.getByText(`You stay online while idle until ${clockTime(at(13))}.`)).toBeTruthy();
  expect(document.activeElement).toBe(button);
  expect(button.textContent).toBe('End that');
  await expectAccessible(container);
  await user.keyboard('{Enter}');
  expect(onStay).toHaveBeenLastCalledWith(null);
  becomes({ ...ONLINE, stayOnlineUntil: NOW });
  expect(button.textContent).toBe('Stay online while idle for 1 h');
});

it('shows on the page what was saved', async () => {
  const { user, background } = await openPresencePage();
  await user.clear(minutes());
  await user.type(minutes(), '1{Enter}');
  expect(await screen.findByRole('checkbox', { name: /for 1 minute$/ })).toBeTruthy();
  expect(background.stored.idle.minutes).toBe(1);
});
