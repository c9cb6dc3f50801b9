import { err, ok, type Result } from '../result.ts';
import type { BrevoFailure } from './failure.ts';
import { failureFromAnswer } from './failure-from-answer.ts';
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
};

/** Makes the one function that talks to Brevo: every request has the same hygiene, time limit and failure union. */
export function createHttp({ fetch, key, now, timeLimitMs = TIME_LIMIT_MS }: HttpDependencies): Http {
  return async (call) => {
    const apiKey = await key();
    if (!apiKey) return err({ kind: 'key-missing', mayHaveActed: false });
    if (!isHeaderValue(apiKey)) return err({ kind: 'key-not-found', mayHaveActed: false });
    const signal = AbortSignal.timeout(timeLimitMs);
    let response: Response;
    try {
      response = await fetch(BASE + call.path, requestInit(call, apiKey, signal));
    } catch {
      return err({ kind: signal.aborted ? 'timed-out' : 'unreachable', mayHaveActed: true });
    }
    return readAnswer(response, now());
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

async function readAnswer(response: Response, now: number): Promise<Result<HttpAnswer, BrevoFailure>> {
  const rate = readRateLimit(response.headers, now);
  const requestId = response.headers.get('sib-request-id') ?? undefined;
  const extras = { ...(rate && { rate }), ...(requestId && { requestId }) };
  const body = await readBody(response);
  const answer = { status: response.status, json: parse(body), ...extras };
  const failure = failureFromAnswer(response, body, answer.json, now);
  return failure ? err({ ...failure, ...extras }) : ok(answer);
}

/** The body as text, cut off at the limit or where the line broke: the status has already said what happened. */
async function readBody(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      text += decoder.decode(chunk.value, { stream: true });
      if (text.length > LONGEST_BODY) {
        await reader.cancel();
        break;
      }
    }
  } catch {
    // A broken or timed-out body reads as a truncated one.
  }
  return text;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
