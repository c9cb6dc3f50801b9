import fc from 'fast-check';
import { type Desk, GROUP, KEY, LIZ, TOM } from './testing.ts';
import type { Fault, SimulatedAnswer, Unknowns } from './types.ts';

export const VISITORS = ['ada', 'ben'];
const PATHS = ['/v3/conversations/messages', '/v3/conversations/pushedMessages'];

/** One thing that may happen to a simulated account. */
export type Step =
  | { do: 'call'; method: string; path: string; body: unknown; key: string }
  | { do: 'change'; method: string; path: string; pick: number; body: unknown }
  | { do: 'write'; visitorId: string; text: string }
  | { do: 'wait'; ms: number }
  | { do: 'limit'; limit: number }
  | { do: 'fault'; fault: Fault }
  | { do: 'switch'; unknowns: Partial<Unknowns> };

const text = fc.oneof(fc.constantFrom('Hi', '', ' ', '<b>\n&'), fc.string({ unit: 'binary', maxLength: 20 }));
const wish = fc.record(
  {
    agentId: fc.constantFrom(LIZ.id, TOM.id, 'nobody', ''),
    agentEmail: fc.constantFrom(LIZ.email, 'new@getwear.com', 'broken'),
    agentName: fc.constant('Someone'),
    receivedFrom: fc.constant('Deskside'),
    groupId: fc.constantFrom(GROUP.id, 'nothing'),
    visitorId: fc.constantFrom(...VISITORS),
    text,
  },
  { requiredKeys: [] },
);
const hello = fc.record({ agentId: fc.constant(LIZ.id), visitorId: fc.constantFrom(...VISITORS), text });
const body = fc.oneof(hello, wish, fc.json(), fc.string());
const path = fc.constantFrom(...PATHS, '/v3/conversations/agentOnlinePing', '/v3/account', '/v3/nothing');
const method = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH');
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: fc.constant('hang'), committed: fc.boolean() }),
  fc.record({ kind: fc.constant('reset'), committed: fc.boolean() }),
  fc.record({ kind: fc.constant('html'), status: fc.constantFrom(200, 403, 502), committed: fc.boolean() }),
  fc.record({ kind: fc.constant('status'), status: fc.constantFrom(200, 204, 429, 503), committed: fc.boolean() }),
  fc.record({ kind: fc.constant('body'), body: fc.string() }),
  fc.record({ kind: fc.constant('delay'), ms: fc.nat(60_000) }),
);
const unknowns: fc.Arbitrary<Partial<Unknowns>> = fc.oneof(
  fc.record({ unknownAgent: fc.constantFrom(400, 404) }),
  fc.record({ unknownVisitor: fc.constantFrom<Unknowns['unknownVisitor']>('accepted', 400, 404) }),
  fc.record({ rateBuckets: fc.constantFrom('shared', 'per-endpoint') }),
  fc.record({ pushedIdsUnderMessages: fc.boolean() }),
  fc.record({ visitorMessageEdit: fc.constantFrom(400, 403, 404) }),
  fc.record({ maxTextLength: fc.constantFrom(5, Number.POSITIVE_INFINITY) }),
);
const key = fc.constantFrom(KEY, KEY, KEY, 'wrong');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('call'),
    method: fc.constant('POST'),
    path: fc.constantFrom(...PATHS),
    body: hello,
    key,
  }),
  fc.record({ do: fc.constant('call'), method, path, body, key }),
  fc.record({ do: fc.constant('change'), method, path: fc.constantFrom(...PATHS), pick: fc.nat(), body }),
  fc.record({ do: fc.constant('write'), visitorId: fc.constantFrom(...VISITORS), text: fc.string() }),
  fc.record({ do: fc.constant('wait'), ms: fc.integer({ min: -60_000, max: 4_000_000 }) }),
  fc.record({ do: fc.constant('limit'), limit: fc.nat(40) }),
  fc.record({ do: fc.constant('fault'), fault }),
  fc.record({ do: fc.constant('switch'), unknowns }),
);
/** Any run of things that may happen. */
export const steps = fc.array(step, { maxLength: 60, size: 'max' });

/** Lets one step happen; gives Brevo's answer when it was a request. */
export function take(desk: Desk, next: Step): SimulatedAnswer | undefined {
  switch (next.do) {
    case 'call':
      return desk.callRaw(next.method, next.path, next.body, { 'api-key': next.key });
    case 'change':
      return desk.callRaw(next.method, `${next.path}/${pickId(desk, next.pick)}`, next.body);
    default:
      change(desk, next);
      return undefined;
  }
}

function change({ clock, simulation }: Desk, next: Exclude<Step, { do: 'call' | 'change' }>): void {
  switch (next.do) {
    case 'write':
      simulation.visitorWrites(next.visitorId, next.text);
      break;
    case 'wait':
      clock.now += next.ms;
      break;
    case 'limit':
      simulation.setHourlyLimit(next.limit);
      break;
    case 'fault':
      simulation.script({ fault: next.fault });
      break;
    case 'switch':
      simulation.setUnknowns(next.unknowns);
      break;
    default:
      next satisfies never;
  }
}

function pickId({ simulation }: Desk, pick: number): string {
  const shown = VISITORS.flatMap((visitorId) => simulation.conversation(visitorId)).map(({ id }) => id);
  const logged = simulation.commits.flatMap((commit) => (commit.kind === 'ping' ? [] : [commit.id]));
  const ids = [...shown, ...logged];
  return ids[pick % Math.max(1, ids.length)] ?? 'nothing';
}
