import { err, ok, type Result } from '../../result.ts';
import { type Answer, emptyAnswer, jsonAnswer, type Refusal, refusalAs, refuse } from './answers.ts';
import { readFields, readText } from './fields.ts';
import type { Route, StoredMessage } from './types.ts';
import type { World } from './world.ts';

/** GET one message, whoever sent it. */
export function read(world: World, route: Route, id: string): Answer {
  const found = find(world, route, id);
  return found.ok ? jsonAnswer(200, found.value) : refuse(found.failure);
}

/** PUT a new text; answers with the message as it is now. */
export function edit(world: World, route: Route, id: string, body: string): Answer {
  const fields = readFields(body);
  if (!fields.ok) return refuse(fields.failure);
  const text = readText(fields.value, world.unknowns.maxTextLength);
  if (!text.ok) return refuse(text.failure);
  const found = findOwn(world, route, id);
  if (!found.ok) return refuse(found.failure);
  const edited = world.messages.replaceText(found.value, text.value);
  world.log.add({ at: world.now(), kind: 'edited', id, visitorId: edited.visitorId, text: edited.text });
  return jsonAnswer(200, edited);
}

/** DELETE a message for good; 204 without a body, and 404 from then on. */
export function remove(world: World, route: Route, id: string): Answer {
  const found = findOwn(world, route, id);
  if (!found.ok) return refuse(found.failure);
  world.messages.remove(found.value);
  world.log.add({ at: world.now(), kind: 'deleted', id, visitorId: found.value.visitorId });
  return emptyAnswer(204);
}

function find(world: World, route: Route, id: string): Result<StoredMessage, Refusal> {
  const message = world.messages.find(route, id, world.unknowns.pushedIdsUnderMessages);
  return message ? ok(message) : err(refusalAs(404, 'Message not found'));
}

function findOwn(world: World, route: Route, id: string): Result<StoredMessage, Refusal> {
  const found = find(world, route, id);
  if (!found.ok || found.value.type === 'agent') return found;
  return err(refusalAs(world.unknowns.visitorMessageEdit, "Only agents' messages can be changed"));
}
