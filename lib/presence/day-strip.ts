import type { LogLine, LogReason } from '../storage/items/presence-log.ts';

export type StripKind = 'online' | 'paused' | 'failed' | 'off';

/** A local day, in ms since 1970. Where clocks change it has 23 or 25 hours. */
export type Day = { start: number; end: number };

/** A stretch of one day in which presence was the same. */
export type Segment = { from: number; to: number; kind: StripKind; why: LogReason };

const KINDS = {
  online: 'online',
  paused: 'paused',
  'no-window': 'paused',
  locked: 'paused',
  'outside-schedule': 'paused',
  idle: 'paused',
  limit: 'failed',
  network: 'failed',
  brevo: 'failed',
  refused: 'failed',
  permission: 'failed',
  key: 'failed',
  agent: 'failed',
  off: 'off',
  closed: 'off',
} as const satisfies Record<LogReason, StripKind>;

/** What a line of the log looks like in the picture. */
export const stripKindOf = (why: LogReason): StripKind => KINDS[why];

/** The local day of a moment, or one of the days before it. */
export function dayOf(time: number, daysBefore = 0): Day {
  const date = new Date(time);
  const midnight = (days: number) => new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
  return { start: midnight(-daysBefore), end: midnight(1 - daysBefore) };
}

/**
 * The segments of a day up to `now`, in order. The lines may be of other days too, in any order: each lasts until the
 * next. Of the time before the first nothing is known, so it has no segment.
 */
export function segmentsOf(lines: LogLine[], day: Day, now: number): Segment[] {
  const end = Math.min(day.end, now);
  const sorted = lines.toSorted((a, b) => a.at - b.at);
  return sorted.flatMap(({ at, why }, i) => {
    const from = Math.max(at, day.start);
    const to = Math.min(sorted[i + 1]?.at ?? end, end);
    return from < to ? [{ from, to, kind: stripKindOf(why), why }] : [];
  });
}

/** Neighbours of one kind as one, for the picture, which shows no reasons. */
export function joined(segments: Segment[]): Segment[] {
  const found: Segment[] = [];
  for (const segment of segments) {
    const last = found.at(-1);
    if (last?.kind === segment.kind && last.to === segment.from) found[found.length - 1] = { ...last, to: segment.to };
    else found.push(segment);
  }
  return found;
}

/** How many minutes each kind takes up, with their fractions. */
export function minutesOf(segments: Segment[]): Record<StripKind, number> {
  const minutes = { online: 0, paused: 0, failed: 0, off: 0 };
  for (const { kind, from, to } of segments) minutes[kind] += (to - from) / 60_000;
  return minutes;
}

/** The lines that say something else than the one before, oldest first: each day repeats what it inherits. */
export function changesIn(lines: LogLine[]): LogLine[] {
  const sorted = lines.toSorted((a, b) => a.at - b.at);
  return sorted.filter(({ why }, i) => why !== sorted[i - 1]?.why);
}

/** The changes of a day, newest first, out of those of all days. */
export const changesOn = (changes: LogLine[], { start, end }: Day): LogLine[] =>
  changes.filter(({ at }) => start <= at && at < end).reverse();

/** Where a moment lies in its day, from 0 to 1. */
export const shareOf = ({ start, end }: Day, time: number): number => (time - start) / (end - start);

/** When the clock on the wall reads this hour on that day. */
export const hourOf = ({ start }: Day, hour: number): number => new Date(start).setHours(hour, 0, 0, 0);
