import { expect, test } from 'vitest';
import { createDesk, idOf, json, START } from './testing.ts';

const MESSAGES = '/v3/conversations/messages';
const PUSHED = '/v3/conversations/pushedMessages';

test('a message is read again under its id', () => {
  const { call, sendText, simulation } = createDesk();
  const id = sendText('Hello!');
  expect(json(call('GET', `${MESSAGES}/${id}`))).toEqual(simulation.conversation('ada')[0]);
});

test('an edited message is answered with its new text and html', () => {
  const { call, sendText, simulation } = createDesk();
  const id = sendText('Helo');
  const before = simulation.conversation('ada');
  const answer = call('PUT', `${MESSAGES}/${id}`, { text: 'Hello\nAda' });
  expect(json(answer)).toMatchObject({ id, text: 'Hello\nAda', html: 'Hello<br>Ada', createdAt: START });
  expect(simulation.conversation('ada')).toEqual([json(answer)]);
  expect(simulation.commits[1]).toEqual({ at: START, kind: 'edited', id, visitorId: 'ada', text: 'Hello\nAda' });
  expect(before[0]?.text).toBe('Helo');
});

test('a deleted message is gone for good', () => {
  const { call, sendText, simulation } = createDesk();
  const id = sendText('Oops');
  expect(call('DELETE', `${MESSAGES}/${id}`)).toMatchObject({ status: 204, body: '' });
  expect(simulation.conversation('ada')).toEqual([]);
  expect(simulation.commits[1]).toEqual({ at: START, kind: 'deleted', id, visitorId: 'ada' });
  const again = [call('GET', `${MESSAGES}/${id}`), call('PUT', `${MESSAGES}/${id}`, { text: 'Back' })];
  for (const answer of [...again, call('DELETE', `${MESSAGES}/${id}`)]) {
    expect([answer.status, json(answer).code]).toEqual([404, 'document_not_found']);
  }
  expect(simulation.commits).toHaveLength(2);
});

test("a visitor's message can be read, but neither edited nor deleted", () => {
  const { call, simulation } = createDesk();
  const path = `${MESSAGES}/${simulation.visitorWrites('ada', 'Hi?')}`;
  expect(json(call('GET', path))).toMatchObject({ type: 'visitor', text: 'Hi?' });
  for (const status of [400, 403, 404] as const) {
    simulation.setUnknowns({ visitorMessageEdit: status });
    expect(call('PUT', path, { text: 'No' }).status).toBe(status);
    expect(call('DELETE', path).status).toBe(status);
  }
  expect(simulation.commits).toEqual([]);
  expect(simulation.conversation('ada')).toMatchObject([{ text: 'Hi?' }]);
});

test('an automated message is edited and deleted under its own route', () => {
  const { call, push } = createDesk();
  const path = `${PUSHED}/${idOf(push({ text: 'Shiped', visitorId: 'ada' }))}`;
  expect(json(call('PUT', path, { text: 'Shipped' })).text).toBe('Shipped');
  expect(json(call('GET', path)).text).toBe('Shipped');
  expect(call('DELETE', path).status).toBe(204);
});

test('whether one route serves the ids of the other can be switched', () => {
  const { call, push, sendText, simulation } = createDesk();
  const paths = [`${PUSHED}/${sendText('Hi')}`, `${MESSAGES}/${idOf(push({ text: 'Hi', visitorId: 'ada' }))}`];
  expect(paths.map((path) => call('GET', path).status)).toEqual([404, 404]);
  simulation.setUnknowns({ pushedIdsUnderMessages: true });
  expect(paths.map((path) => call('GET', path).status)).toEqual([200, 200]);
});
