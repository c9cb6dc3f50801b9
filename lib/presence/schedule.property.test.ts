import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Block, Schedule } from '../storage/items/presence-settings.ts';
import { scheduleAt } from './schedule.ts';

/** For a long look: `SCHEDULE_RUNS=3000 npx vitest run --project unit --testTimeout 60000 lib/presence/schedule`. */
const RUNS = Number(process.env.SCHEDULE_RUNS ?? 150);
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const ORDINARY = ['2026-01-15', '2026-05-06'];

/** Zones with days on which their clocks change: at night, at midnight, by half an hour, for Ramadan, by a whole day. */
const CHANGES: Record<string, string[]> = {
  'Europe/Berlin': ['2026-03-29', '2026-10-25'],
  'America/New_York': ['2026-03-08', '2026-11-01'],
  'America/St_Johns': ['2026-03-08', '2026-11-01', '2010-11-07', '2011-03-13'],
  'America/Havana': ['2026-03-08', '2026-11-01'],
  'America/Sao_Paulo': ['2018-11-04', '2019-02-17'],
  'Australia/Lord_Howe': ['2026-04-05', '2026-10-04'],
  'Africa/Casablanca': ['2026-02-15', '2026-03-22'],
  'Pacific/Apia': ['2011-12-30', '2021-04-04', '2020-09-27'],
  'Asia/Kathmandu': [],
  UTC: [],
};
const zones = Object.keys(CHANGES);

/** What a clock on the wall reads, asked of the browser's calendar and not of the code under test. */
function wallOf(zone: string, time: number): { date: string; minute: number } {
  const part = Object.fromEntries(
    clockOf(zone)
      .formatToParts(time)
      .map(({ type, value }) => [type, value]),
  );
  return { date: `${part.year}-${part.month}-${part.day}`, minute: Number(part.hour) * 60 + Number(part.minute) };
}

const clocks = new Map<string, Intl.DateTimeFormat>();
function clockOf(zone: string): Intl.DateTimeFormat {
  const two = '2-digit';
  const fields = { year: 'numeric', month: two, day: two, hour: two, minute: two, hourCycle: 'h23' } as const;
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('en', { ...fields, timeZone: zone });
  clocks.set(zone, clock);
  return clock;
}

const dayAfter = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00Z`) + days * DAY).toISOString().slice(0, 10);

function blocksOn({ week, exceptions }: Schedule, date: string): Block[] {
  const weekday = (new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7;
  return exceptions.find((each) => each.date === date)?.blocks ?? week[weekday] ?? [];
}

/** Whether a block covers what the clock on the wall reads. */
function isCovered(schedule: Schedule, time: number): boolean {
  const { date, minute } = wallOf(schedule.zone, time);
  const isToday = ({ from, to }: Block) => from <= minute && (to <= from || minute < to);
  const isSinceYesterday = ({ from, to }: Block) => to <= from && minute < to;
  return blocksOn(schedule, date).some(isToday) || blocksOn(schedule, dayAfter(date, -1)).some(isSinceYesterday);
}

/** Whether the clock on the wall reads the same once more, up to three hours before or after. */
function isRepeated(zone: string, time: number): boolean {
  const reads = (moment: number) => Object.values(wallOf(zone, moment)).join();
  const read = reads(time);
  for (let minutes = 15; minutes <= 180; minutes += 15) {
    if (reads(time - minutes * MINUTE) === read || reads(time + minutes * MINUTE) === read) return true;
  }
  return false;
}

const edge = fc.oneof(
  fc.constantFrom(0, 60, 90, 120, 150, 180, 540, 720, 1380, 1439),
  fc.integer({ min: 0, max: 1439 }),
);
const anyBlock: fc.Arbitrary<Block> = fc.record({ from: edge, to: fc.oneof(edge, fc.constant(1440)) });
const anyBlocks = fc.array(anyBlock, { maxLength: 3 });

/** A schedule, and a moment of a day around which its zone's clocks change, or do not. */
const anyMoment = fc
  .constantFrom(...zones)
  .chain((zone) => fc.record({ zone: fc.constant(zone), day: fc.constantFrom(...ORDINARY, ...(CHANGES[zone] ?? [])) }))
  .chain(({ zone, day }) =>
    fc.record({
      schedule: fc.record({
        isOn: fc.constant(true),
        zone: fc.constant(zone),
        week: fc.tuple(anyBlocks, anyBlocks, anyBlocks, anyBlocks, anyBlocks, anyBlocks, anyBlocks),
        exceptions: fc.uniqueArray(
          fc.record({ date: fc.integer({ min: -2, max: 12 }).map((days) => dayAfter(day, days)), blocks: anyBlocks }),
          { maxLength: 4, selector: ({ date }) => date },
        ),
      }),
      day: fc.constant(day),
      now: fc.integer({ min: -14 * 60, max: 38 * 60 }).map((minutes) => Date.parse(`${day}T00:00Z`) + minutes * MINUTE),
    }),
  );

test('is open when the clock on the wall reads within a block, and else only in an hour that is there twice', () => {
  fc.assert(
    fc.property(anyMoment, ({ schedule, now }) => {
      const { isOpen } = scheduleAt(schedule, now);
      if (isCovered(schedule, now)) expect(isOpen).toBe(true);
      else if (isOpen) expect(isRepeated(schedule.zone, now)).toBe(true);
    }),
    { numRuns: RUNS * 4 },
  );
});

test('changes at the moment it names, and at none before', () => {
  fc.assert(
    fc.property(
      anyMoment,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }),
      (moment, shares) => {
        const { schedule, now } = moment;
        const { isOpen, changesAt } = scheduleAt(schedule, now);
        const end = changesAt ?? now + 30 * DAY;
        expect(end).toBeGreaterThan(now);
        if (changesAt !== undefined) expect(scheduleAt(schedule, changesAt).isOpen).toBe(!isOpen);
        const between = shares.map((share) => Math.floor(now + share * (end - 1 - now)));
        for (const time of [...between, end - 1]) expect(scheduleAt(schedule, time)).toEqual({ isOpen, changesAt });
      },
    ),
    { numRuns: RUNS },
  );
});

test('on a day without change of clocks is open for the union of its blocks', () => {
  fc.assert(
    fc.property(anyMoment, fc.constantFrom(...ORDINARY), ({ schedule }, day) => {
      const midnight = midnightOf(schedule.zone, day);
      const found: boolean[] = [];
      for (let time = midnight; time < midnight + DAY; ) {
        const { isOpen, changesAt = midnight + DAY } = scheduleAt(schedule, time);
        const until = Math.min(changesAt, midnight + DAY);
        for (; time < until; time += MINUTE) found.push(isOpen);
      }
      expect(found).toEqual(unionOf(schedule, day));
    }),
    { numRuns: RUNS },
  );
});

function midnightOf(zone: string, day: string): number {
  const start = Date.parse(`${day}T00:00Z`) - DAY;
  for (let time = start; ; time += 15 * MINUTE) {
    const { date, minute } = wallOf(zone, time);
    if (date === day && minute === 0) return time;
  }
}

/** Every minute of a day, painted block by block. */
function unionOf(schedule: Schedule, day: string): boolean[] {
  const minutes = new Array<boolean>(1440).fill(false);
  const paint = (from: number, to: number) => minutes.fill(true, Math.max(0, from), Math.min(1440, Math.max(0, to)));
  for (const [days, date] of [[-1, dayAfter(day, -1)] as const, [0, day] as const]) {
    for (const { from, to } of blocksOn(schedule, date)) {
      paint(from + days * 1440, (to > from ? to : to + 1440) + days * 1440);
    }
  }
  return minutes;
}
