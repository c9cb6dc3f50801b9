import { type Day, type Played, playDay } from './day.ts';

/** Brevo keeps an agent online for 2 to 3 minutes after a ping: the careful value. */
const ONLINE_MS = 120_000;
const MINUTE_MS = 60_000;

/** A day in numbers, for each agent but where said otherwise. Times in minutes. */
export type Outcome = {
  offline: number;
  /** The agent who was offline longest. */
  worst: number;
  /** While not one of all agents was online. */
  nobody: number;
  /** Messages and edits that were refused at first. */
  delayed: number;
  delayedFor: number;
  longestDelay: number;
  refused: number;
  pings: number;
};

export const SEEDS = 10;

/** Days of several seeds, averaged; the longest delay is that of all. */
export function outcomeOf(day: Omit<Day, 'seed'>, seeds = SEEDS): Outcome {
  const all = Array.from({ length: seeds }, (_, n) => measure(playDay({ ...day, seed: n + 1 })));
  const mean = (value: (outcome: Outcome) => number) => sum(all.map(value)) / all.length;
  return {
    offline: mean(({ offline }) => offline),
    worst: mean(({ worst }) => worst),
    nobody: mean(({ nobody }) => nobody),
    delayed: mean(({ delayed }) => delayed),
    delayedFor: mean(({ delayed, delayedFor }) => delayed * delayedFor) / (mean(({ delayed }) => delayed) || 1),
    longestDelay: Math.max(...all.map(({ longestDelay }) => longestDelay)),
    refused: mean(({ refused }) => refused),
    pings: mean(({ pings }) => pings),
  };
}

export function measure({ agents, endsAt }: Played): Outcome {
  const offline = agents.map(({ startedAt, pingedAt }) => uncovered(pingedAt, startedAt, endsAt));
  const everyPing = agents.flatMap(({ pingedAt }) => pingedAt).toSorted((a, b) => a - b);
  const delays = agents.flatMap(({ delays }) => delays);
  return {
    offline: sum(offline) / agents.length,
    worst: Math.max(...offline),
    nobody: uncovered(everyPing, Math.min(...agents.map(({ startedAt }) => startedAt)), endsAt),
    delayed: delays.length / agents.length,
    delayedFor: sum(delays) / (delays.length || 1) / MINUTE_MS,
    longestDelay: Math.max(0, ...delays) / MINUTE_MS,
    refused: sum(agents.map(({ refused }) => refused)) / agents.length,
    pings: everyPing.length / agents.length,
  };
}

/** Minutes between the two times that no ping covers. `pings` in the order of time. */
function uncovered(pings: number[], from: number, to: number): number {
  let [covered, gaps] = [from, 0];
  for (const ping of [...pings, to]) {
    gaps += Math.max(0, ping - covered);
    covered = Math.max(covered, ping + ONLINE_MS);
  }
  return gaps / MINUTE_MS;
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
