import type { Budget } from './budget.ts';
import type { RateLimit } from './rate-limit.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What is expected of an agent before it is known, in requests an hour. */
const USUAL_PINGS = 60;
const USUAL_ACTIONS = 18;
/** How many hours of the past count. */
const MEMORY_H = 1;
const ACTIONS_MEMORY_H = 4;
/** How many hours of watching the first guess is worth. */
const GUESS_H = 0.02;

/** Answers that overtake each other differ by no more than this. */
const OVERTAKING = 2;
/** Brevo tells the reset in whole seconds, and answers take their time. */
const SLACK_MS = 5000;
/** A reset that is told so differently is another one. */
const MOVED_MS = 20_000;
const SURELY_SLIDES = 3;

/** One answer, without what cannot be. */
export type Told = Pick<Budget, 'limit' | 'remaining' | 'resetAt' | 'at'>;

export const toldBy = ({ limit, remaining, resetAt }: RateLimit, now: number): Told => ({
  limit: Math.max(limit, 0),
  remaining: between(0, remaining, Math.max(limit, 0)),
  resetAt: now + between(0, resetAt - now, HOUR_MS),
  at: now,
});

/** What was used before anybody looked is a first hint of the others. */
export function first(told: Told, from: 'ping' | 'action'): Budget {
  const watched = GUESS_H + (told.at - beginOf(told)) / HOUR_MS;
  return {
    ...told,
    ...(from === 'ping' && pingTold(told)),
    acted: from === 'action' ? 1 : 0,
    others: Math.max(0, told.limit - told.remaining - 1) / watched,
    pings: USUAL_PINGS,
    actions: USUAL_ACTIONS,
    watched: Math.min(watched, MEMORY_H),
    buckets: 'unknown',
    slides: 0,
  };
}

/** An action counts as own, and may be told of less than the last ping. Rates wait for the next ping. */
export function afterAction(before: Budget, told: Told): Budget {
  if (before.buckets === 'apart') return before;
  const acted = before.acted + 1;
  if (isSliding(before)) return { ...before, ...told, acted };
  if (isNewWindow(before, told)) return { ...before, ...told, pinged: undefined, acted: 1 };
  // In one limit nothing comes back before the reset.
  if (told.remaining > before.remaining + OVERTAKING) return apart(before);
  const remaining = Math.min(before.remaining, told.remaining);
  return { ...before, remaining, resetAt: Math.min(before.resetAt, told.resetAt), at: told.at, acted };
}

/** `expectedMs` is how far apart pings were to be. */
export function afterPing(before: Budget, told: Told, expectedMs: number): Budget {
  return { ...learned({ ...before, slides: slidesAfter(before, told) }, told, expectedMs), ...pingTold(told) };
}

/** What a ping's answer says besides itself: the rates, and whether pings have a limit of their own. */
function learned(before: Budget, told: Told, expectedMs: number): Budget {
  const { pinged, remaining, buckets } = before;
  if (isSliding(before)) return withRatesOfSliding(before, told, expectedMs);
  const isNew = isNewWindow(before, told) || told.remaining > (pinged?.remaining ?? before.limit) + OVERTAKING;
  if (isNew) return withRatesOfWindow({ ...before, pinged: undefined, acted: 0 }, told, expectedMs);
  const isLowered = pinged === undefined || remaining < pinged.remaining;
  // An action was told less, and a later ping more: they draw on two limits, and this one is for pings.
  if (isLowered && told.remaining > remaining + OVERTAKING) return apart(before);
  const isOne = pinged !== undefined && isLowered && told.remaining <= remaining && buckets === 'unknown';
  return { ...withRates(before, told, expectedMs), buckets: isOne ? 'one' : buckets };
}

const pingTold = (told: Told) => ({
  ...told,
  pinged: { remaining: told.remaining, at: told.at },
  pingedReset: told.resetAt,
  acted: 0,
});

const apart = (before: Budget): Budget => ({ ...before, acted: 0, actions: 0, buckets: 'apart' });

/** Fixed hours follow each other: one that overlaps the hour before, time and again, slides. */
function slidesAfter({ pingedReset, slides }: Budget, { resetAt }: Told): number {
  if (pingedReset === undefined) return slides;
  const moved = Math.abs(resetAt - pingedReset);
  const isOverlap = moved > MOVED_MS && moved < HOUR_MS - MOVED_MS;
  return between(0, isOverlap ? slides + 1 : slides - 1, 2 * SURELY_SLIDES);
}

/** Each request comes back an hour after it was made, and what is left never jumps up to the limit. */
export const isSliding = ({ slides }: Budget) => slides >= SURELY_SLIDES;

/** The rates, after a ping that ends the time since the one before it, or since the window began. */
function withRates(before: Budget, told: Told, expectedMs: number): Budget {
  const from = before.pinged ?? { remaining: told.limit, at: beginOf(told) };
  const hours = (told.at - from.at) / HOUR_MS;
  // While this computer slept the others did not, so that time says nothing about how they compare.
  const hasSlept = told.at - Math.max(from.at, before.at) > 2 * expectedMs + MINUTE_MS;
  if (hours < 0 || told.at < before.at || hasSlept) return before;
  const { watched, acted } = before;
  const smooth = (rate: number, count: number, memory: number) => (rate * memory + count) / (memory + hours);
  return {
    ...before,
    others: smooth(before.others, Math.max(0, from.remaining - told.remaining - acted - 1), watched),
    pings: smooth(before.pings, 1, watched),
    actions: smooth(before.actions, acted, ACTIONS_MEMORY_H),
    watched: Math.min(watched + hours, MEMORY_H),
  };
}

/** One that began before the last answer came is the old one after all, or a clock was set: neither shows use. */
const withRatesOfWindow = (before: Budget, told: Told, expectedMs: number): Budget =>
  beginOf(told) < before.at - SLACK_MS ? before : withRates(before, told, expectedMs);

/** What is missing was used within the last hour: what is not ours is theirs. */
function withRatesOfSliding(before: Budget, told: Told, expectedMs: number): Budget {
  const known = withRates(before, told, expectedMs);
  const others = Math.max(0, told.limit - told.remaining - known.pings - known.actions);
  return { ...known, others };
}

const isNewWindow = ({ resetAt }: Budget, told: Told) => told.at >= resetAt - SLACK_MS;

const beginOf = ({ resetAt }: Told) => resetAt - HOUR_MS;

const between = (least: number, value: number, most: number) => Math.min(Math.max(value, least), most);
