import { AUTHORISED_ADDRESSES_LINK, type BrevoFailure } from './failure.ts';
import { retryTime } from './rate-limit.ts';
import { readError } from './wire.ts';

/** The body of an answer. `isWhole` is false when it was cut off; `json` is undefined when it is not JSON. */
export type Body = { text: string; isWhole: boolean; json: unknown };

/**
 * What an answer's status and body mean when it is not a usable 2xx; undefined when it is one.
 * `mayHaveActed` follows the outcome table: only a 429 and a 4xx with a body of Brevo's own shape are sure refusals.
 */
export function failureFromAnswer(
  response: Pick<Response, 'status' | 'type' | 'headers'>,
  body: Body,
  now: number,
): BrevoFailure | undefined {
  const { status } = response;
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    return { kind: 'redirected', mayHaveActed: true };
  }
  if (status === 429) return { kind: 'rate-limited', retryAt: retryTime(response.headers, now), mayHaveActed: false };
  if (status >= 500 || status === 408) return { kind: 'unavailable', status, mayHaveActed: true };
  if (isForeign(response.headers, body)) return { kind: 'unusable-answer', status, reason: 'html', mayHaveActed: true };
  if (status >= 200 && status < 300) return undefined;
  return refusal(status, body.json);
}

/** A login page of a hotel network, a firewall's notice: anything that is neither JSON nor empty. */
function isForeign(headers: Headers, { text, isWhole }: Body): boolean {
  const start = text.trimStart();
  // One that was cut off before its first letter only looks empty.
  if (start === '' && isWhole) return false;
  return start.startsWith('<') || !/\bjson\b/i.test(headers.get('content-type') ?? '');
}

function refusal(status: number, json: unknown): BrevoFailure {
  const error = readError(json);
  if (!error) return { kind: 'unusable-answer', status, reason: 'shape', mayHaveActed: true };
  if (status === 401) return unauthorised(error);
  if (status === 403) return { kind: 'forbidden', words: error.message, mayHaveActed: false };
  if (status === 404) return { kind: 'not-found', mayHaveActed: false };
  return {
    kind: 'invalid',
    status,
    ...(error.code && { code: error.code }),
    words: error.message,
    mayHaveActed: false,
  };
}

/** IPv4 or IPv6, perhaps in quotes or brackets; no word made of hexadecimal letters, and no full stop after it. */
const QUOTED_ADDRESS = /address:?[\s"'([]+(?=[0-9a-f]*[.:][0-9a-f:])([0-9a-f.:]*(?:[0-9a-f]|::))/i;

/** Brevo says 401 for several troubles and tells them apart in English only. */
function unauthorised({ code, message }: { code?: string | undefined; message: string }): BrevoFailure {
  if (/unrecogni[sz]ed ip/i.test(message)) {
    const address = QUOTED_ADDRESS.exec(message)?.[1];
    const link = AUTHORISED_ADDRESSES_LINK;
    return { kind: 'address-not-authorised', ...(address && { address }), link, mayHaveActed: false };
  }
  if (/not found in headers/i.test(message)) return { kind: 'key-missing', mayHaveActed: false };
  if (/key/i.test(message) || code === 'unauthorized') return { kind: 'key-not-found', mayHaveActed: false };
  return { kind: 'forbidden', words: message, mayHaveActed: false };
}
