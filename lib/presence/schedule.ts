import type { Block, Schedule } from '../storage/items/presence-settings.ts';
import { type WallClock, wallClock } from './zone.ts';

/** In ms since 1970; `to` no longer belongs to it. */
export type OpenTime = { from: number; to: number };

const MINUTE = 60_000;
const DAY_MINUTES = 1440;
const DAY = DAY_MINUTES * MINUTE;

/** A week repeats itself, but an hour that the clocks skip twice in a row does not exist before the third. */
const WEEKLY_DAYS = 22;
/** Exceptions further ahead are not looked at yet. */
const HORIZON_DAYS = 400;

/**
 * Whether the schedule has the agent online at `now`, and when that changes next; `changesAt` is undefined when it does
 * not within 400 days. Times in ms since 1970. Whether the schedule is switched on is not looked at.
 *
 * A block covers every moment whose wall clock reads within it. Where clocks are put forward, a border in the skipped
 * hour lies at the jump; where they are put back, a start is the first such time and an end the last.
 */
export function scheduleAt(schedule: Schedule, now: number): { isOpen: boolean; changesAt: number | undefined } {
  for (const { from, to } of openTimes(schedule, now)) {
    if (to <= now) continue;
    if (from > now) return { isOpen: false, changesAt: from };
    return { isOpen: true, changesAt: to === Number.POSITIVE_INFINITY ? undefined : to };
  }
  return { isOpen: false, changesAt: undefined };
}

/**
 * What is open from the day before yesterday on, in order and never touching each other. Made only as far as it is asked
 * for; what lasts beyond the horizon never ends.
 */
function* openTimes(schedule: Schedule, now: number): Generator<OpenTime> {
  const clock = wallClock(schedule.zone);
  const today = Math.floor(clock.wallAt(now) / DAY);
  const end = today + horizonOf(schedule, today);
  const exceptions = new Map(schedule.exceptions.map(({ date, blocks }) => [date, blocks]));
  let open: OpenTime | undefined;
  for (let day = today - 2; day < end; day++) {
    for (const time of timesOn(day, exceptions.get(dateOf(day)) ?? weekdayBlocks(schedule, day), clock)) {
      if (open && time.from <= open.to) {
        open.to = Math.max(open.to, time.to);
      } else {
        if (open) yield open;
        open = time;
      }
    }
  }
  if (open) yield { ...open, to: open.to < clock.startOf(end * DAY) ? open.to : Number.POSITIVE_INFINITY };
}

const horizonOf = ({ exceptions }: Schedule, today: number): number =>
  exceptions.some(({ date }) => date > dateOf(today)) ? HORIZON_DAYS : WEEKLY_DAYS;

function timesOn(day: number, blocks: Block[], { startOf, endOf }: WallClock): OpenTime[] {
  const wallOf = (minute: number) => day * DAY + minute * MINUTE;
  return blocks
    .map(({ from, to }) => ({ from: startOf(wallOf(from)), to: endOf(wallOf(to > from ? to : to + DAY_MINUTES)) }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
}

/** A day is counted from 1 January 1970, which was a Thursday. */
const weekdayBlocks = ({ week }: Schedule, day: number): Block[] => week[(((day + 3) % 7) + 7) % 7] ?? [];

const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);
