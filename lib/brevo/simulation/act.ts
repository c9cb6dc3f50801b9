import { describeAccount } from './account.ts';
import { type Answer, jsonAnswer, refusalAs, refuse, withHeaders } from './answers.ts';
import { edit, read, remove } from './change.ts';
import { ping, send } from './send.ts';
import type { Target } from './target.ts';
import type { World } from './world.ts';

/** Carries out one request that passed the gate and the limits. */
export function act(world: World, target: Target, body: string): Answer {
  switch (target.kind) {
    case 'account':
      return jsonAnswer(200, describeAccount(world.companyName));
    case 'ping':
      return ping(world, body);
    case 'send':
      return send(world, target.route, body);
    case 'read':
      return read(world, target.route, target.id);
    case 'edit':
      return edit(world, target.route, target.id, body);
    case 'delete':
      return remove(world, target.route, target.id);
    case 'not-allowed':
      return refuseMethod(target.allowed);
    case 'not-found':
      return refuse(refusalAs(404, 'Route not found'));
    case 'malformed':
      return refuse({ status: 400, code: 'bad_request', message: 'The path is not correctly encoded' });
    default:
      return target satisfies never;
  }
}

function refuseMethod(allowed: readonly string[]): Answer {
  const answer = refuse({ status: 405, code: 'method_not_allowed', message: 'Method not allowed' });
  return withHeaders(answer, { allow: allowed.join(', ') });
}
