import { type Answer, emptyAnswer, jsonAnswer, withHeaders } from './answers.ts';
import type { Fault, ScriptedFault, SimulatedAnswer, SimulatedRequest } from './types.ts';

const PREFIX_LENGTH = '/v3'.length;
const LOGIN_PAGE = '<!doctype html><html><head><title>Sign in</title></head><body><form></form></body></html>';

export type FaultScript = {
  add(fault: ScriptedFault): void;
  /** Takes the first scripted fault that applies to the request. */
  next(request: SimulatedRequest): Fault | undefined;
  clear(): void;
};

/** Keeps the misbehaviours still to come, in the order they were scripted. */
export function createFaultScript(): FaultScript {
  let pending: { scripted: ScriptedFault; left: number }[] = [];
  return {
    add(scripted) {
      pending.push({ scripted, left: scripted.times ?? 1 });
    },
    next(request) {
      const entry = pending.find(({ scripted, left }) => left > 0 && appliesTo(scripted, request));
      if (!entry) return undefined;
      entry.left -= 1;
      pending = pending.filter(({ left }) => left > 0);
      return entry.scripted.fault;
    },
    clear() {
      pending = [];
    },
  };
}

/**
 * Answers as the fault says; `carryOut` is called once or never.
 * An answer does not show whether Brevo acted: that is what the caller has to live with.
 */
export function misbehave(fault: Fault, carryOut: () => Answer): SimulatedAnswer {
  if ('committed' in fault && fault.committed) carryOut();
  switch (fault.kind) {
    case 'hang':
      return { kind: 'hang' };
    case 'reset':
      return { kind: 'reset' };
    case 'delay':
      return { ...carryOut(), delayMs: fault.ms };
    case 'html':
      return { ...emptyAnswer(fault.status), headers: { 'content-type': 'text/html' }, body: LOGIN_PAGE };
    case 'redirect':
      return withHeaders(emptyAnswer(fault.status), { location: fault.location });
    case 'status':
      return answerStatus(fault);
    case 'body':
      return replaceBody(carryOut(), fault);
    default:
      return fault satisfies never;
  }
}

function appliesTo({ method, path }: ScriptedFault, request: SimulatedRequest): boolean {
  if (method !== undefined && method.toUpperCase() !== request.method) return false;
  return path === undefined || request.path.slice(PREFIX_LENGTH).startsWith(path);
}

function answerStatus({ status, body, headers }: Extract<Fault, { kind: 'status' }>): Answer {
  const usual = status < 400 ? emptyAnswer(status) : jsonAnswer(status, describeStatus(status));
  const answer = body === undefined ? usual : { ...jsonAnswer(status, {}), body };
  return withHeaders(answer, lowerCaseNames(headers ?? {}));
}

const USUAL_ERRORS: Record<number, { code: string; message: string }> = {
  400: { code: 'bad_request', message: 'Bad request' },
  401: { code: 'unauthorized', message: 'Key not found' },
  402: { code: 'not_enough_credits', message: 'Not enough credits' },
  403: { code: 'permission_denied', message: 'Permission denied' },
  404: { code: 'document_not_found', message: 'Document not found' },
  429: { code: 'too_many_requests', message: 'Too many requests' },
};

function describeStatus(status: number): { code: string; message: string } {
  return USUAL_ERRORS[status] ?? { code: 'internal_error', message: `Simulated status ${status}` };
}

function replaceBody(answer: Answer, { body, contentType }: Extract<Fault, { kind: 'body' }>): Answer {
  const isSuccess = answer.status >= 200 && answer.status < 300;
  // HTTP gives 204 no body, so there is nothing to replace.
  if (!isSuccess || answer.status === 204) return answer;
  return withHeaders({ ...answer, body }, { 'content-type': contentType ?? 'application/json' });
}

function lowerCaseNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
