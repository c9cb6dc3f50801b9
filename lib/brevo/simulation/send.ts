import { err, ok, type Result } from '../../result.ts';
import { type Answer, emptyAnswer, jsonAnswer, type Refusal, refusalAs, refuse } from './answers.ts';
import {
  type Fields,
  readAgent,
  readAutomatedSender,
  readFields,
  readText,
  readVisitorId,
  type Sender,
} from './fields.ts';
import type { Agent, Route } from './types.ts';
import type { World } from './world.ts';

type Wish = { sender: Sender; visitorId: string; text: string; receivedFrom: string | undefined };

/** POST agentOnlinePing: the agent stays online for a while; 201 without a body. */
export function ping(world: World, body: string): Answer {
  const resolved = resolvePinger(world, body);
  if (!resolved.ok) return refuse(resolved.failure);
  const agent = resolved.value;
  const onlineUntil = world.presence.keepOnline(agent.id, world.unknowns.onlineMs);
  world.log.add({ at: world.now(), kind: 'ping', agentId: agent.id, onlineUntil, isDummy: agent.isDummy });
  return emptyAnswer(201);
}

/** POST messages or pushedMessages: adds an agent's message and answers with it. */
export function send(world: World, route: Route, body: string): Answer {
  const wish = readWish(route, body, world.unknowns.maxTextLength);
  if (!wish.ok) return refuse(wish.failure);
  // Before the agent: a refused request must not leave a dummy agent behind.
  const stranger = refuseStranger(world, wish.value.visitorId);
  if (stranger) return refuse(stranger);
  const agent = world.agents.resolve(wish.value.sender, world.unknowns.unknownAgent);
  return agent.ok ? post(world, route, wish.value, agent.value) : refuse(agent.failure);
}

function post(world: World, route: Route, { visitorId, text, receivedFrom }: Wish, agent: Agent): Answer {
  const message = world.messages.add({ route, visitorId, text, receivedFrom, sender: { type: 'agent', agent } });
  const { id, createdAt } = message;
  world.log.add({ at: createdAt, kind: 'posted', id, route, visitorId, agentId: agent.id, text });
  return jsonAnswer(200, message);
}

function resolvePinger(world: World, body: string): Result<Agent, Refusal> {
  const fields = readFields(body);
  if (!fields.ok) return fields;
  const sender = readAgent(fields.value);
  return sender.ok ? world.agents.resolve(sender.value, world.unknowns.unknownAgent) : sender;
}

function readWish(route: Route, body: string, maxTextLength: number): Result<Wish, Refusal> {
  const fields = readFields(body);
  if (!fields.ok) return fields;
  const sender = readSender(route, fields.value);
  if (!sender.ok) return err(sender.failure);
  const text = readText(fields.value, maxTextLength);
  if (!text.ok) return text;
  const visitorId = readVisitorId(fields.value);
  if (!visitorId.ok) return visitorId;
  // Automated messages take no label.
  const receivedFrom = route === 'messages' ? fields.value.receivedFrom : undefined;
  return ok({ sender: sender.value, text: text.value, visitorId: visitorId.value, receivedFrom });
}

function readSender(route: Route, fields: Fields): Result<Sender, Refusal> {
  return route === 'messages' ? readAgent(fields) : readAutomatedSender(fields);
}

function refuseStranger(world: World, visitorId: string): Refusal | undefined {
  const { unknownVisitor } = world.unknowns;
  if (unknownVisitor === 'accepted' || world.messages.knowsVisitor(visitorId)) return undefined;
  return refusalAs(unknownVisitor, 'visitorId names no visitor');
}
