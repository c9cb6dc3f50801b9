import type { SimulatedAnswer } from './types.ts';

export type Answer = Extract<SimulatedAnswer, { kind: 'answer' }>;

/** Why a request is turned down: the status, and the two fields of Brevo's error body. */
export type Refusal = { status: number; code: string; message: string };

/** An answer with a JSON body. */
export function jsonAnswer(status: number, value: object): Answer {
  const headers = { 'content-type': 'application/json' };
  return { kind: 'answer', status, headers, body: JSON.stringify(value), delayMs: 0 };
}

/** An answer without a body, as the ping's 201 and the deletions' 204. */
export function emptyAnswer(status: number): Answer {
  return { kind: 'answer', status, headers: {}, body: '', delayMs: 0 };
}

/** Brevo's flat error body. */
export function refuse({ status, code, message }: Refusal): Answer {
  return jsonAnswer(status, { code, message });
}

/** The answer with more headers; later names win. */
export function withHeaders(answer: Answer, headers: Readonly<Record<string, string>>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** The same refusal under whichever status an undocumented case is switched to. */
export function refusalAs(status: 400 | 403 | 404, message: string): Refusal {
  const codes = { 400: 'invalid_parameter', 403: 'permission_denied', 404: 'document_not_found' } as const;
  return { status, code: codes[status], message };
}
