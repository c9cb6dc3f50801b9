import { err, ok, type Result } from '../result.ts';
import type { BrevoFailure } from './failure.ts';
import { createHttp, type Http, type HttpAnswer, type HttpCall, type HttpDependencies } from './http.ts';
import { type AgentIdentity, type AutomatedSender, agentFields, automatedFields } from './identity.ts';
import type { RateLimit } from './rate-limit.ts';
import { type BrevoAccount, type BrevoMessage, readAccount, readMessage } from './wire.ts';

/** Where the agent is marked online. */
export const PING_PATH = '/conversations/agentOnlinePing';

/** Agent messages and automated ones live under two paths with the same four calls. */
export type Route = 'messages' | 'pushedMessages';

export type Outgoing = { visitorId: string; text: string } & (
  | { route: 'messages'; agent: AgentIdentity }
  | { route: 'pushedMessages'; sender: AutomatedSender }
);

export type Reply<T> = Promise<
  Result<{ value: T; rate?: RateLimit | undefined; requestId?: string | undefined }, BrevoFailure>
>;

/** The nine Conversations endpoints and GET /account. Nothing here repeats a request. */
export type BrevoClient = {
  account(): Reply<BrevoAccount>;
  /** Marks the agent online for 2 to 3 minutes. */
  ping(agent: AgentIdentity): Reply<undefined>;
  /** `id` is undefined when Brevo accepted the message without saying its id. */
  send(outgoing: Outgoing): Reply<Partial<BrevoMessage>>;
  read(route: Route, id: string): Reply<BrevoMessage>;
  edit(route: Route, id: string, text: string): Reply<undefined>;
  delete(route: Route, id: string): Reply<undefined>;
};

/** Makes a client for `https://api.brevo.com/v3`; a call ends within 15 s. */
export function createBrevoClient(dependencies: HttpDependencies): BrevoClient {
  const http = createHttp(dependencies);
  return {
    account: () => asking(http, { method: 'GET', path: '/account' }, readAccount),
    ping: (agent) => telling(http, { method: 'POST', path: PING_PATH, body: agentFields(agent) }),
    send: (outgoing) => sending(http, outgoing),
    read: (route, id) => at(route, id, (path) => asking(http, { method: 'GET', path }, readMessage)),
    edit: (route, id, text) => at(route, id, (path) => telling(http, { method: 'PUT', path, body: { text } })),
    delete: (route, id) => at(route, id, (path) => telling(http, { method: 'DELETE', path })),
  };
}

async function sending(http: Http, { route, visitorId, text, ...from }: Outgoing): Reply<Partial<BrevoMessage>> {
  const who = 'agent' in from ? agentFields(from.agent) : automatedFields(from.sender);
  const answer = await http({ method: 'POST', path: `/conversations/${route}`, body: { visitorId, text, ...who } });
  return answer.ok ? reply(answer.value, readMessage(answer.value.json) ?? {}) : answer;
}

async function telling(http: Http, call: HttpCall): Reply<undefined> {
  const answer = await http(call);
  return answer.ok ? reply(answer.value, undefined) : answer;
}

async function asking<T>(http: Http, call: HttpCall, read: (json: unknown) => T | undefined): Reply<T> {
  const answer = await http(call);
  if (!answer.ok) return answer;
  const value = read(answer.value.json);
  if (value !== undefined) return reply(answer.value, value);
  const { status, rate, requestId } = answer.value;
  return err({ kind: 'unusable-answer', status, reason: 'shape', rate, requestId, mayHaveActed: false });
}

const reply = <T>({ rate, requestId }: HttpAnswer, value: T) => ok({ value, rate, requestId });

/** Runs a call with the id as one encoded segment of the path; an id that cannot be one belongs to no message. */
function at<T>(route: Route, id: string, call: (path: string) => Reply<T>): Reply<T> {
  const segment = pathSegment(id);
  if (segment !== undefined) return call(`/conversations/${route}/${segment}`);
  return Promise.resolve(err({ kind: 'not-found', mayHaveActed: false }));
}

/** URLs resolve `.` and `..` even when encoded, so no message can have such an id; nor an empty or broken one. */
function pathSegment(id: string): string | undefined {
  if (id === '' || id === '.' || id === '..' || !id.isWellFormed()) return undefined;
  return encodeURIComponent(id);
}
