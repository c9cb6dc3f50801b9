import { type Block, MOST_BLOCKS, type Schedule } from '../storage/items/presence-settings.ts';

const DAY = 1440;
const HOUR = 60;

/** Days of the week from 0, Monday. */
const WORKING_DAYS = [0, 1, 2, 3, 4];

/** The schedule with other hours on a day of the week. */
export function onWeekday(schedule: Schedule, weekday: number, change: (blocks: Block[]) => Block[]): Schedule {
  const week = schedule.week.map((blocks, day) => (day === weekday ? change(blocks) : blocks)) as Schedule['week'];
  return { ...schedule, week };
}

/** The schedule with other hours on a date that it already has. */
export function onDate(schedule: Schedule, date: string, change: (blocks: Block[]) => Block[]): Schedule {
  const exceptions = schedule.exceptions.map((each) =>
    each.date === date ? { ...each, blocks: change(each.blocks) } : each,
  );
  return { ...schedule, exceptions };
}

/** The schedule with these days among its exceptions, in the place of others of the same date. In order. */
export function withDates(schedule: Schedule, added: Schedule['exceptions']): Schedule {
  const byDate = new Map([...schedule.exceptions, ...added].map((each) => [each.date, each]));
  return { ...schedule, exceptions: [...byDate.values()].sort((a, b) => (a.date < b.date ? -1 : 1)) };
}

/** The schedule without exceptions on these dates. */
export const withoutDates = (schedule: Schedule, dates: string[]): Schedule => ({
  ...schedule,
  exceptions: schedule.exceptions.filter(({ date }) => !dates.includes(date)),
});

/** The hours of one day on all working days. */
export const onWorkingDays = (schedule: Schedule, from: number): Schedule => ({
  ...schedule,
  week: schedule.week.map((blocks, day) =>
    WORKING_DAYS.includes(day) ? (schedule.week[from] ?? []) : blocks,
  ) as Schedule['week'],
});

// Blocks are found by what they are, not by where they stood when somebody pressed a key: the list may be another by now.
const isSame = (block: Block) => (other: Block) => block.from === other.from && block.to === other.to;

export const replaced =
  (before: Block, after: Block) =>
  (blocks: Block[]): Block[] => {
    const found = blocks.findIndex(isSame(before));
    return found < 0 ? blocks : blocks.with(found, after);
  };

export const without =
  (block: Block) =>
  (blocks: Block[]): Block[] => {
    const found = blocks.findIndex(isSame(block));
    return found < 0 ? blocks : blocks.toSpliced(found, 1);
  };

export const insertedAt =
  (index: number, block: Block) =>
  (blocks: Block[]): Block[] =>
    blocks.length < MOST_BLOCKS ? blocks.toSpliced(index, 0, block) : blocks;

/** Adds hours after those that are there: nine to five, or the afternoon after a break. */
export const withMore = (blocks: Block[]): Block[] => insertedAt(blocks.length, proposedFor(blocks))(blocks);

function proposedFor(blocks: Block[]): Block {
  if (blocks.length === 0) return { from: 9 * HOUR, to: 17 * HOUR };
  const last = Math.max(...blocks.map(({ from, to }) => (to > from ? to : DAY)));
  const from = Math.min(last + HOUR, DAY - HOUR);
  return { from, to: Math.min(from + 4 * HOUR, DAY) };
}

/** What of a weekday is covered in an ordinary week, with what is left over from the day before. In minutes. */
export function coveredOn({ week }: Schedule, weekday: number): Block[] {
  const own = (week[weekday] ?? []).map(({ from, to }) => ({ from, to: to > from ? to : DAY }));
  const before = week[(weekday + 6) % 7] ?? [];
  const leftOver = before.filter(({ from, to }) => to <= from && to > 0).map(({ to }) => ({ from: 0, to }));
  return [...leftOver, ...own];
}
