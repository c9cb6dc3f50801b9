// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/preact';
import papaparse from 'papaparse';
import { expect, it, vi } from 'vitest';
import { type LogLine, type LogReason, MOST_LINES } from '../../../lib/storage/items/presence-log.ts';
import { expectAccessible } from '../../../lib/testing/axe.ts';
import { show } from '../../../lib/testing/show.ts';
import { clockTime } from '../../../lib/text/time.ts';
import { savedFiles } from '../../history/history-testing.tsx';
import { LogWeek } from './LogWeek.tsx';
import { at, NOW } from './presence-testing.tsx';

const line = (time: number, why: LogReason): LogLine => ({ at: time, why });
const LINES = [
  line(at(-15), 'online'),
  line(at(-7), 'closed'),
  line(at(0), 'closed'),
  line(at(9), 'online'),
  line(at(10), 'locked'),
  line(at(10, 30), 'online'),
];
const open = (lines = LINES) => show(<LogWeek lines={lines} now={NOW} />);
const dayOf = (name: string | RegExp) => screen.getByRole('heading', { level: 3, name }).closest('li') as HTMLElement;
const rows = (day: HTMLElement) => [...day.querySelectorAll('details li')].map(({ textContent }) => textContent);
const summary = (day: HTMLElement) => day.querySelector('summary') as HTMLElement;

it('shows a picture for each of the last 7 days, today first, with its totals', async () => {
  const { container } = open();
  const days = screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);
  expect(days).toHaveLength(7);
  expect(days.slice(0, 2)).toEqual(['Today', 'Yesterday']);
  const pictures = screen.getAllByRole('img').map((each) => each.getAttribute('aria-label'));
  expect(pictures.slice(0, 3)).toEqual([
    'Today: online 2 h 30 min, paused 30 min, off 9 h.',
    'Yesterday: online 8 h, off 7 h.',
    expect.stringMatching(/^Saturday.*: nothing recorded\.$/),
  ]);
  expect(within(dayOf('Today')).getByText('online 2 h 30 min · paused 30 min · off 9 h')).toBeTruthy();
  await expectAccessible(container);
});

it('explains the shapes in words', () => {
  open();
  const legend = screen.getByRole('list', { name: 'What the pictures show' });
  const said = within(legend)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
  expect(said).toEqual(['Online', 'Paused by you or a rule', 'Trouble', 'Switched off, or browser closed']);
  const ids = [...document.querySelectorAll('pattern')].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

it('lists the changes of today with their reasons, newest first', () => {
  open();
  expect(rows(dayOf('Today'))).toEqual([
    `${clockTime(at(10, 30))} Online`,
    `${clockTime(at(10))} Offline: screen locked`,
    `${clockTime(at(9))} Online`,
  ]);
  expect(summary(dayOf('Today')).textContent).toBe('3 changes (Today)');
});

it('lists those of another day when I open them', async () => {
  const { container } = open();
  const yesterday = dayOf('Yesterday');
  expect(rows(yesterday)).toEqual([]);
  (yesterday.querySelector('details') as HTMLDetailsElement).open = true;
  yesterday.querySelector('details')?.dispatchEvent(new Event('toggle'));
  await waitFor(() => expect(rows(yesterday)).toHaveLength(2));
  expect(rows(yesterday)[0]).toBe(`${clockTime(at(17))} Offline: browser closed or computer asleep`);
  await expectAccessible(container);
});

it('shows the thousand changes of a bad day', () => {
  const lines = Array.from({ length: MOST_LINES }, (_, i) => line(at(0) + i * 40_000, i % 2 ? 'network' : 'online'));
  open(lines);
  expect(rows(dayOf('Today'))).toHaveLength(MOST_LINES);
});

it('says so when nothing is recorded yet', async () => {
  const { container } = open([]);
  expect(screen.getByText(/^Nothing is recorded yet\./)).toBeTruthy();
  expect(screen.queryByRole('img')).toBeNull();
  expect(screen.queryByRole('button')).toBeNull();
  await expectAccessible(container);
});

it('exports the changes as a table', async () => {
  const files = savedFiles();
  const { user, container } = open();
  await user.click(screen.getByRole('button', { name: 'Export…' }));
  const name = 'deskside-presence-2026-05-04.csv';
  await waitFor(() => expect(screen.getByRole('status').textContent).toBe(`Exported as ${name}.`));
  const { data } = papaparse.parse<Record<string, string>>(
    ((await files.get(name)?.text()) ?? '').replace('\ufeff', ''),
    {
      header: true,
      skipEmptyLines: true,
    },
  );
  expect(data.map(({ state, reason }) => `${state} ${reason}`)).toEqual([
    'online online',
    'off closed',
    'online online',
    'paused locked',
    'online online',
  ]);
  expect(Date.parse(data[0]?.time ?? '')).toBe(at(-15));
  expect(data[0]?.localTime).toBe('2026-05-03 09:00:00');
  await expectAccessible(container);
});

it('G-R9 says when the file could not be made', async () => {
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    throw new Error('no room');
  });
  const { user, container } = open();
  await user.click(screen.getByRole('button', { name: 'Export…' }));
  expect((await screen.findByRole('alert')).textContent).toBe('The file could not be made. Try again.');
  expect(screen.getByRole('status').textContent).toBe('');
  await expectAccessible(container);
});
