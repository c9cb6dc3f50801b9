import { expect, test } from 'vitest';
import type { Route } from './client.ts';
import { agentIdentity, automatedSender } from './identity.ts';
import { GROUP, LIZ, START, TOM } from './simulation/testing.ts';
import { CALLS, createClientAnswered, createClientDesk, HELLO, jsonResponse, LIZ_BY_ID } from './testing.ts';

const ROUTES: Route[] = ['messages', 'pushedMessages'];
const BY_AGENT = { kind: 'agent', agentId: TOM.id } as const;

const wanted = <T>(answer: { ok: true; value: { value: T } } | { ok: false; failure: unknown }): T => {
  if (!answer.ok) throw new Error(`Expected a success, got ${JSON.stringify(answer.failure)}`);
  return answer.value.value;
};

test('the account behind the key is named', async () => {
  const { brevo } = createClientDesk({ companyName: 'Getwear' });
  expect(wanted(await brevo.account())).toEqual({ companyName: 'Getwear' });
});

test('a ping puts me online', async () => {
  const { brevo, simulation } = createClientDesk();
  expect((await brevo.ping(LIZ_BY_ID)).ok).toBe(true);
  expect(simulation.isOnline(LIZ.id)).toBe(true);
  expect(simulation.commits).toMatchObject([{ kind: 'ping', agentId: LIZ.id, isDummy: false }]);
});

test('a ping by e-mail puts the same agent online', async () => {
  const { brevo, simulation } = createClientDesk();
  const byEmail = { kind: 'email', agentEmail: LIZ.email, agentName: 'Liz', sourceLabel: 'Deskside' } as const;
  expect((await brevo.ping(byEmail)).ok).toBe(true);
  expect(simulation.isOnline(LIZ.id)).toBe(true);
});

test('a message reaches the visitor and its id comes back', async () => {
  const { brevo, simulation } = createClientDesk();
  const sent = wanted(await brevo.send(HELLO));
  const [stored] = simulation.conversation('ada');
  expect(stored).toMatchObject({ id: sent.id, text: 'Hello!', agentId: LIZ.id, isPushed: false });
  expect(sent).toMatchObject({ type: 'agent', visitorId: 'ada', agentId: LIZ.id, createdAt: START, files: [] });
});

test('a source label goes with an agent ID', async () => {
  const { brevo, simulation } = createClientDesk();
  wanted(await brevo.send({ ...HELLO, agent: { ...LIZ_BY_ID, sourceLabel: 'Deskside' } }));
  expect(simulation.conversation('ada')).toMatchObject([{ receivedFrom: 'Deskside' }]);
});

test('a message by e-mail tells the ID of the agent behind it', async () => {
  const { brevo } = createClientDesk();
  const agent = { kind: 'email', agentEmail: LIZ.email, agentName: 'Liz', sourceLabel: 'Deskside' } as const;
  expect(wanted(await brevo.send({ ...HELLO, agent }))).toMatchObject({ agentId: LIZ.id });
});

test.each([
  ['the given agent', BY_AGENT, TOM.id],
  ['an agent of the given group', { kind: 'group', groupId: GROUP.id } as const, TOM.id],
])('an automated message comes from %s', async (_, sender, agentId) => {
  const { brevo, simulation } = createClientDesk();
  const sent = wanted(await brevo.send({ route: 'pushedMessages', visitorId: 'ada', text: 'Shipped', sender }));
  expect(simulation.conversation('ada')).toMatchObject([{ id: sent.id, agentId, isPushed: true, text: 'Shipped' }]);
});

test.each(ROUTES)('what was sent under /%s is read, edited and deleted there', async (route) => {
  const { brevo, simulation } = createClientDesk();
  const outgoing = route === 'messages' ? HELLO : { route, visitorId: 'ada', text: 'Hello!', sender: BY_AGENT };
  const id = wanted(await brevo.send(outgoing)).id ?? '';
  expect(wanted(await brevo.read(route, id))).toMatchObject({ id, text: 'Hello!', visitorId: 'ada' });
  expect((await brevo.edit(route, id, 'Hello, Ada!')).ok).toBe(true);
  expect(simulation.conversation('ada')).toMatchObject([{ id, text: 'Hello, Ada!' }]);
  expect((await brevo.delete(route, id)).ok).toBe(true);
  expect(simulation.conversation('ada')).toEqual([]);
  expect(await brevo.read(route, id)).toMatchObject({ ok: false, failure: { kind: 'not-found', mayHaveActed: false } });
  expect(simulation.arrivals.map(({ request }) => `${request.method} ${request.path}`)).toEqual([
    `POST /v3/conversations/${route}`,
    ...['GET', 'PUT', 'DELETE', 'GET'].map((method) => `${method} /v3/conversations/${route}/${id}`),
  ]);
});

