import type { Fault, Simulation } from '../../lib/brevo/simulation/types.ts';
import { type Chance, pick } from './chance.ts';

const PING = '/conversations/agentOnlinePing';

/** Faults by how often each comes. `elsewhere` is an address where nothing may arrive. */
const faultsAt = (elsewhere: string): [number, Fault][] => [
  [4, { kind: 'delay', ms: 700 }],
  [2, { kind: 'delay', ms: 4000 }],
  [3, { kind: 'reset', committed: true }],
  [3, { kind: 'reset', committed: false }],
  [2, { kind: 'status', status: 503, committed: true }],
  [2, { kind: 'status', status: 500, committed: false }],
  [2, { kind: 'status', status: 429, headers: { 'x-sib-ratelimit-reset': '30' } }],
  [1, { kind: 'status', status: 400 }],
  [2, { kind: 'html', status: 200, committed: false }],
  [1, { kind: 'redirect', status: 307, location: elsewhere }],
  [2, { kind: 'body', body: '' }],
];

export type Weather = {
  /** Scripts one fault, in place of one that struck nobody. */
  turn(): void;
  clear(): void;
  /** How many pings were made to fail, at most. */
  pingFaults(): number;
};

/** Makes the simulated Brevo misbehave at random. Hangs cost 15 s each and pings a gap, so both are rare. */
export function createWeather(brevo: Simulation, elsewhere: string, chance: Chance, isLong: boolean): Weather {
  const faults = faultsAt(elsewhere);
  let pingFaults = 0;
  const onMessages = () => {
    const method = pick(chance, [
      [6, 'POST'] as const,
      [1, 'GET'] as const,
      [1, 'PUT'] as const,
      [1, 'DELETE'] as const,
    ]);
    const path = `/conversations/${chance() < 0.7 ? 'messages' : 'pushedMessages'}`;
    const hang: Fault = { kind: 'hang', committed: chance() < 0.5 };
    brevo.script({ method, path, fault: isLong && chance() < 0.03 ? hang : pick(chance, faults) });
  };
  return {
    turn() {
      brevo.clearFaults();
      onMessages();
      if (!isLong || chance() > 0.02) return;
      pingFaults += 1;
      brevo.script({ path: PING, fault: { kind: 'status', status: 503 } });
    },
    clear: () => brevo.clearFaults(),
    pingFaults: () => pingFaults,
  };
}
