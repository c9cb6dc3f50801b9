import { afterEach, describe, expect, it, vi } from 'vitest';
import { type LogLine, type LogReason, logReason } from '../storage/items/presence-log.ts';
import {
  changesIn,
  changesOn,
  dayOf,
  hourOf,
  joined,
  minutesOf,
  type Segment,
  segmentsOf,
  shareOf,
  stripKindOf,
} from './day-strip.ts';

const MINUTE = 60_000;
const NOON = new Date(2026, 4, 4, 12).getTime();
const DAY = dayOf(NOON);
const at = (hour: number, minute = 0) => new Date(2026, 4, 4, hour, minute).getTime();
const line = (time: number, why: LogReason): LogLine => ({ at: time, why });
/** A segment in few words: "9:00–12:00 online". */
const short = ({ from, to, why }: Segment) =>
  `${[from, to].map((time) => new Date(time).toTimeString().slice(0, 5)).join('–')} ${why}`;

describe('the segments of a day', () => {
  it('each last until the next line, and the last until now', () => {
    const lines = [line(at(9), 'online'), line(at(10), 'locked'), line(at(10, 30), 'online')];
    expect(segmentsOf(lines, DAY, NOON).map(short)).toEqual([
      '09:00–10:00 online',
      '10:00–10:30 locked',
      '10:30–12:00 online',
    ]);
  });

  it('are none before the first line, of which nothing is known', () => {
    expect(segmentsOf([], DAY, NOON)).toEqual([]);
    expect(segmentsOf([line(at(11), 'online')], DAY, NOON).map(short)).toEqual(['11:00–12:00 online']);
  });

  it('begin with what the day before ended with, and end with the day', () => {
    const lines = [line(at(-3), 'off'), line(at(20), 'online')];
    expect(segmentsOf(lines, DAY, at(50)).map(short)).toEqual(['00:00–20:00 off', '20:00–00:00 online']);
    expect(segmentsOf(lines, dayOf(at(30)), at(50)).map(short)).toEqual(['00:00–00:00 online']);
    expect(segmentsOf(lines, dayOf(at(74)), at(50)).map(short)).toEqual([]);
  });

  it('are the same in whatever order the lines come', () => {
    const lines = [line(at(10), 'idle'), line(at(8), 'online'), line(at(9), 'network')];
    expect(segmentsOf(lines, DAY, NOON)).toEqual(segmentsOf(lines.toReversed(), DAY, NOON));
    expect(lines[0]?.why).toBe('idle');
  });

  it('leave out what lasted no time, and what a clock that was put back has in the future', () => {
    const lines = [line(at(9), 'network'), line(at(9), 'online'), line(at(13), 'off')];
    expect(segmentsOf(lines, DAY, NOON).map(short)).toEqual(['09:00–12:00 online']);
  });
});

describe('the picture', () => {
  it('has a kind for every reason', () => {
    const kinds = logReason.options.map((why) => `${why} ${stripKindOf(why)}`);
    expect(kinds).toContain('online online');
    expect(kinds.filter((each) => each.endsWith(' paused'))).toHaveLength(5);
    expect(kinds.filter((each) => each.endsWith(' failed'))).toHaveLength(7);
    expect(kinds.filter((each) => each.endsWith(' off'))).toEqual(['off off', 'closed off']);
  });

  it('joins neighbours of one kind, which keep their reasons in the list', () => {
    const lines = [line(at(8), 'locked'), line(at(9), 'idle'), line(at(10), 'online'), line(at(11), 'paused')];
    const segments = segmentsOf(lines, DAY, NOON);
    expect(segments).toHaveLength(4);
    expect(joined(segments).map(({ kind, from, to }) => [kind, (to - from) / MINUTE])).toEqual([
      ['paused', 120],
      ['online', 60],
      ['paused', 60],
    ]);
  });

  it('counts the minutes of each kind', () => {
    const lines = [line(at(8), 'online'), line(at(9), 'network'), line(at(9, 2), 'online'), line(at(11), 'idle')];
    expect(minutesOf(segmentsOf(lines, DAY, NOON))).toEqual({ online: 178, failed: 2, paused: 60, off: 0 });
  });

  it('knows where in the day a moment lies', () => {
    expect([0, 6, 12, 24].map((hour) => shareOf(DAY, at(hour)))).toEqual([0, 0.25, 0.5, 1]);
  });
});

describe('the list', () => {
  it('holds the changes of the day, newest first, and not what the day inherited', () => {
    const lines = [line(at(-1), 'online'), line(at(0), 'online'), line(at(9), 'idle'), line(at(10), 'online')];
    expect(changesOn(changesIn(lines), DAY)).toEqual([line(at(10), 'online'), line(at(9), 'idle')]);
    expect(changesOn(changesIn(lines.slice(1)), DAY)).toHaveLength(3);
    expect(changesOn(changesIn([]), DAY)).toEqual([]);
  });
});

describe('days', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it.each([
    ['2026-03-29T12:00Z', 23],
    ['2026-10-25T12:00Z', 25],
    ['2026-05-04T12:00Z', 24],
  ])('have as many hours as they have: %s', (time, hours) => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    const day = dayOf(Date.parse(time));
    expect((day.end - day.start) / (60 * MINUTE)).toBe(hours);
    const share = (hours - 6) / hours;
    expect(shareOf(day, hourOf(day, 18))).toBeCloseTo(share);
    expect(minutesOf(segmentsOf([line(0, 'online')], day, day.end)).online).toBe(hours * 60);
  });

  it('lie before this one, over months and changes of clocks', () => {
    vi.stubEnv('TZ', 'Europe/Berlin');
    const days = [0, 1, 2, 6].map((back) => dayOf(Date.parse('2026-03-30T10:00Z'), back).start);
    expect(days.map((start) => new Date(start).toDateString().slice(4, 10))).toEqual([
      'Mar 30',
      'Mar 29',
      'Mar 28',
      'Mar 24',
    ]);
    expect(days.every((start) => new Date(start).getHours() === 0)).toBe(true);
  });
});
