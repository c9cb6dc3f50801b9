import { tzOffset } from '@date-fns/tz/tzOffset';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** The clock on the wall of a time zone. `wall` is what it reads, as the UTC time that reads the same, in ms since 1970. */
export type WallClock = {
  wallAt: (time: number) => number;
  /** When it first reads `wall` or later: the jump when that hour is skipped, the first time when it is repeated. */
  startOf: (wall: number) => number;
  /** When it last reads less than `wall`: the jump when that hour is skipped, the last time when it is repeated. */
  endOf: (wall: number) => number;
};

/** The clock of a zone by its IANA name; an unknown name gives the computer's own. */
export function wallClock(zone: string): WallClock {
  const known = isZone(zone) ? zone : Intl.DateTimeFormat().resolvedOptions().timeZone;
  const offsetAt = (time: number) => tzOffset(known, new Date(time)) * MINUTE;
  const midnights = new Map<number, number>();
  const offsetOn = (day: number) => {
    const offset = midnights.get(day) ?? offsetAt(day * DAY);
    midnights.set(day, offset);
    return offset;
  };
  // No zone is a day away from UTC, so the offset of that moment is the one before or the one after.
  const around = (wall: number) => {
    const day = Math.floor(wall / DAY);
    const [before, after] = [offsetOn(day - 1), offsetOn(day + 2)];
    const change = before === after ? undefined : changeIn(offsetAt, (day - 1) * DAY, (day + 2) * DAY);
    return { before, after, change };
  };
  return {
    wallAt: (time) => time + offsetAt(time),
    startOf(wall) {
      const { before, after, change } = around(wall);
      if (change === undefined || wall - before < change) return wall - before;
      return Math.max(change, wall - after);
    },
    endOf(wall) {
      const { before, after, change } = around(wall);
      if (change === undefined) return wall - before;
      return wall - after > change ? wall - after : Math.min(change, wall - before);
    },
  };
}

/** The date there at a moment: "2026-12-24". */
export const dateIn = (zone: string, time: number): string =>
  new Date(wallClock(zone).wallAt(time)).toISOString().slice(0, 10);

/** Whether this browser knows a time zone of that name. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

/** The moment between two others, both at full minutes, from which another offset holds. */
function changeIn(offsetAt: (time: number) => number, from: number, to: number): number {
  const before = offsetAt(from);
  let [low, high] = [from / MINUTE, to / MINUTE];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * MINUTE) === before) low = middle;
    else high = middle;
  }
  return high * MINUTE;
}
