import * as z from 'zod/mini';
import type { RateLimit } from './rate-limit.ts';

/** Requests of an hour that are kept for the agent's own actions: pings stop there. */
export const RESERVE = 10;

const HOUR_MS = 3_600_000;
const HOUR_S = 3600;
const MINUTE_MS = 60_000;

/** Seconds between pings that lose no minute: an alarm rings up to 30 s late, and Brevo forgets after 120 s. */
const LOSSLESS_S = [60, 75, 90];
const SLOWEST_LOSSLESS_S = 90;
/** With less to spend, each ping is worth two minutes wherever it falls, so they are spread evenly. */
const SPREAD_S = [90, 105, 120, 150, 180, 240, 300, 450, 600, 900, 1200];
const SLOWEST_S = 1800;
/** One burst of an agent, for which the lossless steps leave room above the reserve. */
const BURST = 6;
/** The spread looks so many hours past the reset: late in an hour, one burst more or less must not change the pace. */
const AHEAD_H = 0.5;
/** What is planned to be left at the reset. Actions use up the rest of the reserve, and what is left over helps nobody. */
const LEFT_OVER = RESERVE / 2;

/** Until a quarter of an hour was watched, bursts look like agents: nobody slows down below this while most is left. */
const FIRST_LOOK_H = 0.25;
const FIRST_LOOK_S = 120;
const MOST = 0.6;
/** So near to a whole number, the others are taken for so many agents. Else who got more at first would keep it. */
const NEARLY_WHOLE = 0.3;

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
/** Brevo tells the reset in whole seconds, answers take their time, and clocks are set right. */
const SLACK_MS = 5000;
const MOVED_MS = 20_000;
const SURELY_SLIDES = 3;
const SLIDING_WAIT_MS = 10 * 60_000;

/** What is known of the hourly limit. Times in ms since 1970; rates in requests an hour, smoothed. */
export const budget = z.object({
  limit: z.number(),
  remaining: z.number(),
  resetAt: z.number(),
  /** When this was learned. */
  at: z.number(),
  /** What the last ping of this window was told; actions may have lowered `remaining` since. */
  pinged: z.optional(z.object({ remaining: z.number(), at: z.number() })),
  /** The reset that the last ping was told, of whatever window. */
  pingedReset: z.optional(z.number()),
  /** Own actions since then, or since this window began. */
  acted: z.number(),
  /** What everybody else uses: other agents, other tools, and own requests that went unseen. */
  others: z.number(),
  pings: z.number(),
  actions: z.number(),
  /** Hours of watching behind `others` and `pings`. */
  watched: z.number(),
  /** Whether pings and actions draw on one limit: Brevo does not say. */
  buckets: z.enum(['unknown', 'one', 'apart']),
  /** How surely the hour slides along, instead of beginning anew: Brevo does not say that either. */
  slides: z.number(),
});
export type Budget = z.infer<typeof budget>;

/**
 * What an answer with limit headers teaches. `from` says whether it answered a ping or an action of the agent (message,
 * edit, account). `now` in ms since 1970.
 */
export function observe(before: Budget | undefined, rate: RateLimit, from: 'ping' | 'action', now: number): Budget {
  const told = sane(rate, now);
  if (!before || before.limit <= 0) return first(told, from);
  // A limit of nothing cannot be meant: there was an answer.
  if (told.limit <= 0) return before;
  return from === 'ping' ? afterPing(before, told) : afterAction(before, told);
}

type Told = Pick<Budget, 'limit' | 'remaining' | 'resetAt' | 'at'>;

const sane = ({ limit, remaining, resetAt }: RateLimit, now: number): Told => ({
  limit: Math.max(limit, 0),
  remaining: between(0, remaining, Math.max(limit, 0)),
  resetAt: now + between(0, resetAt - now, HOUR_MS),
  at: now,
});

