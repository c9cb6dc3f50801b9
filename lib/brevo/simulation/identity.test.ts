import { expect, test } from 'vitest';
import { createDesk, json, KEY, LIZ, START, TOM } from './testing.ts';

test('a ping keeps the agent online for 150 seconds and not longer', () => {
  const { clock, simulation, ping } = createDesk();
  expect(simulation.isOnline(LIZ.id)).toBe(false);
  expect(ping()).toMatchObject({ status: 201, body: '' });
  clock.now += 149_999;
  expect(simulation.isOnline(LIZ.id)).toBe(true);
  clock.now += 1;
  expect(simulation.isOnline(LIZ.id)).toBe(false);
});

test('how long a ping lasts can be switched', () => {
  const { clock, simulation, ping } = createDesk({ unknowns: { onlineMs: 120_000 } });
  ping();
  clock.now += 120_000;
  expect(simulation.isOnline(LIZ.id)).toBe(false);
  simulation.setUnknowns({ onlineMs: 180_000 });
  ping();
  clock.now += 179_999;
  expect(simulation.isOnline(LIZ.id)).toBe(true);
});

test('a ping is in the commit log with the time it ends', () => {
  const { simulation, ping } = createDesk();
  ping({ agentId: LIZ.id, receivedFrom: 'Deskside' });
  const commit = { kind: 'ping', at: START, agentId: LIZ.id, onlineUntil: START + 150_000, isDummy: false };
  expect(simulation.commits).toEqual([commit]);
});

test('an email of the organisation names its agent, whatever the capitals', () => {
  const { simulation, ping } = createDesk();
  ping({ agentEmail: 'LIZ@getwear.com', agentName: 'Elizabeth', receivedFrom: 'Deskside' });
  expect(simulation.isOnline(LIZ.id)).toBe(true);
  expect(simulation.agents).toHaveLength(2);
});

test('a mistyped email makes a dummy agent, once, and reports success', () => {
  const { simulation, ping } = createDesk();
  const mistyped = { agentEmail: 'lizz@getwear.com', agentName: 'Liz', receivedFrom: 'Deskside' };
  expect(ping(mistyped).status).toBe(201);
  expect(ping(mistyped).status).toBe(201);
  expect(simulation.agents.slice(2)).toMatchObject([{ name: 'Liz', email: 'lizz@getwear.com', isDummy: true }]);
  expect(simulation.commits).toMatchObject([{ isDummy: true }, { isDummy: true }]);
  expect(simulation.isOnline(LIZ.id)).toBe(false);
});

test.each([
  [{}],
  [{ receivedFrom: 'Deskside' }],
  [{ agentEmail: 'liz@getwear.com', agentName: 'Liz' }],
  [{ agentEmail: 'liz@getwear.com', receivedFrom: 'Deskside' }],
  [{ agentName: 'Liz', receivedFrom: 'Deskside' }],
  [{ agentId: '' }],
])('an identity that is not complete is refused: %o', (identity) => {
  const { simulation, ping, send } = createDesk();
  expect(json(ping(identity)).code).toBe('missing_parameter');
  expect(json(send({ ...identity, text: 'Hi', visitorId: 'ada' })).code).toBe('missing_parameter');
  expect(simulation.commits).toEqual([]);
});

test('a malformed email is refused and makes no dummy agent', () => {
  const { simulation, ping } = createDesk();
  const answer = ping({ agentEmail: 'liz', agentName: 'Liz', receivedFrom: 'Deskside' });
  expect([answer.status, json(answer).code]).toEqual([400, 'invalid_parameter']);
  expect(simulation.agents).toHaveLength(2);
});

test.each([
  [400, 'invalid_parameter'],
  [404, 'document_not_found'],
] as const)('an agent id that does not exist is refused with %i when Brevo is taken to do so', (status, code) => {
  const { simulation, ping, send, push } = createDesk({ unknowns: { unknownAgent: status } });
  const message = { text: 'Hi', visitorId: 'ada' };
  const nobody = { ...message, agentId: 'nobody' };
  for (const answer of [ping(nobody), send(nobody), push(nobody), push({ ...message, groupId: 'nobody' })]) {
    expect([answer.status, json(answer).code]).toEqual([status, code]);
  }
  expect(simulation.commits).toEqual([]);
});

test('an automated message comes from the given agent, from the group, or from anyone', () => {
  const { push } = createDesk();
  const message = { text: 'Shipped', visitorId: 'ada' };
  expect(json(push({ ...message, agentId: LIZ.id })).agentId).toBe(LIZ.id);
  expect(json(push({ ...message, groupId: 'PjRBMhWGen6aRHjif' })).agentId).toBe(TOM.id);
  expect([LIZ.id, TOM.id]).toContain(json(push(message)).agentId);
});

test('the agent picked for an automated message is the same in every run, and not always the same one', () => {
  const picks = () => {
    const { push } = createDesk();
    return Array.from({ length: 20 }, () => json(push({ text: 'Shipped', visitorId: 'ada' })).agentId);
  };
  expect(picks()).toEqual(picks());
  expect(new Set(picks()).size).toBe(2);
});

test('a dummy agent is never picked for an automated message', () => {
  const { ping, push } = createDesk({ agents: [] });
  ping({ agentEmail: 'lizz@getwear.com', agentName: 'Liz', receivedFrom: 'Deskside' });
  expect(push({ text: 'Shipped', visitorId: 'ada' }).status).toBe(400);
});

test("the agent's name and picture come with the message", () => {
  const { send } = createDesk();
  const answer = send({ agentId: TOM.id, text: 'Hi', visitorId: 'ada' });
  expect(json(answer)).toMatchObject({ agentName: 'Tom', agentUserpic: TOM.userpic });
});

test('agents given to the simulation are copied, not shared', () => {
  const agents = [{ ...LIZ }];
  const { simulation, ping } = createDesk({ agents, keys: { [KEY]: 'full' } });
  ping({ agentEmail: 'lizz@getwear.com', agentName: 'Liz', receivedFrom: 'Deskside' });
  expect(agents).toHaveLength(1);
  expect(simulation.agents[0]).not.toBe(agents[0]);
});
