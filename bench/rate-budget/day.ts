import { createRandom } from '../../lib/brevo/simulation/random.ts';
import { type AgentDay, type Alarms, startAgent } from './agent.ts';
import { type Counting, createBrevo } from './brevo.ts';
import { createClock } from './clock.ts';
import type { Policy } from './policy.ts';

/** A working day of agents who share one limit. */
export type Day = {
  agents: number;
  hourlyLimit: number;
  policy: Policy;
  seed: number;
  alarms?: Alarms;
  counting?: Counting;
  /** Hours after the start at which another tool makes a request. */
  foreign?: number[];
  hours?: number;
};

export type Played = { agents: AgentDay[]; endsAt: number };

const HOUR_MS = 3_600_000;
/** Agents start within so long of each other. */
const STARTS_WITHIN_MS = 5 * 60_000;
const MORNING = Date.UTC(2026, 0, 5, 8);

/** Plays a day; the same seed gives the same day, whatever the policy. */
export function playDay(day: Day): Played {
  const { agents, hourlyLimit, policy, seed, alarms = 'late', counting = 'one', foreign = [], hours = 8 } = day;
  const clock = createClock(MORNING);
  const ask = createBrevo(clock.now, hourlyLimit, counting);
  const endsAt = MORNING + hours * HOUR_MS;
  for (const hour of foreign) clock.at(MORNING + hour * HOUR_MS, () => ask('action'));
  const days = Array.from({ length: agents }, (_, n) => {
    const random = createRandom(seed * 1000 + n);
    return startAgent({ clock, ask, policy, alarms, random }, MORNING + random() * STARTS_WITHIN_MS, hours);
  });
  clock.runUntil(endsAt);
  return { agents: days, endsAt };
}
