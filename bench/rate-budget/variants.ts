import { type Budget, observe, RESERVE } from '../../lib/brevo/budget.ts';
import type { Policy } from './policy.ts';

/** The product's formula with its parts to choose. What is not chosen is as in the product; a unit test compares them. */
export type Choices = {
  /** Requests that pings leave to actions; -1 pings until Brevo refuses. */
  reserve: number;
  /** Whose the rest is: an even share of it, what the others leave if they go on as they did, or all of it. */
  share: 'even' | 'what others leave' | 'all';
  /** Seconds between pings: those tried first, and those that the rest is spread over. */
  lossless: number[];
  spread: number[];
  /** Hours past the reset that the spread looks. */
  ahead: number;
  leftOver: number;
  /** How near to a whole number of agents counts as whole. */
  nearlyWhole: number;
  /** Hours for which nobody slows down below 120 s. */
  firstLook: number;
};

export const asShipped: Choices = {
  reserve: RESERVE,
  share: 'even',
  lossless: [60, 75, 90],
  spread: [90, 105, 120, 150, 180, 240, 300, 450, 600, 900, 1200, 1800],
  ahead: 0.5,
  leftOver: RESERVE / 2,
  nearlyWhole: 0.3,
  firstLook: 0.25,
};

const HOUR_MS = 3_600_000;
const BURST = 6;

export function variant(name: string, changes: Partial<Choices>): Policy {
  const choices = { ...asShipped, ...changes };
  return {
    name,
    observe,
    paceOf(known, now) {
      if (!known) return { everyMs: 60_000 };
      const hours = Math.max(0, known.resetAt - now) / HOUR_MS;
      const isUsedUp = known.remaining <= choices.reserve && hours > 0 && !isHearsay(known);
      if (isUsedUp) return { everyMs: 60_000, waitUntil: known.resetAt };
      const [left, time] = hours > 0 ? [known.remaining, hours] : [known.limit, 1];
      return { everyMs: 1000 * secondsBetween(known, choices, left, time) };
    },
  };
}

/** The same seconds always: what a constant would give. */
export const constant = (name: string, seconds: number, reserve = -1): Policy =>
  variant(name, { reserve, lossless: [], spread: [seconds] });

const isHearsay = ({ buckets, pinged }: Budget) =>
  buckets === 'unknown' && pinged !== undefined && pinged.remaining > RESERVE;

function secondsBetween(known: Budget, choices: Choices, remaining: number, hours: number): number {
  const { lossless, spread, ahead, leftOver, firstLook, reserve } = choices;
  const [agents, taken] = othersIn(known, choices);
  const lasts = (seconds: number) =>
    remaining - Math.max(reserve, 0) - BURST >= agents * hours * (3600 / seconds + known.actions) + taken * hours;
  const fits = lossless.find(lasts);
  if (fits !== undefined) return fits;
  const left = remaining - leftOver + ahead * (known.limit - leftOver);
  const share = left / ((hours + ahead) * agents) - known.actions - taken;
  const isFirstLook = known.watched < firstLook && remaining >= 0.6 * known.limit;
  const wanted = share > 0 ? 3600 / share : Number.POSITIVE_INFINITY;
  return nearest(spread, isFirstLook ? Math.min(wanted, 120) : wanted);
}

/** How many share the rest, and what is taken from it beforehand, in requests an hour. */
function othersIn({ others, pings, actions }: Budget, { share, nearlyWhole }: Choices): [number, number] {
  if (share === 'all') return [1, 0];
  if (share === 'what others leave') return [1, others];
  const measured = 1 + others / Math.max(pings + actions, 1);
  const whole = Math.round(measured);
  return [Math.abs(measured - whole) <= nearlyWhole ? whole : measured, 0];
}

function nearest(steps: number[], seconds: number): number {
  const slowest = Math.max(...steps);
  const distance = (step: number) => Math.abs(Math.log(step / Math.min(seconds, slowest)));
  return steps.reduce((best, step) => (distance(step) < distance(best) ? step : best), slowest);
}
