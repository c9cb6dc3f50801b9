// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { beforeEach, expect, it, vi } from 'vitest';
import { err, ok, type Result } from '../../../lib/result.ts';
import type { StorageFailure } from '../../../lib/storage/failure.ts';
import type { Block, Schedule } from '../../../lib/storage/items/presence-settings.ts';
import { expectAccessible } from '../../../lib/testing/axe.ts';
import { show } from '../../../lib/testing/show.ts';
import { dateWords, hoursWords, timeIn } from '../../../lib/text/week.ts';
import { mondayOf, NOW, scheduleOf } from './presence-testing.tsx';
import { ScheduleCard } from './ScheduleCard.tsx';
import type { ScheduleEdit } from './useEdits.tsx';

const MORNING = { from: 540, to: 720 };
const AFTERNOON = { from: 780, to: 1020 };
const NIGHT = { from: 1320, to: 360 };
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

beforeEach(() => {
  // Browsers know 400, which take long to look through.
  vi.spyOn(Intl, 'supportedValuesOf').mockReturnValue(['America/New_York', 'Europe/Berlin']);
});

/** The card before a store that takes what it is given, or says that it cannot. */
function open(change: Partial<Schedule> = {}) {
  const store = { schedule: scheduleOf({ week: mondayOf(MORNING, AFTERNOON), ...change }), isFull: false };
  const saves = vi.fn();
  function Page() {
    const [schedule, setSchedule] = useState(store.schedule);
    const save = async (edit: ScheduleEdit): Promise<Result<unknown, StorageFailure>> => {
      saves();
      if (store.isFull) return err({ kind: 'storage-unavailable' });
      store.schedule = edit(store.schedule);
      setSchedule(store.schedule);
      return ok(undefined);
    };
    return <ScheduleCard schedule={schedule} here={here} now={NOW} onChange={save} />;
  }
  return { store, saves, ...show(<Page />) };
}
const times = (name: string) => screen.queryAllByLabelText<HTMLInputElement>(name);
const values = (day = 'Monday') =>
  times(`${day}, from`).map(({ value }, i) => `${value}–${times(`${day}, to`)[i]?.value}`);
const field = (name: string, row = 0) => times(name)[row] as HTMLInputElement;
const button = (name: string | RegExp) => screen.getByRole('button', { name });
const set = (input: HTMLInputElement, value: string) => fireEvent.input(input, { target: { value } });
const removeMonday = (block: Block) => button(`Remove Monday, ${hoursWords(block)}`);
const dayRow = (name: string) => screen.getByRole('rowheader', { name }).closest('tr') as HTMLElement;

it('shows the week as a table with the hours of each day', async () => {
  const { container } = open();
  const week = screen.getByRole('table', { name: 'Hours of the week' });
  const days = within(week)
    .getAllByRole('rowheader')
    .map(({ textContent }) => textContent);
  expect(days).toEqual(['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']);
  expect(values()).toEqual(['09:00–12:00', '13:00–17:00']);
  expect(within(dayRow('Tuesday')).getByText('No hours')).toBeTruthy();
  await expectAccessible(container);
});

