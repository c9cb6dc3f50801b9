import { expect, test } from 'vitest';
import { createDesk, json, LIZ, START } from './testing.ts';

const MESSAGES = '/v3/conversations/messages';

test('a sent message is answered as Brevo publishes it and is in the conversation', () => {
  const { simulation, send } = createDesk();
  const answer = send({ agentId: LIZ.id, receivedFrom: 'Deskside', text: 'Hello!', visitorId: 'ada' });
  const message = {
    id: expect.stringMatching(/^[2-9A-HJ-NP-TW-Za-km-z]{17}$/),
    type: 'agent',
    text: 'Hello!',
    html: 'Hello!',
    visitorId: 'ada',
    createdAt: START,
    isPushed: false,
    isTrigger: false,
    isMissed: false,
    isMissedByVisitor: false,
    agentId: LIZ.id,
    agentName: 'Liz',
    receivedFrom: 'Deskside',
  };
  expect(answer.status).toBe(200);
  expect(json(answer)).toEqual(message);
  expect(simulation.conversation('ada')).toEqual([message]);
  expect(simulation.commits).toMatchObject([{ kind: 'posted', route: 'messages', text: 'Hello!', visitorId: 'ada' }]);
});

test('an automated message is marked as pushed and carries no label', () => {
  const { push } = createDesk();
  const message = json(push({ text: 'Shipped', visitorId: 'ada', receivedFrom: 'Deskside' }));
  expect(message).toMatchObject({ isPushed: true });
  expect(message).not.toHaveProperty('receivedFrom');
});

test.each([
  ['line one\nline two\r\nline three', 'line one<br>line two<br>line three'],
  [`<b onclick="x('1')">&</b>`, '&lt;b onclick=&quot;x(&#39;1&#39;)&quot;&gt;&amp;&lt;/b&gt;'],
  ['  kept  ', '  kept  '],
  ['\u202eright to left \ud83d\udc69\u200d\ud83d\udcbb', '\u202eright to left \ud83d\udc69\u200d\ud83d\udcbb'],
])('the text stays as it was sent and its html is harmless: %j', (text, html) => {
  const { send, simulation } = createDesk();
  expect(json(send({ agentId: LIZ.id, text, visitorId: 'ada' }))).toMatchObject({ text, html });
  expect(simulation.commits).toMatchObject([{ text }]);
});

test.each([
  [{ visitorId: 'ada' }, 'missing_parameter'],
  [{ text: 'Hi' }, 'missing_parameter'],
  [{ text: '', visitorId: 'ada' }, 'invalid_parameter'],
  [{ text: ' \n\t', visitorId: 'ada' }, 'invalid_parameter'],
  [{ text: 7, visitorId: 'ada' }, 'invalid_parameter'],
  [{ text: null, visitorId: 'ada' }, 'invalid_parameter'],
  [{ text: 'Hi', visitorId: 7 }, 'invalid_parameter'],
  [{ text: 'Hi', visitorId: ' ' }, 'invalid_parameter'],
])('a message without a proper text and visitor is refused: %j', (message, code) => {
  const { simulation, send, push } = createDesk();
  for (const answer of [send({ agentId: LIZ.id, ...message }), push(message)]) {
    expect([answer.status, json(answer).code]).toEqual([400, code]);
  }
  expect(simulation.commits).toEqual([]);
});

test.each(['', 'text=Hi', '[]', 'null', '"Hi"', '{"text":"Hi"'])(
  'a body that is no JSON object is refused: %s',
  (body) => {
    const { call, sendText } = createDesk();
    const id = sendText('Hello!');
    for (const answer of [call('POST', MESSAGES, body), call('PUT', `${MESSAGES}/${id}`, body)]) {
      expect([answer.status, json(answer).code]).toEqual([400, 'bad_request']);
    }
  },
);

test('a longest text can be set; it is counted in characters', () => {
  const { call, send, sendText } = createDesk({ unknowns: { maxTextLength: 3 } });
  const id = sendText('\ud83d\ude00\ud83d\ude00\ud83d\ude00');
  expect(call('GET', `${MESSAGES}/${id}`).status).toBe(200);
  expect(json(send({ agentId: LIZ.id, text: 'four', visitorId: 'ada' })).code).toBe('out_of_range');
  expect(json(call('PUT', `${MESSAGES}/${id}`, { text: 'four' })).code).toBe('out_of_range');
});

test('a text of a million characters is accepted when no limit is set', () => {
  const { send } = createDesk();
  expect(send({ agentId: LIZ.id, text: 'x'.repeat(1_000_000), visitorId: 'ada' }).status).toBe(200);
});

test('whether a visitor never seen before can be written to can be switched', () => {
  const { send, simulation } = createDesk({ unknowns: { unknownVisitor: 404 } });
  const byEmail = { agentEmail: 'new@getwear.com', agentName: 'New', receivedFrom: 'Deskside' };
  expect(json(send({ ...byEmail, text: 'Hi', visitorId: 'ada' })).code).toBe('document_not_found');
  expect(simulation.agents).toHaveLength(2);
  simulation.setUnknowns({ unknownVisitor: 400 });
  expect(json(send({ agentId: LIZ.id, text: 'Hi', visitorId: 'ada' })).code).toBe('invalid_parameter');
  simulation.visitorWrites('ada', 'Anyone?');
  expect(send({ agentId: LIZ.id, text: 'Hi', visitorId: 'ada' }).status).toBe(200);
});
