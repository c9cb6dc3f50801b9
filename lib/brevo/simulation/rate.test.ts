import { expect, test } from 'vitest';
import { createDesk } from './testing.ts';

const ACCOUNT = '/v3/account';
const MESSAGES = '/v3/conversations/messages';

test('every answer says how many requests are left and when the count starts again', () => {
  const { clock, ping, call } = createDesk();
  const limits = ({ headers }: ReturnType<typeof ping>) =>
    ['limit', 'remaining', 'reset'].map((name) => headers[`x-sib-ratelimit-${name}`]);
  expect(limits(ping())).toEqual(['100', '99', '3600']);
  clock.now += 600_500;
  expect(limits(call('GET', `${MESSAGES}/nothing`))).toEqual(['100', '98', '3000']);
  clock.now += 2_999_500;
  expect(limits(ping())).toEqual(['100', '99', '3600']);
});

test('more requests than the hour allows are refused and change nothing, until the hour is over', () => {
  const { clock, ping, simulation } = createDesk({ hourlyLimit: 2 });
  ping();
  clock.now += 1000;
  ping();
  const refused = ping();
  expect(refused.status).toBe(429);
  expect(refused.headers).toMatchObject({ 'x-sib-ratelimit-remaining': '0', 'x-sib-ratelimit-reset': '3599' });
  expect(simulation.commits).toHaveLength(2);
  clock.now += 3_598_999;
  expect(ping().status).toBe(429);
  clock.now += 1;
  expect(ping().status).toBe(201);
});

test('the limit can change while the hour runs', () => {
  const { ping, simulation } = createDesk();
  ping();
  ping();
  simulation.setHourlyLimit(1);
  const refused = ping();
  expect([refused.status, refused.headers['x-sib-ratelimit-remaining']]).toEqual([429, '0']);
  simulation.setHourlyLimit(3);
  expect(ping().status).toBe(201);
});

test('the limit counts all endpoints together, or each by itself', () => {
  const { call, ping, simulation } = createDesk({ hourlyLimit: 1 });
  expect([ping().status, call('GET', ACCOUNT).status]).toEqual([201, 429]);
  simulation.setUnknowns({ rateBuckets: 'per-endpoint' });
  expect([ping().status, ping().status, call('GET', ACCOUNT).status]).toEqual([201, 429, 200]);
  expect([call('GET', `${MESSAGES}/a`).status, call('GET', `${MESSAGES}/b`).status]).toEqual([404, 429]);
});

test('a clock set back starts a new hour, never a longer one', () => {
  const { clock, ping } = createDesk({ hourlyLimit: 1 });
  ping();
  clock.now -= 86_400_000;
  expect(ping().headers['x-sib-ratelimit-reset']).toBe('3600');
});
