import { expect, test } from 'vitest';
import { createDesk, json, KEY, LIZ } from './testing.ts';
import type { Fault } from './types.ts';

const MESSAGES = '/v3/conversations/messages';
const HELLO = { agentId: LIZ.id, text: 'Hello!', visitorId: 'ada' };

/** What comes back, and how often Brevo acted, when the next send misbehaves. */
function sendWith(fault: Fault) {
  const { callRaw, simulation } = createDesk();
  simulation.script({ fault });
  return { answer: callRaw('POST', MESSAGES, HELLO), commits: simulation.commits.length, simulation };
}

test.each([
  [{ kind: 'hang', committed: true }, { kind: 'hang' }, 1],
  [{ kind: 'hang', committed: false }, { kind: 'hang' }, 0],
  [{ kind: 'reset', committed: true }, { kind: 'reset' }, 1],
  [{ kind: 'reset', committed: false }, { kind: 'reset' }, 0],
  [{ kind: 'status', status: 503 }, { status: 503 }, 0],
  [{ kind: 'status', status: 503, committed: true }, { status: 503 }, 1],
  [{ kind: 'html', status: 200, committed: true }, { status: 200, headers: { 'content-type': 'text/html' } }, 1],
  [{ kind: 'html', status: 403, committed: false }, { status: 403, body: expect.stringMatching(/^</) }, 0],
  [{ kind: 'redirect', status: 307, location: 'https://x.test/' }, { status: 307, body: '' }, 0],
  [{ kind: 'body', body: '{"id":' }, { status: 200, body: '{"id":' }, 1],
  [{ kind: 'delay', ms: 5000 }, { status: 200, delayMs: 5000 }, 1],
] satisfies [Fault, object, number][])('Brevo misbehaves as scripted: %j', (fault, expected, commits) => {
  const outcome = sendWith(fault);
  expect(outcome.answer).toMatchObject(expected);
  expect(outcome.commits).toBe(commits);
  expect(outcome.simulation.arrivals).toHaveLength(1);
});

test('an answer that went wrong does not show whether Brevo acted', () => {
  for (const fault of [
    { kind: 'status', status: 502 },
    { kind: 'html', status: 200 },
  ] as const) {
    expect(sendWith({ ...fault, committed: true }).answer).toEqual(sendWith({ ...fault, committed: false }).answer);
  }
});

test('a redirect names its goal', () => {
  const { answer } = sendWith({ kind: 'redirect', status: 302, location: 'https://login.example/' });
  expect(answer).toMatchObject({ headers: { location: 'https://login.example/' } });
});

test('a scripted status has a body of its own, or a usual one', () => {
  const tooMany: Fault = {
    kind: 'status',
    status: 429,
    body: 'slow down',
    headers: { 'X-Sib-RateLimit-Reset': 'NaN' },
  };
  expect(sendWith(tooMany).answer).toMatchObject({ body: 'slow down', headers: { 'x-sib-ratelimit-reset': 'NaN' } });
  expect(sendWith({ kind: 'status', status: 404 }).answer).toMatchObject({
    body: expect.stringContaining('document_not_found'),
  });
  expect(sendWith({ kind: 'status', status: 204 }).answer).toEqual({
    kind: 'answer',
    status: 204,
    headers: {},
    body: '',
    delayMs: 0,
  });
});

test('a fault that would commit still meets the checks every request meets', () => {
  const { callRaw, simulation } = createDesk();
  simulation.script({ fault: { kind: 'reset', committed: true }, times: 3 });
  callRaw('POST', MESSAGES, HELLO, { 'api-key': 'wrong' });
  callRaw('POST', MESSAGES, { agentId: LIZ.id });
  simulation.setHourlyLimit(1);
  callRaw('POST', MESSAGES, HELLO);
  expect(simulation.commits).toEqual([]);
});

test('a refused request keeps its own body, whatever body was scripted', () => {
  const { call, simulation } = createDesk();
  simulation.script({ fault: { kind: 'body', body: '{}' }, times: 2 });
  expect(json(call('POST', MESSAGES, HELLO, { 'api-key': 'wrong' })).message).toBe('Key not found');
  expect(call('DELETE', `${MESSAGES}/nothing`).status).toBe(404);
});

test('a deletion has no body even when one is scripted', () => {
  const { call, sendText, simulation } = createDesk();
  const id = sendText('Oops');
  simulation.script({ fault: { kind: 'body', body: '<html>' } });
  expect(call('DELETE', `${MESSAGES}/${id}`)).toMatchObject({ status: 204, body: '' });
});

test('faults strike in order, each as often as said, and only the requests they name', () => {
  const { call, ping, send, simulation } = createDesk();
  simulation.script({ path: '/conversations/messages', fault: { kind: 'status', status: 500 }, times: 2 });
  simulation.script({ method: 'POST', fault: { kind: 'status', status: 502 } });
  expect(call('GET', '/v3/account').status).toBe(200);
  expect([send(HELLO).status, send(HELLO).status, send(HELLO).status, ping().status]).toEqual([500, 500, 502, 201]);
});

test('faults can be cleared', () => {
  const { ping, simulation } = createDesk();
  simulation.script({ fault: { kind: 'status', status: 500 }, times: Number.POSITIVE_INFINITY });
  expect([ping().status, ping().status]).toEqual([500, 500]);
  simulation.clearFaults();
  expect(ping().status).toBe(201);
});

test('a fault without action costs no request of the hour', () => {
  const { ping, simulation } = createDesk({ keys: { [KEY]: 'full' }, hourlyLimit: 1 });
  simulation.script({ fault: { kind: 'status', status: 503 } });
  expect([ping().status, ping().status, ping().status]).toEqual([503, 201, 429]);
});
