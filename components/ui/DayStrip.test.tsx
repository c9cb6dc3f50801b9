// @vitest-environment happy-dom
import { screen } from '@testing-library/preact';
import { afterEach, expect, it, vi } from 'vitest';
import { dayOf, segmentsOf } from '../../lib/presence/day-strip.ts';
import type { LogLine, LogReason } from '../../lib/storage/items/presence-log.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { DayStrip } from './DayStrip.tsx';

afterEach(() => {
  vi.unstubAllEnvs();
});

const NOON = new Date(2026, 4, 4, 12).getTime();
const at = (hour: number, minute = 0) => new Date(2026, 4, 4, hour, minute).getTime();
const line = (time: number, why: LogReason): LogLine => ({ at: time, why });

function open(lines: LogLine[], { now = NOON, day = dayOf(now) } = {}) {
  return show(<DayStrip day={day} segments={segmentsOf(lines, day, now)} now={now} name="Today" />);
}
const picture = () => screen.getByRole('img');
const attributes = (of: string, ...names: string[]) =>
  [...picture().querySelectorAll(of)].map((each) => names.map((name) => each.getAttribute(name)).join(' '));

const MORNING = [
  line(at(0), 'closed'),
  line(at(6), 'online'),
  line(at(9), 'idle'),
  line(at(10), 'locked'),
  line(at(11), 'network'),
];

it('says in words what it shows', async () => {
  const { container } = open(MORNING);
  expect(picture().getAttribute('aria-label')).toBe('Today: online 3 h, paused 2 h, trouble 1 h, off 6 h.');
  await expectAccessible(container);
});

it('draws each kind at its time, in a height or a pattern of its own', () => {
  open(MORNING);
  expect(attributes('rect[x]', 'class', 'x', 'width', 'height')).toEqual([
    'strip-off 0% 25% 2',
    'strip-online 25% 12.5% 24',
    'strip-paused 37.5% 8.333% 12',
    'strip-failed 45.833% 4.167% 24',
  ]);
  const id = picture().querySelector('pattern')?.id;
  expect(id).toBeTruthy();
  expect(attributes('.strip-failed', 'fill')).toEqual([`url(#${id})`]);
});

it('keeps even a trouble of seconds in sight', () => {
  open([line(at(9), 'online'), line(at(10), 'network'), line(at(10) + 20_000, 'online')]);
  expect(attributes('.strip-failed', 'width')).toEqual(['0.35%']);
});

it('marks the hours, and where now is', () => {
  open([]);
  expect([...picture().querySelectorAll('text')].map(({ textContent }) => textContent)).toEqual(['6', '12', '18']);
  expect(attributes('.strip-hour', 'x1')).toEqual(['25%', '50%', '75%']);
  expect(attributes('.strip-now', 'x1')).toEqual(['50%']);
});

it('has no mark for now on another day, and says when nothing is known', async () => {
  const { container } = open([], { day: dayOf(NOON, 1) });
  expect(picture().querySelector('.strip-now')).toBeNull();
  expect(picture().getAttribute('aria-label')).toBe('Today: nothing recorded.');
  await expectAccessible(container);
});

it('stretches over the 23 hours of a day on which clocks are put forward', () => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  const now = Date.parse('2026-03-29T21:00Z');
  open([line(0, 'online')], { now, day: dayOf(now) });
  expect(attributes('.strip-hour', 'x1')).toEqual(['21.739%', '47.826%', '73.913%']);
  expect(attributes('.strip-online', 'width')).toEqual(['95.652%']);
});

it('uses no style attribute, which the pages forbid', () => {
  open(MORNING);
  expect(document.querySelectorAll('[style]')).toHaveLength(0);
});
