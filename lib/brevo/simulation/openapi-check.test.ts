import { expect, test } from 'vitest';
import { findProblems, publishedRequests } from './openapi-check.ts';
import { createDesk, idOf, KEY, LIZ } from './testing.ts';

test('the description publishes requests for the nine endpoints and the account', () => {
  expect(new Set(publishedRequests().map(({ method, path }) => `${method} ${path}`)).size).toBe(10);
});

test.each(publishedRequests())('the published request is accepted: $name', ({ method, path, status, body }) => {
  const { call, push, sendText } = createDesk();
  const id = path.includes('pushed') ? idOf(push({ text: 'Hi', visitorId: 'ada' })) : sendText('Hi');
  expect(call(method, `/v3${path.replace('{id}', id)}`, body).status).toBe(status);
});

const request = { method: 'POST', path: '/v3/conversations/messages', headers: { 'api-key': KEY }, body: '' };
const headers = { 'content-type': 'application/json' };
const answer = { kind: 'answer', status: 200, headers, body: JSON.stringify({ agentId: LIZ.id }), delayMs: 0 } as const;

test('an answer that fits the description has no problems', () => {
  expect(findProblems(request, answer)).toEqual([]);
});

test.each([
  [{ body: '{"agentId":7}' }],
  [{ body: '{"createdAt":1.5}' }],
  [{ status: 202 }],
  [{ status: 400, body: '{"code":"made_up","message":"?"}' }],
  [{ status: 404, body: '{"code":"document_not_found"}' }],
  [{ headers: {} }],
])('an answer that does not fit the description is found: %j', (changes) => {
  expect(findProblems(request, { ...answer, ...changes })).not.toEqual([]);
});

test('a body where none belongs is found', () => {
  const ping = { ...request, path: '/v3/conversations/agentOnlinePing' };
  expect(findProblems(ping, { ...answer, status: 201 })).not.toEqual([]);
});
