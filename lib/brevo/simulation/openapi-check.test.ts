import { expect, test } from 'vitest';
import { findProblems, findRequestProblems, publishedAnswers, publishedRequests } from './openapi-check.ts';
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

test('the description publishes answers, and every one has a known status', () => {
  expect(publishedAnswers().length).toBeGreaterThanOrEqual(10);
  expect(publishedAnswers().filter(({ status }) => status < 200)).toEqual([]);
});

test.each(publishedRequests())('the published request has no problems: $name', ({ method, path, body }) => {
  const sent = { method, path: `/v3${path}`, headers, body: body === undefined ? '' : JSON.stringify(body) };
  expect(findRequestProblems(sent)).toEqual([]);
});

test.each([
  ['no visitor', { body: '{"text":"Hi"}' }],
  ['a text that is none', { body: '{"text":7,"visitorId":"ada"}' }],
  ['a broken e-mail', { body: '{"text":"Hi","visitorId":"ada","agentEmail":"x"}' }],
  ['a field made up', { body: '{"text":"Hi","visitorId":"ada","html":"<b>"}' }],
  ['no content type', { headers: {}, body: '{"text":"Hi","visitorId":"ada"}' }],
  ['another method', { method: 'PATCH' }],
  ['another path', { path: '/v3/conversations/visitors' }],
  ['a body where none belongs', { method: 'GET', path: '/v3/account', body: '{}' }],
])('a request that does not fit the description is found: %s', (_, changes) => {
  expect(findRequestProblems({ ...request, headers, ...changes })).not.toEqual([]);
});
