import type { Budget } from '../../lib/brevo/budget.ts';
import { type Action, actionsOf } from './actions.ts';
import type { Ask, From } from './brevo.ts';
import type { Clock } from './clock.ts';
import type { Policy } from './policy.ts';

/**
 * How alarms ring. 'late': each 0 to 30 s late, on a schedule that holds. 'slipping': the same, and the next period is
 * counted from the ring.
 */
export type Alarms = 'on time' | 'late' | 'slipping';

/** What became of one agent's day. Times in ms since 1970, durations in ms. */
export type AgentDay = { startedAt: number; pingedAt: number[]; sent: number; refused: number; delays: number[] };

type World = { clock: Clock; ask: Ask; policy: Policy; alarms: Alarms; random: () => number };

const LATEST_MS = 30_000;
/** Of the time after which a refused ping is tried again. */
const JITTER_MS = 15_000;

/** Lets an agent work: pings as the policy says, and actions whenever the agent likes, for so many hours. */
export function startAgent(world: World, startedAt: number, hours: number): AgentDay {
  const day: AgentDay = { startedAt, pingedAt: [], sent: 0, refused: 0, delays: [] };
  const client = createClient(world, day);
  // Drawn before anything happens, so that all policies meet the same day.
  const actions = actionsOf(hours, world.random);
  startPings(world, day, client);
  for (const action of actions) startAction(world.clock, day, client, { ...action, at: startedAt + action.at });
  return day;
}

type Client = { budget(): Budget | undefined; ask(from: From): ReturnType<Ask> };

function createClient({ clock, ask, policy }: World, day: AgentDay): Client {
  let budget: Budget | undefined;
  return {
    budget: () => budget,
    ask(from) {
      const answer = ask(from);
      day.sent++;
      if (!answer.isAllowed) day.refused++;
      if (answer.rate) budget = policy.observe(budget, answer.rate, from, clock.now());
      return answer;
    },
  };
}

/** The heartbeat. A change of pace is counted from the ping after which it was seen. */
function startPings({ clock, policy, alarms, random }: World, day: AgentDay, client: Client): void {
  let everyMs = 0;
  const ring = (due: number) => {
    clock.at(due + (alarms === 'on time' ? 0 : random() * LATEST_MS), () => beat(due));
  };
  const beat = (due: number) => {
    const { waitUntil } = policy.paceOf(client.budget(), clock.now());
    if (waitUntil !== undefined && waitUntil > clock.now()) return ring(waitUntil);
    const answer = client.ask('ping');
    if (!answer.isAllowed) return ring(answer.retryAt + random() * JITTER_MS);
    day.pingedAt.push(clock.now());
    const pace = policy.paceOf(client.budget(), clock.now());
    const from = pace.everyMs === everyMs && alarms !== 'slipping' ? due : clock.now();
    everyMs = pace.everyMs;
    ring(pace.waitUntil ?? from + everyMs);
  };
  clock.at(day.startedAt, () => beat(day.startedAt));
}

/** Nothing holds an action back but a refusal, after which it goes when Brevo said. */
function startAction(clock: Clock, day: AgentDay, client: Client, { at, requests }: Action): void {
  const go = (left: number) => {
    if (left === 0) {
      if (clock.now() > at) day.delays.push(clock.now() - at);
      return;
    }
    const { isAllowed, retryAt } = client.ask('action');
    if (isAllowed) go(left - 1);
    else clock.at(retryAt, () => go(left));
  };
  clock.at(at, () => go(requests));
}
