import type { VisitorChange } from '../messaging/visitor-commands.ts';
import type { Visitor } from '../storage/items/visitors.ts';

const HOUR = 3_600_000;

/** A visitor after the agent's change; an empty text removes what stood there. */
export function withChange(before: Visitor, change: VisitorChange, now: number): Visitor {
  const text = (wanted: string | undefined, stood: string | undefined) =>
    wanted === undefined ? stood : wanted.trim() || undefined;
  const { nickname: _n, language: _l, note: _o, ...rest } = before;
  return {
    ...rest,
    ...written('nickname', text(change.nickname, before.nickname)),
    ...written('language', text(change.language, before.language)),
    ...written('note', text(change.note, before.note)),
    isPinned: change.isPinned ?? before.isPinned,
    seenAt: now,
  };
}

/** One visitor out of two: the first wins, and takes from the other what it lacks. */
export function merged(kept: Visitor, lost: Visitor | undefined): Visitor {
  if (!lost) return kept;
  return {
    ...lost,
    ...kept,
    isPinned: kept.isPinned || lost.isPinned,
    seenAt: Math.max(kept.seenAt, lost.seenAt),
  };
}

/** A moment in the future was noted by a clock that has been put back since. In ms since 1970. */
export const isOlderThanAnHour = (time: number, now: number): boolean => Math.abs(now - time) >= HOUR;

/** A text cut to what may be stored, never through the middle of a character; nothing when it is blank. */
export function fitted(text: string | undefined, longest: number): string | undefined {
  const cut = text
    ?.trim()
    .slice(0, longest)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
  return cut || undefined;
}

/** A property that is there or is not; `undefined` itself is never stored. */
const written = <K extends string>(key: K, value: string | undefined): { [P in K]?: string } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: string };
