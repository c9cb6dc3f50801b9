import { describe, expect, it } from 'vitest';
import { type Block, defaultPresenceSettings, type Schedule } from '../storage/items/presence-settings.ts';
import { scheduleAt } from './schedule.ts';

const at = (hour: number, minute = 0) => hour * 60 + minute;
const block = (from: number, to: number): Block => ({ from, to });
const FULL = [block(0, 1440)];

type Change = Partial<Omit<Schedule, 'week'>> & { week?: Block[][] };
const scheduleOf = ({ week = [], ...change }: Change = {}): Schedule => ({
  ...defaultPresenceSettings.schedule,
  zone: 'Europe/Berlin',
  week: [0, 1, 2, 3, 4, 5, 6].map((day) => week[day] ?? []) as Schedule['week'],
  ...change,
});
const everyDay = (...blocks: Block[]): Block[][] => Array.from({ length: 7 }, () => blocks);

/** What the schedule says, with the next change in the words of its offset. */
function says(schedule: Schedule, now: string) {
  const { isOpen, changesAt } = scheduleAt(schedule, Date.parse(now));
  return [isOpen, changesAt === undefined ? undefined : new Date(changesAt).toISOString().replace(':00.000Z', 'Z')];
}

const nineToFive = scheduleOf({ week: Array.from({ length: 5 }, () => [block(at(9), at(17))]) });

describe('an ordinary week', () => {
  // 4 May 2026 is a Monday.
  it.each([
    ['before the hours', '2026-05-04T08:59+02:00', false, '2026-05-04T07:00Z'],
    ['when they begin', '2026-05-04T09:00+02:00', true, '2026-05-04T15:00Z'],
    ['within them', '2026-05-04T12:00+02:00', true, '2026-05-04T15:00Z'],
    ['when they end', '2026-05-04T17:00+02:00', false, '2026-05-05T07:00Z'],
    ['on Friday evening', '2026-05-08T20:00+02:00', false, '2026-05-11T07:00Z'],
    ['on Sunday', '2026-05-10T12:00+02:00', false, '2026-05-11T07:00Z'],
  ])('%s', (_, now, isOpen, changesAt) => {
    expect(says(nineToFive, now)).toEqual([isOpen, changesAt]);
  });

  it('is read in its own zone, wherever the computer is', () => {
    const zone = 'Asia/Kathmandu';
    expect(says({ ...nineToFive, zone }, '2026-05-04T03:14Z')).toEqual([false, '2026-05-04T03:15Z']);
    expect(says({ ...nineToFive, zone }, '2026-05-04T03:15Z')).toEqual([true, '2026-05-04T11:15Z']);
  });

  it('goes by its hours whether or not it is switched on: that is for others to ask', () => {
    expect(says({ ...nineToFive, isOn: true }, '2026-05-04T10:00Z')).toEqual(
      says({ ...nineToFive, isOn: false }, '2026-05-04T10:00Z'),
    );
  });
});

describe('blocks', () => {
  const monday = (...blocks: Block[]) => scheduleOf({ week: [blocks] });

  it('over midnight end on the next day', () => {
    const night = monday(block(at(22), at(6)));
    expect(says(night, '2026-05-04T23:00+02:00')).toEqual([true, '2026-05-05T04:00Z']);
    expect(says(night, '2026-05-05T05:59+02:00')).toEqual([true, '2026-05-05T04:00Z']);
    expect(says(night, '2026-05-05T06:00+02:00')).toEqual([false, '2026-05-11T20:00Z']);
  });

  it.each([
    ['24:00', block(at(9), 1440)],
    ['0:00', block(at(9), 0)],
  ])('until %s end at midnight', (_, until) => {
    expect(says(monday(until), '2026-05-04T12:00+02:00')).toEqual([true, '2026-05-04T22:00Z']);
  });

  it('that end when they begin last 24 hours', () => {
    expect(says(monday(block(at(9), at(9))), '2026-05-04T12:00+02:00')).toEqual([true, '2026-05-05T07:00Z']);
  });

  it.each([
    ['touch', [block(at(9), at(12)), block(at(12), at(17))]],
    ['overlap', [block(at(11), at(17)), block(at(9), at(12))]],
    ['lie within each other', [block(at(9), at(17)), block(at(10), at(11))]],
  ])('that %s are one', (_, blocks) => {
    expect(says(monday(...blocks), '2026-05-04T10:30+02:00')).toEqual([true, '2026-05-04T15:00Z']);
  });

  it('with a break between them change there', () => {
    const broken = monday(block(at(9), at(12)), block(at(13), at(17)));
    expect(says(broken, '2026-05-04T10:00+02:00')).toEqual([true, '2026-05-04T10:00Z']);
    expect(says(broken, '2026-05-04T12:00+02:00')).toEqual([false, '2026-05-04T11:00Z']);
  });

  it('of neighbouring days are one when they touch at midnight', () => {
    const weekend = scheduleOf({ week: [[], [], [], [], [block(at(18), 1440)], FULL, [block(0, at(20))]] });
    expect(says(weekend, '2026-05-08T19:00+02:00')).toEqual([true, '2026-05-10T18:00Z']);
  });

  it('of every full day never change, on change-over days neither', () => {
    for (const blocks of [FULL, [block(0, 0)], [block(at(7), at(7))]]) {
      expect(says(scheduleOf({ week: everyDay(...blocks) }), '2026-03-28T12:00Z')).toEqual([true, undefined]);
    }
  });

  it('of no day are never open', () => {
    expect(says(scheduleOf(), '2026-05-04T12:00Z')).toEqual([false, undefined]);
  });
});

