import { expect, test } from 'vitest';
import { createDesk, json, KEY } from './testing.ts';

const ACCOUNT = '/v3/account';

test('a key that works reads the account', () => {
  const { call } = createDesk({ companyName: 'Getwear' });
  const answer = call('GET', ACCOUNT);
  expect([answer.status, json(answer).companyName]).toEqual([200, 'Getwear']);
});

test('each problem with a key has its own words', () => {
  const { call, simulation } = createDesk({ keys: { off: 'disabled', new: 'forbidden' } });
  const say = (headers: Record<string, string>) => {
    const answer = call('GET', ACCOUNT, undefined, headers);
    return [answer.status, json(answer).code, json(answer).message];
  };
  expect(say({})).toEqual([401, 'unauthorized', 'authentication not found in headers']);
  expect(say({ authorization: 'Bearer off' })).toEqual([401, 'unauthorized', 'authentication not found in headers']);
  expect(say({ 'api-key': 'wrong' })).toEqual([401, 'unauthorized', 'Key not found']);
  expect(say({ 'api-key': 'toString' })).toEqual([401, 'unauthorized', 'Key not found']);
  expect(say({ 'api-key': 'off' })).toEqual([401, 'unauthorized', 'API Key is not enabled']);
  expect(say({ 'api-key': 'new' }).slice(0, 2)).toEqual([403, 'permission_denied']);
  simulation.setKey('off', 'full');
  expect(say({ 'api-key': 'off' })[0]).toBe(200);
  simulation.setKey('off', undefined);
  expect(say({ 'api-key': 'off' })).toEqual([401, 'unauthorized', 'Key not found']);
});

test('a blocked address is quoted, whatever the key, until the block is lifted', () => {
  const { call, ping, simulation } = createDesk();
  simulation.blockAddress('192.0.2.10');
  expect(json(ping()).message).toContain('unrecognised IP address 192.0.2.10.');
  expect(json(call('GET', ACCOUNT, undefined, {})).message).toContain('192.0.2.10');
  simulation.blockAddress(undefined);
  expect(ping().status).toBe(201);
});

test('a key for Conversations alone may do everything but read the account', () => {
  const { call, ping } = createDesk({ keys: { [KEY]: 'conversations-only' } });
  expect(ping().status).toBe(201);
  expect(json(call('GET', ACCOUNT)).code).toBe('permission_denied');
});

test('a refused key costs no request of the account', () => {
  const { call, ping } = createDesk({ hourlyLimit: 1 });
  expect(call('GET', ACCOUNT, undefined, { 'api-key': 'wrong' }).status).toBe(401);
  expect(ping().status).toBe(201);
});
