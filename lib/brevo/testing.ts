import fc from 'fast-check';
import { type BrevoClient, createBrevoClient } from './client.ts';
import type { HttpDependencies } from './http.ts';
import type { AgentIdentity, AutomatedSender } from './identity.ts';
import { createSimulationFetch } from './simulation/fetch.ts';
import { createDesk, GROUP, KEY, LIZ, START, TOM } from './simulation/testing.ts';
import type { SimulationOptions } from './simulation/types.ts';

export const LIZ_BY_ID: AgentIdentity = { kind: 'id', agentId: LIZ.id };
export const HELLO = { route: 'messages', visitorId: 'ada', text: 'Hello!', agent: LIZ_BY_ID } as const;

/** A client of a simulated account. */
export function createClientDesk(options: Partial<SimulationOptions> = {}) {
  const desk = createDesk(options);
  const fetch = createSimulationFetch(desk.simulation);
  const brevo = createBrevoClient({ fetch, key: async () => KEY, now: () => desk.clock.now });
  return { ...desk, brevo };
}

type Request = { url: string; init: RequestInit };

/** A client whose every request is answered as told; keeps what was asked of `fetch`. */
export function createClientAnswered(
  answer: (request: Request) => Response | Promise<Response>,
  dependencies: Partial<HttpDependencies> = {},
) {
  const requests: Request[] = [];
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const request = { url: String(input), init };
    requests.push(request);
    return answer(request);
  };
  const brevo = createBrevoClient({ fetch, key: async () => KEY, now: () => START, ...dependencies });
  return { brevo, requests };
}

/** A JSON answer. */
export const jsonResponse = (status: number, value: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json', ...headers } });

const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== '');

/** Every way to say who speaks. The agents named by ID exist. */
export const anyAgent: fc.Arbitrary<AgentIdentity> = fc.oneof(
  fc.record({ kind: fc.constant('id'), agentId: fc.constantFrom(LIZ.id, TOM.id) }),
  fc.record({ kind: fc.constant('id'), agentId: fc.constantFrom(LIZ.id, TOM.id), sourceLabel: word }),
  fc.record({ kind: fc.constant('email'), agentEmail: fc.emailAddress(), agentName: word, sourceLabel: word }),
);

/** Every way to say who an automated message comes from. */
export const anySender: fc.Arbitrary<AutomatedSender> = fc.constantFrom(
  { kind: 'agent', agentId: LIZ.id },
  { kind: 'group', groupId: GROUP.id },
);

/** Any text that UTF-8 can carry and that says something. */
export const anyText = fc.string({ unit: 'binary', size: 'medium' }).filter((text) => text.trim() !== '');

/** Each call of the client, by a name. */
export const CALLS: [string, (brevo: BrevoClient) => ReturnType<BrevoClient[keyof BrevoClient]>][] = [
  ['account', (brevo) => brevo.account()],
  ['ping', (brevo) => brevo.ping(LIZ_BY_ID)],
  ['send', (brevo) => brevo.send(HELLO)],
  ['read', (brevo) => brevo.read('messages', 'abc')],
  ['edit', (brevo) => brevo.edit('messages', 'abc', 'Hi')],
  ['delete', (brevo) => brevo.delete('messages', 'abc')],
  [
    'automated send',
    (brevo) =>
      brevo.send({
        route: 'pushedMessages',
        visitorId: 'ada',
        text: 'Hi',
        sender: { kind: 'group', groupId: GROUP.id },
      }),
  ],
  ['automated read', (brevo) => brevo.read('pushedMessages', 'abc')],
  ['automated edit', (brevo) => brevo.edit('pushedMessages', 'abc', 'Hi')],
  ['automated delete', (brevo) => brevo.delete('pushedMessages', 'abc')],
];