describe('exceptions', () => {
  const christmas = { date: '2026-12-24', blocks: [block(at(9), at(12))] };

  it('replace the hours that begin on their date', () => {
    const schedule = { ...nineToFive, exceptions: [christmas, { date: '2026-12-25', blocks: [] }] };
    expect(says(schedule, '2026-12-24T10:00+01:00')).toEqual([true, '2026-12-24T11:00Z']);
    expect(says(schedule, '2026-12-24T12:00+01:00')).toEqual([false, '2026-12-28T08:00Z']);
  });

  it('leave the night that began the day before', () => {
    const nights = scheduleOf({
      week: everyDay(block(at(22), at(6))),
      exceptions: [{ date: '2026-05-05', blocks: [] }],
    });
    expect(says(nights, '2026-05-05T02:00+02:00')).toEqual([true, '2026-05-05T04:00Z']);
    expect(says(nights, '2026-05-05T06:00+02:00')).toEqual([false, '2026-05-06T20:00Z']);
  });

  it('may empty weeks: the next change is found behind them', () => {
    const july = Array.from({ length: 31 }, (_, i) => ({
      date: `2026-07-${String(i + 1).padStart(2, '0')}`,
      blocks: [],
    }));
    expect(says({ ...nineToFive, exceptions: july }, '2026-06-30T18:00+02:00')).toEqual([false, '2026-08-03T07:00Z']);
  });

  it('change a week that would never change, or be open', () => {
    const dayOff = { date: '2026-09-01', blocks: [] };
    expect(says(scheduleOf({ week: everyDay(...FULL), exceptions: [dayOff] }), '2026-05-04T12:00Z')).toEqual([
      true,
      '2026-08-31T22:00Z',
    ]);
    expect(says(scheduleOf({ exceptions: [christmas] }), '2026-05-04T12:00Z')).toEqual([false, '2026-12-24T08:00Z']);
  });

  it('more than 400 days ahead are not looked at yet', () => {
    const far = scheduleOf({ exceptions: [{ ...christmas, date: '2028-12-24' }] });
    expect(says(far, '2026-05-04T12:00Z')).toEqual([false, undefined]);
    expect(says(far, '2028-01-04T12:00Z')).toEqual([false, '2028-12-24T08:00Z']);
  });

  it('of a day that no calendar has change nothing', () => {
    const odd = {
      ...nineToFive,
      exceptions: [
        { date: '2026-02-31', blocks: FULL },
        { date: '9999-99-99', blocks: FULL },
      ],
    };
    expect(says(odd, '2026-05-04T10:00Z')).toEqual([true, '2026-05-04T15:00Z']);
  });
});

describe('daylight saving', () => {
  const sunday = (...blocks: Block[]) => scheduleOf({ week: [[], [], [], [], [], [], blocks] });
  // In Berlin 29 March 2026 has no 2:00 to 3:00; 25 October has it twice.
  it.each([
    ['a start in the skipped hour begins at the jump', [at(2, 30), at(5)], '2026-03-29T01:00Z', '2026-03-29T03:00Z'],
    ['an end in the skipped hour ends at the jump', [at(1), at(2, 30)], '2026-03-29T00:00Z', '2026-03-29T01:00Z'],
    ['a start in the repeated hour is the first', [at(2, 30), at(5)], '2026-10-25T00:30Z', '2026-10-25T04:00Z'],
    ['an end in the repeated hour is the last', [at(1), at(2, 30)], '2026-10-24T23:00Z', '2026-10-25T01:30Z'],
    ['a block in the repeated hour lasts over both', [at(2), at(3)], '2026-10-25T00:00Z', '2026-10-25T02:00Z'],
    ['a day is 23 hours long', [0, 1440], '2026-03-28T23:00Z', '2026-03-29T22:00Z'],
    ['a day is 25 hours long', [0, 1440], '2026-10-24T22:00Z', '2026-10-25T23:00Z'],
  ])('%s', (_, [from = 0, to = 0], start, end) => {
    const before = new Date(Date.parse(start) - 1).toISOString();
    expect(says(sunday(block(from, to)), before)).toEqual([false, start]);
    expect(says(sunday(block(from, to)), start)).toEqual([true, end]);
    expect(says(sunday(block(from, to)), end)[0]).toBe(false);
  });

  it('a block in the skipped hour alone waits for the week after', () => {
    expect(says(sunday(block(at(2), at(3))), '2026-03-28T12:00Z')).toEqual([false, '2026-04-05T00:00Z']);
  });

  it('Samoa had no 30 December 2011', () => {
    const schedule = { ...scheduleOf({ week: everyDay(block(at(9), at(17))) }), zone: 'Pacific/Apia' };
    expect(says(schedule, '2011-12-29T17:00-10:00')).toEqual([false, '2011-12-30T19:00Z']);
  });
});

it.each(['', 'Nowhere/Atall', 'Foo+05:30', 'constructor', 'Europe/Berlin\0'])(
  'takes the computer’s zone for an unknown one: %j',
  (zone) => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    expect(says({ ...nineToFive, zone }, '2026-05-04T08:00Z')).toEqual(
      says({ ...nineToFive, zone: here }, '2026-05-04T08:00Z'),
    );
  },
);
