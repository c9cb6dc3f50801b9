import type { Answer } from './answers.ts';
import { createFaultScript } from './faults.ts';
import { findProblems } from './openapi-check.ts';
import { createSimulation } from './simulation.ts';
import type { SimulatedAnswer, SimulatedRequest, Simulation, SimulationOptions, StoredMessage } from './types.ts';

export const KEY = 'xkeysib-full';
export const LIZ = { id: 'd9nKoegKSjmCtyK78', name: 'Liz', email: 'liz@getwear.com', isDummy: false };
export const TOM = { id: 'QmWq3zKT5rGx8Yb7n', name: 'Tom', userpic: 'https://example.com/tom.png', isDummy: false };
export const GROUP = { id: 'PjRBMhWGen6aRHjif', agentIds: [TOM.id] };
export const START = Date.UTC(2026, 0, 5, 9);

const LIMIT_HEADERS = ['x-sib-ratelimit-limit', 'x-sib-ratelimit-remaining', 'x-sib-ratelimit-reset'];

export type Desk = ReturnType<typeof createDesk>;

/** A simulated account with two agents and one group, a clock to turn, and short ways to call it. */
export function createDesk(options: Partial<SimulationOptions> = {}) {
  const clock = { now: START };
  const usual = { keys: { [KEY]: 'full' as const }, agents: [LIZ, TOM], groups: [GROUP] };
  const simulation = checkAnswers(createSimulation({ now: () => clock.now, ...usual, ...options }));
  function call(method: string, path: string, body?: unknown, headers: Record<string, string> = { 'api-key': KEY }) {
    return simulation.handle({ method, path, headers, body: toBody(body) });
  }
  const send = (body: object) => answerOf(call('POST', '/v3/conversations/messages', body));
  return {
    clock,
    simulation,
    call: (...request: Parameters<typeof call>) => answerOf(call(...request)),
    callRaw: call,
    ping: (body: object = { agentId: LIZ.id }) => answerOf(call('POST', '/v3/conversations/agentOnlinePing', body)),
    send,
    push: (body: object) => answerOf(call('POST', '/v3/conversations/pushedMessages', body)),
    sendText: (text: string, visitorId = 'ada') => idOf(send({ agentId: LIZ.id, text, visitorId })),
  };
}

type Body = Partial<StoredMessage> & { code?: string; message?: string; companyName?: string };

/** The body of an answer, read as JSON. */
export function json(answer: Answer): Body {
  return JSON.parse(answer.body);
}

/** The id of the message that an answer shows. */
export function idOf(answer: Answer): string {
  const { id } = json(answer);
  if (!id) throw new Error(`Expected a message, got ${answer.status} ${answer.body}`);
  return id;
}

/** The answer, when it is one. */
export function answerOf(answer: SimulatedAnswer): Answer {
  if (answer.kind !== 'answer') throw new Error(`Expected an answer, got ${answer.kind}`);
  return answer;
}

/** Makes the simulation throw when an answer that no fault spoiled does not fit Brevo's description. */
function checkAnswers(simulation: Simulation): Simulation {
  const faults = createFaultScript();
  return {
    ...simulation,
    script(fault) {
      faults.add(fault);
      simulation.script(fault);
    },
    clearFaults() {
      faults.clear();
      simulation.clearFaults();
    },
    handle(request) {
      const fault = faults.next(request);
      const answer = simulation.handle(request);
      if (!fault || fault.kind === 'delay') assertDescribed(request, answer);
      return answer;
    },
  };
}

function assertDescribed(request: SimulatedRequest, given: SimulatedAnswer) {
  const answer = answerOf(given);
  const problems = findProblems(request, answer);
  for (const name of LIMIT_HEADERS) {
    if (!/^\d+$/.test(answer.headers[name] ?? '')) problems.push(`${name} is ${answer.headers[name]}`);
  }
  if (!answer.headers['sib-request-id']) problems.push('sib-request-id is missing');
  if (problems.length > 0) throw new Error(`${request.method} ${request.path}: ${problems.join('; ')}`);
}

function toBody(body: unknown): string {
  if (body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}
