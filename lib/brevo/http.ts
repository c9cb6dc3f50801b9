import { err, ok, type Result } from '../result.ts';
import type { BrevoFailure } from './failure.ts';
import { type Body, failureFromAnswer } from './failure-from-answer.ts';
import { type RateLimit, readRateLimit } from './rate-limit.ts';

const BASE = 'https://api.brevo.com/v3';
const TIME_LIMIT_MS = 15_000;
/** Far above any message; an answer beyond it is cut off, so that memory stays bounded. */
const LONGEST_BODY = 1_000_000;

export type HttpCall = { method: 'GET' | 'POST' | 'PUT' | 'DELETE'; path: string; body?: Record<string, string> };

/** A 2xx answer. `json` is undefined when the body is empty, cut off or not JSON. */
export type HttpAnswer = {
  status: number;
  json: unknown;
  rate?: RateLimit | undefined;
  requestId?: string | undefined;
};

export type Http = (call: HttpCall) => Promise<Result<HttpAnswer, BrevoFailure>>;

export type HttpDependencies = {
  fetch: typeof fetch;
  /** The key, or undefined when there is none. */
  key: () => Promise<string | undefined>;
  /** Clock, ms since 1970. */
  now: () => number;
  timeLimitMs?: number;
  /** Called with the limit headers of every answer that has them. */
  onRate?: (rate: RateLimit, path: string) => void;
};

/** Makes the one function that talks to Brevo: every request has the same hygiene, time limit and failure union. */
export function createHttp({ fetch, key, now, timeLimitMs = TIME_LIMIT_MS, onRate }: HttpDependencies): Http {
  return async (call) => {
    const vault = await key().then(ok, () => undefined);
    // A trouble that passes, unlike a missing key; and nothing has left.
    if (!vault) return err({ kind: 'unreachable', mayHaveActed: false });
    const apiKey = vault.value;
    if (!apiKey) return err({ kind: 'key-missing', mayHaveActed: false });
    if (!isHeaderValue(apiKey)) return err({ kind: 'key-not-found', mayHaveActed: false });
    const signal = AbortSignal.timeout(timeLimitMs);
    let response: Response;
    try {
      response = await fetch(BASE + call.path, requestInit(call, apiKey, signal));
    } catch {
      return err({ kind: signal.aborted ? 'timed-out' : 'unreachable', mayHaveActed: true });
    }
    const rate = readRateLimit(response.headers, now());
    if (rate) onRate?.(rate, call.path);
    return readAnswer(response, apiKey, rate, now());
  };
}

/** A key with a line break or a letter outside Latin-1 would make `fetch` throw with the key in the error's text. */
const isHeaderValue = (key: string) => /^[\x21-\x7e]+$/.test(key);

function requestInit(call: HttpCall, apiKey: string, signal: AbortSignal): RequestInit {
  return {
    method: call.method,
    headers: {
      'api-key': apiKey,
      accept: 'application/json',
      ...(call.body && { 'content-type': 'application/json' }),
    },
    ...(call.body && { body: JSON.stringify(call.body) }),
    signal,
    // Never followed, and unlike 'error' it tells a redirect from a broken line. See docs/decisions/0002.
    redirect: 'manual',
    credentials: 'omit',
    cache: 'no-store',
    referrerPolicy: 'no-referrer',
  };
}

async function readAnswer(
  response: Response,
  apiKey: string,
  rate: RateLimit | undefined,
  now: number,
): Promise<Result<HttpAnswer, BrevoFailure>> {
  const requestId = response.headers.get('sib-request-id')?.slice(0, 100);
  const extras = { ...(rate && { rate }), ...(requestId && { requestId }) };
  const body = await readBody(response, apiKey);
  const failure = failureFromAnswer(response, body, now);
  return failure ? err({ ...failure, ...extras }) : ok({ status: response.status, json: body.json, ...extras });
}

async function readBody(response: Response, apiKey: string): Promise<Body> {
  const { text, isWhole } = await readText(response);
  return { text, isWhole, json: parse(text, response.ok ? undefined : withoutKey(apiKey)) };
}

/** The body as text, cut off at the limit or where the line broke: the status has already said what happened. */
async function readText(response: Response): Promise<Pick<Body, 'text' | 'isWhole'>> {
  const reader = response.body?.getReader();
  if (!reader) return { text: '', isWhole: true };
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      text += decoder.decode(chunk.value, { stream: true });
      if (text.length > LONGEST_BODY) {
        await reader.cancel();
        return { text: text.slice(0, LONGEST_BODY), isWhole: false };
      }
    }
  } catch {
    // A broken or timed-out body reads as a truncated one.
    return { text, isWhole: false };
  }
  return { text, isWhole: true };
}

type Reviver = (name: string, value: unknown) => unknown;

/** A gateway may quote the headers of a request that it refuses, and its words are kept and shown. */
const withoutKey =
  (apiKey: string): Reviver =>
  (_, value) =>
    typeof value === 'string' ? value.replaceAll(apiKey, '…') : value;

function parse(text: string, reviver?: Reviver): unknown {
  try {
    return JSON.parse(text, reviver);
  } catch {
    return undefined;
  }
}