it('draws the hours of each day, with what is left over from the night before', () => {
  open({ week: mondayOf(MORNING, NIGHT) });
  const drawn = (name: string) =>
    [...dayRow(name).querySelectorAll('rect')].map((each) => [each.getAttribute('x'), each.getAttribute('width')]);
  expect(drawn('Monday')).toEqual([
    ['37.5%', '12.5%'],
    ['91.667%', '8.333%'],
  ]);
  expect(drawn('Tuesday')).toEqual([['0%', '25%']]);
  expect(dayRow('Monday').querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
});

it.each([
  [NIGHT, 'until the next day'],
  [{ from: 540, to: 1440 }, 'until midnight'],
  [{ from: 540, to: 0 }, 'until midnight'],
  [{ from: 540, to: 540 }, '24 hours, until the next day'],
])('says when hours go beyond the day: %j', (block, words) => {
  open({ week: mondayOf(block) });
  expect(screen.getByText(words)).toBeTruthy();
  expect(screen.getByLabelText('Monday, to').getAttribute('aria-describedby')).toBe(screen.getByText(words).id);
});

it('saves a change when its row is left, not between its two times', async () => {
  const { user, store, saves } = open();
  set(field('Monday, from'), '08:15');
  field('Monday, from').focus();
  await user.tab();
  expect(document.activeElement).toBe(field('Monday, to'));
  expect(saves).not.toHaveBeenCalled();
  set(field('Monday, to'), '00:00');
  await user.tab();
  expect(saves).not.toHaveBeenCalled();
  await user.tab();
  await waitFor(() => expect(store.schedule.week[0]).toEqual([{ from: 495, to: 1440 }, AFTERNOON]));
  expect(await screen.findByText('Saved.')).toBeTruthy();
  expect(document.activeElement).toBe(field('Monday, from', 1));
});

it('saves a change with Enter, and nothing when nothing has changed', async () => {
  const { user, store, saves } = open();
  field('Monday, to').focus();
  await user.keyboard('{Enter}');
  set(field('Monday, to'), '12:00');
  await user.keyboard('{Enter}');
  expect(saves).not.toHaveBeenCalled();
  set(field('Monday, to'), '12:30');
  await user.keyboard('{Enter}');
  await waitFor(() => expect(store.schedule.week[0][0]).toEqual({ from: 540, to: 750 }));
  expect(document.activeElement).toBe(field('Monday, to'));
});

it('keeps an empty time on screen, says what is missing, and saves nothing', async () => {
  const { user, store, saves, container } = open();
  set(field('Monday, from', 1), '');
  fireEvent.focusOut(field('Monday, from', 1));
  expect((await screen.findByRole('alert')).textContent).toContain('Fill in both times.');
  expect(field('Monday, from', 1).getAttribute('aria-invalid')).toBe('true');
  expect(field('Monday, to', 1).getAttribute('aria-invalid')).toBeNull();
  await expectAccessible(container);
  // It stays there when the hours above it go.
  await user.click(removeMonday(MORNING));
  await waitFor(() => expect(values()).toEqual(['–17:00']));
  expect(store.schedule.week[0]).toEqual([AFTERNOON]);
  expect(saves).toHaveBeenCalledTimes(1);
  set(field('Monday, from'), '14:00');
  expect(screen.queryByRole('alert')).toBeNull();
  fireEvent.focusOut(field('Monday, from'));
  await waitFor(() => expect(store.schedule.week[0]).toEqual([{ from: 840, to: 1020 }]));
});

it('G-R9 says that hours could not be saved, and keeps what I filled in', async () => {
  const { user, store, container } = open();
  store.isFull = true;
  set(field('Monday, from'), '08:00');
  field('Monday, from').focus();
  await user.keyboard('{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('could not store the change');
  expect(values()[0]).toBe('08:00–12:00');
  await user.click(removeMonday(AFTERNOON));
  await user.click(button('Add hours, Monday'));
  expect(values()).toHaveLength(2);
  await expectAccessible(container);
});

it('adds hours after those that are there, and puts me into them', async () => {
  const { user, store, container } = open();
  await user.click(button('Add hours, Monday'));
  await waitFor(() => expect(document.activeElement).toBe(field('Monday, from', 2)));
  expect(values()[2]).toBe('18:00–22:00');
  await user.click(button('Add hours, Sunday'));
  await waitFor(() => expect(document.activeElement).toBe(field('Sunday, from')));
  expect(store.schedule.week[6]).toEqual([{ from: 540, to: 1020 }]);
  await expectAccessible(container);
});

it('moves me to the neighbour of what I remove, and at last to the button that adds', async () => {
  const { user } = open();
  removeMonday(MORNING).focus();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(document.activeElement).toBe(field('Monday, from')));
  expect(values()).toEqual(['13:00–17:00']);
  removeMonday(AFTERNOON).focus();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(document.activeElement).toBe(button('Add hours, Monday')));
  expect(values()).toEqual([]);
});

