import { describe, expect, it } from 'vitest';
import { type Block, defaultPresenceSettings, MOST_BLOCKS } from '../storage/items/presence-settings.ts';
import * as hours from './week-hours.ts';

const { schedule } = defaultPresenceSettings;
const MORNING = { from: 540, to: 720 };
const NIGHT = { from: 1320, to: 360 };
const FULL: Block[] = Array.from({ length: MOST_BLOCKS }, (_, i) => ({ from: i * 60, to: i * 60 + 30 }));

describe('the week', () => {
  it('changes on one day alone', () => {
    const changed = hours.onWeekday(schedule, 5, () => [MORNING]);
    expect(changed.week[5]).toEqual([MORNING]);
    expect(changed.week.toSpliced(5, 1)).toEqual(schedule.week.toSpliced(5, 1));
    expect(schedule.week[5]).toEqual([]);
  });

  it('takes the hours of a day for all working days', () => {
    const changed = hours.onWorkingDays(
      hours.onWeekday(schedule, 0, () => [MORNING]),
      0,
    );
    expect(changed.week).toEqual([...Array.from({ length: 5 }, () => [MORNING]), [], []]);
  });

  it('shows on a day what is left over from the night before', () => {
    const nights = hours.onWeekday(schedule, 6, () => [NIGHT]);
    expect(hours.coveredOn(nights, 6)).toEqual([{ from: 1320, to: 1440 }]);
    expect(hours.coveredOn(nights, 0)).toEqual([
      { from: 0, to: 360 },
      { from: 540, to: 1020 },
    ]);
    const toMidnight = hours.onWeekday(schedule, 6, () => [{ from: 540, to: 0 }]);
    expect(hours.coveredOn(toMidnight, 0)).toEqual([{ from: 540, to: 1020 }]);
  });
});

describe('dates', () => {
  it('stand in order, once each', () => {
    const days = ['2026-12-25', '2026-12-24', '2026-12-25'].map((date) => ({ date, blocks: [] }));
    const changed = hours.withDates(schedule, days);
    expect(changed.exceptions.map(({ date }) => date)).toEqual(['2026-12-24', '2026-12-25']);
    expect(hours.onDate(changed, '2026-12-24', hours.withMore).exceptions[0]?.blocks).toEqual([
      { from: 540, to: 1020 },
    ]);
    expect(hours.onDate(changed, '2026-12-31', hours.withMore)).toEqual(changed);
    expect(hours.withoutDates(changed, ['2026-12-24']).exceptions.map(({ date }) => date)).toEqual(['2026-12-25']);
  });
});

describe('blocks', () => {
  it('are found by what they are, and left alone when they are gone', () => {
    expect(hours.replaced(MORNING, NIGHT)([NIGHT, MORNING, MORNING])).toEqual([NIGHT, NIGHT, MORNING]);
    expect(hours.replaced(MORNING, NIGHT)([])).toEqual([]);
    expect(hours.without(MORNING)([MORNING, NIGHT, MORNING])).toEqual([NIGHT, MORNING]);
    expect(hours.without(MORNING)([NIGHT])).toEqual([NIGHT]);
  });

  it('come back where they were', () => {
    expect(hours.insertedAt(0, MORNING)([NIGHT])).toEqual([MORNING, NIGHT]);
    expect(hours.insertedAt(9, MORNING)([NIGHT])).toEqual([NIGHT, MORNING]);
  });

  it.each([
    [[], { from: 540, to: 1020 }],
    [[MORNING], { from: 780, to: 1020 }],
    [[{ from: 780, to: 1020 }, MORNING], { from: 1080, to: 1320 }],
    [[{ from: 540, to: 1380 }], { from: 1380, to: 1440 }],
    [[NIGHT], { from: 1380, to: 1440 }],
  ])('are added after those that are there: %j', (before, added) => {
    expect(hours.withMore(before)).toEqual([...before, added]);
  });

  it('are never more than can be stored', () => {
    expect(hours.withMore(FULL)).toEqual(FULL);
    expect(hours.insertedAt(0, MORNING)(FULL)).toEqual(FULL);
  });
});
