import { type Access, createAccess } from './access.ts';
import { act } from './act.ts';
import { type Answer, refuse, withHeaders } from './answers.ts';
import { createFaultScript, misbehave } from './faults.ts';
import { createIds, type Ids } from './ids.ts';
import { createRateBuckets, type RateBuckets } from './rate.ts';
import { endpointName, findTarget } from './target.ts';
import type { Arrival, SimulatedRequest, Simulation, SimulationOptions } from './types.ts';
import { createWorld, type World } from './world.ts';

const DEFAULT_HOURLY_LIMIT = 100;
const TOO_MANY = { status: 429, code: 'too_many_requests', message: 'Too many requests' };

type Brevo = { world: World; access: Access; rate: RateBuckets; ids: Ids };

/** Makes an in-memory Brevo account: the nine Conversations endpoints and GET /account, on the given clock. */
export function createSimulation(options: SimulationOptions): Simulation {
  const now = () => Math.floor(options.now());
  const ids = createIds(now());
  const access = createAccess(options.keys);
  const rate = createRateBuckets(now, options.hourlyLimit ?? DEFAULT_HOURLY_LIMIT);
  const world = createWorld(options, now, ids);
  const faults = createFaultScript();
  const arrivals: Arrival[] = [];
  return {
    handle(request) {
      arrivals.push({ at: now(), request });
      const carryOut = () => answer({ world, access, rate, ids }, request);
      const fault = faults.next(request);
      return fault ? misbehave(fault, carryOut) : carryOut();
    },
    arrivals,
    script: faults.add,
    clearFaults: faults.clear,
    setKey: access.setKey,
    blockAddress: access.blockAddress,
    setHourlyLimit: rate.setLimit,
    ...viewWorld(world),
  };
}

function answer({ world, access, rate, ids }: Brevo, request: SimulatedRequest): Answer {
  const target = findTarget(request.method, request.path);
  const bucket = world.unknowns.rateBuckets === 'shared' ? 'all' : endpointName(target);
  const refusal = access.check(request.headers, target) ?? (rate.take(bucket) ? undefined : TOO_MANY);
  const plain = refusal ? refuse(refusal) : act(world, target, request.body);
  return withHeaders(plain, { ...rate.headers(bucket), 'sib-request-id': ids.request() });
}

type WorldView = Pick<
  Simulation,
  'commits' | 'agents' | 'conversation' | 'isOnline' | 'subscribe' | 'setUnknowns' | 'visitorWrites'
>;

function viewWorld({ log, agents, messages, presence, unknowns }: World): WorldView {
  return {
    commits: log.commits,
    agents: agents.all,
    conversation: messages.ofVisitor,
    isOnline: presence.isOnline,
    subscribe: log.subscribe,
    setUnknowns: (changes) => void Object.assign(unknowns, changes),
    visitorWrites(visitorId, text) {
      const { id } = messages.add({ route: 'messages', visitorId, text, sender: { type: 'visitor' } });
      log.notify();
      return id;
    },
  };
}