it('puts back what I removed, where it was', async () => {
  const { user, store, container } = open();
  await user.click(removeMonday(MORNING));
  expect(await screen.findByText(`Removed: Monday, ${hoursWords(MORNING)}.`)).toBeTruthy();
  await expectAccessible(container);
  await user.click(button('Undo'));
  await waitFor(() => expect(store.schedule.week[0]).toEqual([MORNING, AFTERNOON]));
  expect(await screen.findByText('It is back.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  expect(document.activeElement?.textContent).toBe('It is back.');
});

it('removes only once, however often I press', async () => {
  const { user, store } = open({ week: mondayOf(MORNING, MORNING, AFTERNOON) });
  await user.dblClick(button(`Remove Monday, ${hoursWords(AFTERNOON)}`));
  await waitFor(() => expect(store.schedule.week[0]).toEqual([MORNING, MORNING]));
});

it('takes twelve blocks on a day, and says that there are no more', async () => {
  const blocks = Array.from({ length: 11 }, (_, i) => ({ from: i * 60, to: i * 60 + 30 }));
  const { user, container } = open({ week: mondayOf(...blocks) });
  await user.click(button('Add hours, Monday'));
  expect(await screen.findByText('More than 12 blocks do not fit into a day.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Add hours, Monday' })).toBeNull();
  expect(document.activeElement).toBe(field('Monday, from', 11));
  await expectAccessible(container);
});

it('copies Monday to the working days, and takes that back', async () => {
  const { user, store } = open();
  const { week } = store.schedule;
  await user.click(button('Copy Monday to Tuesday–Friday'));
  await waitFor(() => expect(values('Friday')).toEqual(['09:00–12:00', '13:00–17:00']));
  expect(values('Saturday')).toEqual([]);
  await user.click(button('Undo'));
  await waitFor(() => expect(store.schedule.week).toEqual(week));
});

it('names the zone of the hours, and says when this computer is set to another', async () => {
  const { user, store, container } = open();
  const zone = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Time zone of these hours' });
  expect(zone.value).toBe(here);
  expect(screen.queryByText(/This computer is set to/)).toBeNull();
  await user.selectOptions(zone, 'America/New York');
  await waitFor(() => expect(store.schedule.zone).toMatch(/New_York$/));
  const there = timeIn(store.schedule.zone, NOW);
  const words = new RegExp(`hours in America/New York, where it is ${there} now\\. This computer is set to`);
  expect(screen.getByRole('combobox', { description: words })).toBe(zone);
  await expectAccessible(container);
});

it('keeps a zone that this browser does not know, and says which it takes', async () => {
  const zone = `Etc/${'Long_Name_'.repeat(9)}`;
  const { container } = open({ zone });
  expect(screen.getByRole<HTMLSelectElement>('combobox').value).toBe(zone);
  expect(screen.getByText(/does not know this time zone\. It takes this computer’s/)).toBeTruthy();
  await expectAccessible(container);
});

const CHRISTMAS = '2026-12-24';
const off = (...dates: string[]) => dates.map((date) => ({ date, blocks: [] }));
const dateField = () => screen.getByLabelText<HTMLInputElement>('Date');
const removeDate = (date: string) => button(`Remove ${dateWords(date)}`);

it('adds days off by their date, in order', async () => {
  const { user, store, container } = open({ exceptions: off('2026-12-25') });
  set(dateField(), CHRISTMAS);
  dateField().focus();
  await user.keyboard('{Enter}');
  expect(await screen.findByText(`${dateWords(CHRISTMAS)} is a day off now. Add hours if you work.`)).toBeTruthy();
  expect(store.schedule.exceptions).toEqual(off(CHRISTMAS, '2026-12-25'));
  expect(dateField().value).toBe('');
  expect(document.activeElement).toBe(dateField());
  expect(screen.getAllByText('Day off')).toHaveLength(2);
  await expectAccessible(container);
});

it('gives a day hours of its own', async () => {
  const { user, store } = open({ exceptions: off(CHRISTMAS) });
  await user.click(button(`Add hours, ${dateWords(CHRISTMAS)}`));
  await waitFor(() => expect(document.activeElement).toBe(field(`${dateWords(CHRISTMAS)}, from`)));
  set(field(`${dateWords(CHRISTMAS)}, to`), '12:00');
  await user.keyboard('{Tab}{Enter}');
  await waitFor(() => expect(store.schedule.exceptions).toEqual([{ date: CHRISTMAS, blocks: [MORNING] }]));
  await user.click(button(`Remove ${dateWords(CHRISTMAS)}, ${hoursWords(MORNING)}`));
  await waitFor(() => expect(store.schedule.exceptions).toEqual(off(CHRISTMAS)));
  await user.click(button('Undo'));
  await waitFor(() => expect(store.schedule.exceptions).toEqual([{ date: CHRISTMAS, blocks: [MORNING] }]));
});

it.each([
  ['', 'Choose a date first.'],
  ['0002-12-24', 'Choose a date first.'],
  [CHRISTMAS, 'This day is in the list already.'],
])('adds no %j, and says why', async (date, words) => {
  const { user, saves, container } = open({ exceptions: off(CHRISTMAS) });
  if (date) set(dateField(), date);
  await user.click(button('Add day'));
  expect((await screen.findByRole('alert')).textContent).toBe(words);
  expect(dateField().value).toBe(date);
  expect(saves).not.toHaveBeenCalled();
  await expectAccessible(container);
});

it('moves me to the day beside the one that I remove, at last to the date, and takes it back', async () => {
  const { user, store } = open({ exceptions: off('2026-12-24', '2026-12-25', '2026-12-26') });
  await user.click(removeDate('2026-12-25'));
  await waitFor(() => expect(document.activeElement).toBe(removeDate('2026-12-26')));
  await user.keyboard('{Enter}');
  await waitFor(() => expect(document.activeElement).toBe(removeDate('2026-12-24')));
  await user.keyboard('{Enter}');
  await waitFor(() => expect(document.activeElement).toBe(dateField()));
  await user.click(button('Undo'));
  await waitFor(() => expect(store.schedule.exceptions).toEqual(off('2026-12-24')));
});

it('marks past days in words, and removes them all at once', async () => {
  const dates = ['2026-01-01', '2026-05-01', '2026-05-04', '2026-12-25'];
  const { user, store, container } = open({ exceptions: off(...dates) });
  expect(screen.getAllByText('past')).toHaveLength(2);
  await expectAccessible(container);
  await user.click(button('Remove 2 past days'));
  await waitFor(() => expect(store.schedule.exceptions).toEqual(off('2026-05-04', '2026-12-25')));
  expect(await screen.findByText('Removed: 2 past days.')).toBeTruthy();
  expect(document.activeElement).toBe(removeDate('2026-05-04'));
  await user.click(button('Undo'));
  await waitFor(() => expect(store.schedule.exceptions).toEqual(off(...dates)));
});

it('takes no more days than can be stored', async () => {
  const dates = Array.from({ length: 200 }, (_, i) => new Date(Date.UTC(2027, 0, 1 + i)).toISOString().slice(0, 10));
  const { user, saves } = open({ exceptions: off(...dates) });
  set(dateField(), '2028-01-01');
  await user.click(button('Add day'));
  expect((await screen.findByRole('alert')).textContent).toBe('More than 200 days do not fit. Remove past ones first.');
  expect(saves).not.toHaveBeenCalled();
});