test('a message of the visitor can be read, and tells that it is the visitor’s', async () => {
  const { brevo, simulation } = createClientDesk();
  const id = simulation.visitorWrites('ada', 'Hi?');
  expect(wanted(await brevo.read('messages', id))).toMatchObject({ type: 'visitor', text: 'Hi?' });
  expect(await brevo.edit('messages', id, 'No')).toMatchObject({ failure: { kind: 'invalid', status: 400 } });
  expect(simulation.conversation('ada')).toMatchObject([{ text: 'Hi?' }]);
});

test.each(CALLS)('one call is one request: %s', async (_, call) => {
  const { brevo, simulation } = createClientDesk();
  await call(brevo);
  expect(simulation.arrivals).toHaveLength(1);
});

test.each(CALLS.flatMap((call) => [429, 500, 503].map((status) => [...call, status] as const)))(
  'nothing is repeated by itself: %s',
  async (_, call, status) => {
    const { brevo, simulation } = createClientDesk();
    simulation.script({ times: 9, fault: { kind: 'status', status } });
    expect((await call(brevo)).ok).toBe(false);
    expect(simulation.arrivals).toHaveLength(1);
  },
);

test.each(CALLS.map(([name, call]) => [name, call] as const))(
  'F7: a broken line is not repeated: %s',
  async (_, call) => {
    const { brevo, simulation } = createClientDesk();
    simulation.script({ times: 9, fault: { kind: 'reset', committed: true } });
    expect(await call(brevo)).toEqual({ ok: false, failure: { kind: 'unreachable', mayHaveActed: true } });
    expect(simulation.arrivals).toHaveLength(1);
  },
);

test('F7: a message whose answer got lost may have been sent, and was sent once', async () => {
  const { brevo, simulation } = createClientDesk();
  simulation.script({ fault: { kind: 'reset', committed: true } });
  expect(await brevo.send(HELLO)).toMatchObject({ failure: { mayHaveActed: true } });
  expect(simulation.commits).toHaveLength(1);
});

test.each([
  ['a ping or an edit', (client: ReturnType<typeof createClientAnswered>) => client.brevo.ping(LIZ_BY_ID), true],
  ['a send', (client: ReturnType<typeof createClientAnswered>) => client.brevo.send(HELLO), true],
  ['a read', (client: ReturnType<typeof createClientAnswered>) => client.brevo.read('messages', 'x'), false],
  ['the account', (client: ReturnType<typeof createClientAnswered>) => client.brevo.account(), false],
] as const)('a success whose body is a list is enough for what needs no body: %s', async (_, call, isEnough) => {
  const answer = await call(createClientAnswered(() => jsonResponse(200, [])));
  if (isEnough) expect(answer.ok).toBe(true);
  else expect(answer).toMatchObject({ failure: { kind: 'unusable-answer', reason: 'shape', mayHaveActed: false } });
});

test('an agent is an ID alone, or e-mail, name and source label together', () => {
  const email = { kind: 'email', agentEmail: 'liz@getwear.com', agentName: 'Liz', sourceLabel: 'Deskside' };
  const isAgent = (value: unknown) => agentIdentity.safeParse(value).success;
  expect([{ kind: 'id', agentId: 'a' }, { kind: 'id', agentId: 'a', sourceLabel: 'b' }, email].map(isAgent)).toEqual([
    true,
    true,
    true,
  ]);
  const { agentEmail, agentName, sourceLabel } = email;
  const halves = [
    { agentEmail, agentName },
    { agentEmail, sourceLabel },
    { agentName, sourceLabel },
  ];
  expect(halves.map((half) => isAgent({ kind: 'email', ...half }))).toEqual([false, false, false]);
  expect([{ kind: 'id' }, { kind: 'id', agentId: ' ' }, { ...email, agentName: '' }, {}].map(isAgent)).toEqual(
    Array(4).fill(false),
  );
});

test('an automated message names an agent or a group, never nobody', () => {
  const isSender = (value: unknown) => automatedSender.safeParse(value).success;
  expect([BY_AGENT, { kind: 'group', groupId: 'g' }].map(isSender)).toEqual([true, true]);
  expect(
    [{}, { kind: 'agent' }, { kind: 'group', groupId: '' }, { kind: 'agent', groupId: 'g' }].map(isSender),
  ).toEqual(Array(4).fill(false));
});
