import { expect, test, vi } from 'vitest';
import { createDesk, LIZ } from './testing.ts';

const ACCOUNT = '/v3/account';
const MESSAGES = '/v3/conversations/messages';

test('every request that arrives is kept, accepted or not', () => {
  const { call, clock, simulation } = createDesk();
  call('GET', ACCOUNT, undefined, {});
  clock.now += 5;
  call('POST', MESSAGES, { agentId: LIZ.id });
  expect(simulation.arrivals.map(({ at, request }) => [at - clock.now, request.method, request.path])).toEqual([
    [-5, 'GET', ACCOUNT],
    [0, 'POST', MESSAGES],
  ]);
});

test('a conversation shows only its own visitor, oldest message first', () => {
  const { sendText, simulation } = createDesk();
  sendText('one');
  sendText('for Ben', 'ben');
  simulation.visitorWrites('ada', 'two');
  sendText('three');
  expect(simulation.conversation('ada').map(({ text }) => text)).toEqual(['one', 'two', 'three']);
});

test('whoever watches hears of each commit and of what a visitor writes, until they stop', () => {
  const { call, ping, sendText, simulation } = createDesk();
  const listener = vi.fn();
  const stop = simulation.subscribe(listener);
  ping();
  const id = sendText('Hi');
  call('PUT', `${MESSAGES}/${id}`, { text: 'Hello' });
  call('DELETE', `${MESSAGES}/${id}`);
  simulation.visitorWrites('ada', 'Hm');
  expect(listener).toHaveBeenCalledTimes(5);
  call('GET', `${MESSAGES}/${id}`);
  stop();
  ping();
  expect(listener).toHaveBeenCalledTimes(5);
});
