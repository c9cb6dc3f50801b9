import * as z from 'zod/mini';
import { afterAction, afterPing, first, isSliding, toldBy } from './budget-answers.ts';
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
/** To see in time that others went home. */
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

/** A clock is set right by so little now and then. */
const SLACK_MS = 5000;
/** No reset gives anything back in an hour that slides, but this time does. */
const SLIDING_WAIT_MS = 10 * MINUTE_MS;

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
  /** Own actions since the last ping, or since this window began. */
  acted: z.number(),
  /** What everybody else uses: other agents, other tools, and own requests that went unseen. */
  others: z.number(),
  pings: z.number(),
  actions: z.number(),
  /** Hours of watching behind `others` and `pings`. */
  watched: z.number(),
  /** Whether pings and actions draw on one limit: Brevo does not say. */
  buckets: z.enum(['unknown', 'one', 'apart']),
  /** How often in a row the hour was seen to slide along instead of beginning anew: Brevo does not say that either. */
  slides: z.number(),
});
export type Budget = z.infer<typeof budget>;

/**
 * What an answer with limit headers teaches. `from` says whether it answered a ping or an action of the agent (message,
 * edit, account). `now` in ms since 1970.
 */
export function observe(before: Budget | undefined, rate: RateLimit, from: 'ping' | 'action', now: number): Budget {
  const told = toldBy(rate, now);
  if (!before || before.limit <= 0) return first(told, from);
  // A limit of nothing cannot be meant: there was an answer.
  if (told.limit <= 0) return before;
  return from === 'ping' ? afterPing(before, told, paceOf(before, before.at).everyMs) : afterAction(before, told);
}

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
  const { limit, remaining } = known;
  const leftMs = leftOfWindow(known, now);
  const inNewHour = described(known, secondsBetween(known, limit, 1));
  if (leftMs > 0 && isUsedUp(known)) {
    return { ...inNewHour, isShort: true, waitUntil: now + leftMs, carries: carriedBy(known) };
  }
  if (isSliding(known)) return described(known, secondsInSliding(known));
  return leftMs === 0 ? inNewHour : described(known, secondsBetween(known, remaining, leftMs / HOUR_MS));
}

function described(known: Budget, seconds: number): Pace {
  const { limit } = known;
  const everyMs = seconds * 1000;
  const isShort = everyMs > MINUTE_MS;
  return { everyMs, isShort, limit, ...(isShort && { carries: carriedBy(known) }) };
}

/** Until a ping has confirmed it, what an action was told may be about another limit, and must not silence pings. */
function isUsedUp({ remaining, pinged, buckets }: Budget): boolean {
  const isHearsay = buckets === 'unknown' && pinged !== undefined && pinged.remaining > RESERVE;
  return remaining <= RESERVE && !isHearsay;
}

/** `remaining` requests for so many hours. */
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

/** In an hour that slides what comes back is as much as an hour gives; with little left, what loses nothing is enough. */
function secondsInSliding(known: Budget): number {
  const seconds = secondsBetween(known, known.limit, 1);
  return known.remaining < RESERVE + 4 * BURST ? Math.max(seconds, SLOWEST_LOSSLESS_S) : seconds;
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
function leftOfWindow(known: Budget, now: number): number {
  const { resetAt, at } = known;
  const endsAt = isSliding(known) ? at + SLIDING_WAIT_MS : resetAt;
  return now < at - SLACK_MS ? 0 : Math.min(Math.max(endsAt - now, 0), HOUR_MS);
}