/** What was used before anybody looked is a first hint of the others. */
function first(told: Told, from: 'ping' | 'action'): Budget {
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

function afterAction(before: Budget, told: Told): Budget {
  if (before.buckets === 'apart') return before;
  if (isSliding(before)) return { ...before, ...told, acted: before.acted + 1 };
  if (isNewWindow(before, told)) return { ...before, ...told, pinged: undefined, acted: 1 };
  // In one limit nothing comes back before the reset, unless the hour slides.
  if (told.remaining > before.remaining + OVERTAKING) return apart(before);
  const remaining = Math.min(before.remaining, told.remaining);
  const resetAt = Math.min(before.resetAt, told.resetAt);
  return { ...before, remaining, resetAt, at: told.at, acted: before.acted + 1 };
}

function afterPing(before: Budget, told: Told): Budget {
  const { pinged, remaining, buckets } = before;
  const slides = slidesAfter(before, told);
  if (slides >= SURELY_SLIDES) return { ...withRatesOfSliding(before, told), ...pingTold(told), slides };
  const isNew = isNewWindow(before, told) || told.remaining > (pinged?.remaining ?? before.limit) + OVERTAKING;
  if (isNew)
    return { ...withRatesOfWindow({ ...before, pinged: undefined, acted: 0 }, told), ...pingTold(told), slides };
  const isLowered = pinged === undefined || remaining < pinged.remaining;
  // An action was told less, and a later ping more: they draw on two limits, and this one is for pings.
  if (isLowered && told.remaining > remaining + OVERTAKING) return { ...apart(before), ...pingTold(told), slides };
  const isOne = pinged !== undefined && isLowered && told.remaining <= remaining;
  const known = isOne && buckets === 'unknown' ? 'one' : buckets;
  return { ...withRates(before, told), ...pingTold(told), buckets: known, slides };
}

const pingTold = (told: Told) => ({
  ...told,
  pinged: { remaining: told.remaining, at: told.at },
  pingedReset: told.resetAt,
  acted: 0,
});

/** Fixed hours follow each other. One that overlaps the hour before, time and again, slides. */
function slidesAfter({ pingedReset, slides }: Budget, { resetAt }: Told): number {
  if (pingedReset === undefined) return slides;
  const moved = Math.abs(resetAt - pingedReset);
  const overlaps = moved > MOVED_MS && moved < HOUR_MS - MOVED_MS;
  return between(0, overlaps ? slides + 1 : slides - 1, 2 * SURELY_SLIDES);
}

const isSliding = ({ slides }: Budget) => slides >= SURELY_SLIDES;

const apart = (before: Budget): Budget => ({ ...before, acted: 0, actions: 0, buckets: 'apart' });

/** One that began before the last answer came is the old one after all, or a clock was set: neither shows use. */
const withRatesOfWindow = (before: Budget, told: Told): Budget =>
  beginOf(told) < before.at - SLACK_MS ? before : withRates(before, told);

/** The rates, after a ping that ends the time since the one before it, or since the window began. */
function withRates(before: Budget, told: Told): Budget {
  const from = before.pinged ?? { remaining: told.limit, at: beginOf(told) };
  const hours = (told.at - from.at) / HOUR_MS;
  if (hours < 0 || told.at < before.at || hasSlept(before, Math.max(from.at, before.at), told.at)) return before;
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

/** What is used of an hour that slides was used within the last hour. */
function withRatesOfSliding(before: Budget, told: Told): Budget {
  const { pings, actions } = withRates({ ...before, pinged: before.pinged ?? { ...told, at: before.at } }, told);
  return {
    ...before,
    pings,
    actions,
    others: Math.max(0, told.limit - told.remaining - pings - actions),
    buckets: 'one',
  };
}

/** While this computer slept the others did not, so that time says nothing about how they compare. */
const hasSlept = (before: Budget, since: number, now: number) =>
  now - since > 2 * paceOf(before, before.at).everyMs + MINUTE_MS;

export type Pace = {
  /** How far apart pings are to be, in ms: 60 000 unless the hour would not last. */
  everyMs: number;
  /** True when the limit makes it slower than a minute. */
  isShort: boolean;
  /** When set, nothing is left for pings: none before this time (ms since 1970). */
  waitUntil?: number;
  /** How many agents like this one the limit carries without a lost minute; only when it is short. */
  carries?: number;
  /** The limit per hour as Brevo says it, when known. */
  limit?: number;
};

/** How often to ping under what is known of the limit. `now` in ms since 1970; no wait is longer than an hour. */
export function paceOf(known: Budget | undefined, now: number): Pace {
  if (!known || known.limit <= 0) return { everyMs: MINUTE_MS, isShort: false };
  const afterReset = paced(known, known.limit, HOUR_MS);
  const leftMs = leftOfWindow(known, now);
  const isEnough = !isUsedUp(known);
  if (leftMs === 0 || (isEnough && isSliding(known))) return afterReset;
  if (isEnough) return paced(known, known.remaining, leftMs);
  return { ...afterReset, isShort: true, waitUntil: now + leftMs, carries: carriedBy(known) };
}

function paced(known: Budget, remaining: number, leftMs: number): Pace {
  const { limit } = known;
  const everyMs = secondsBetween(known, remaining, leftMs / HOUR_MS) * 1000;
  const isShort = everyMs > MINUTE_MS;
  return { everyMs, isShort, limit, ...(isShort && { carries: carriedBy(known) }) };
}

/** Until a ping has confirmed it, what an action was told may be about another limit, and must not silence pings. */
function isUsedUp({ remaining, pinged, buckets }: Budget): boolean {
  const isHearsay = buckets === 'unknown' && pinged !== undefined && pinged.remaining > RESERVE;
  return remaining <= RESERVE && !isHearsay;
}

function secondsBetween(known: Budget, remaining: number, hours: number): number {
  const { limit, actions, watched } = known;
  const agents = agentsAlike(known);
  const lasts = (seconds: number) => remaining - RESERVE - BURST >= agents * hours * (HOUR_S / seconds + actions);
  const lossless = LOSSLESS_S.find(lasts);
  if (lossless !== undefined) return lossless;
  const left = remaining - LEFT_OVER + AHEAD_H * (limit - LEFT_OVER);
  // An even share for each agent, of which its own actions come first.
  const share = left / ((hours + AHEAD_H) * agents) - actions;
  const isFirstLook = watched < FIRST_LOOK_H && remaining >= MOST * limit;
  const seconds = share > 0 ? HOUR_S / share : Number.POSITIVE_INFINITY;
  return nearestSpread(isFirstLook ? Math.min(seconds, FIRST_LOOK_S) : seconds);
}

/** How many agents like this one share the limit, going by what the others use. */
function agentsAlike({ others, pings, actions }: Budget): number {
  const measured = 1 + others / Math.max(pings + actions, 1);
  const whole = Math.round(measured);
  return Math.abs(measured - whole) <= NEARLY_WHOLE ? whole : measured;
}

function nearestSpread(seconds: number): number {
  const distance = (step: number) => Math.abs(Math.log(step / Math.min(seconds, SLOWEST_S)));
  return SPREAD_S.reduce((best, step) => (distance(step) < distance(best) ? step : best), SLOWEST_S);
}

const carriedBy = ({ limit, actions }: Budget): number =>
  Math.max(0, Math.floor((limit - RESERVE) / (HOUR_S / SLOWEST_LOSSLESS_S + actions)));

/** In ms; 0 when the window is over, or when the clock was set back and nobody knows: the next answer will tell. */
const leftOfWindow = (known: Budget, now: number): number => {
  const { resetAt, at } = known;
  if (now < at - SLACK_MS) return 0;
  return between(0, (isSliding(known) ? at + SLIDING_WAIT_MS : resetAt) - now, HOUR_MS);
};

const isNewWindow = ({ resetAt }: Budget, told: Told) => told.at >= resetAt - SLACK_MS;

const beginOf = ({ resetAt }: Told) => resetAt - HOUR_MS;

const between = (least: number, value: number, most: number) => Math.min(Math.max(value, least), most);
