import { expect, test } from 'vitest';
import { createDesk } from './testing.ts';

const ACCOUNT = '/v3/account';
const MESSAGES = '/v3/conversations/messages';

test('limits come before routes, and routes before bodies', () => {
  const { call, simulation } = createDesk();
  expect(call('POST', `${MESSAGES}/x`, 'no JSON').status).toBe(405);
  expect(call('POST', '/v3/nothing', 'no JSON').status).toBe(404);
  simulation.setHourlyLimit(0);
  expect(call('POST', '/v3/nothing', 'no JSON').status).toBe(429);
});

test.each(['/v3', '/v3/', '/v3/nothing', '/v4/account', '/v3/account/', '/v3//account', '/v3/conversations'])(
  'there is nothing at %s',
  (path) => expect(createDesk().call('GET', path).status).toBe(404),
);

test('other methods are refused, and the allowed ones named', () => {
  const { call } = createDesk();
  const allowed = (method: string, path: string) => {
    const answer = call(method, path, {});
    return [answer.status, answer.headers.allow];
  };
  expect(allowed('POST', ACCOUNT)).toEqual([405, 'GET']);
  expect(allowed('GET', MESSAGES)).toEqual([405, 'POST']);
  expect(allowed('PATCH', `${MESSAGES}/x`)).toEqual([405, 'GET, PUT, DELETE']);
  expect(allowed('constructor', `${MESSAGES}/x`)).toEqual([405, 'GET, PUT, DELETE']);
});

test('a path is decoded once, each segment by itself', () => {
  const { call, sendText } = createDesk();
  const id = sendText('Hi');
  const encoded = [...id].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join('');
  expect(call('GET', `${MESSAGES}/${encoded}`).status).toBe(200);
  expect(call('GET', `${MESSAGES}/${encodeURIComponent(encoded)}`).status).toBe(404);
  expect(call('GET', `${MESSAGES}/${id}?full=1`).status).toBe(200);
  expect(call('GET', `${MESSAGES}/%zz`).status).toBe(400);
  expect(call('GET', `${MESSAGES}/${id}%2f`).status).toBe(404);
  expect(call('GET', `${MESSAGES}/${id}/`).status).toBe(404);
  expect(call('PATCH', `${MESSAGES}/`).status).toBe(404);
  expect(call('GET', `${MESSAGES}%2f${id}`).status).toBe(404);
  expect(call('GET', `/v3/conversations%2fmessages/${id}`).status).toBe(404);
});
