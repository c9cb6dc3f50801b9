import * as z from 'zod/mini';

/** The hourly budget as the last answer told it. Source: Brevo's "limit headers" page. `resetAt` in ms since 1970. */
export const rateLimit = z.object({ limit: z.number(), remaining: z.number(), resetAt: z.number() });
export type RateLimit = z.infer<typeof rateLimit>;

const SHORTEST_WAIT_S = 30;
const LONGEST_WAIT_S = 3600;
const USUAL_WAIT_S = 60;

/** Reads the `x-sib-ratelimit-*` headers of an answer; undefined unless all three make sense. `now` in ms since 1970. */
export function readRateLimit(headers: Headers, now: number): RateLimit | undefined {
  const limit = count(headers.get('x-sib-ratelimit-limit'));
  const remaining = count(headers.get('x-sib-ratelimit-remaining'));
  const reset = count(headers.get('x-sib-ratelimit-reset'));
  if (limit === undefined || remaining === undefined || reset === undefined) return undefined;
  return { limit, remaining, resetAt: now + reset * 1000 };
}

/** When to try again after a 429, in ms since 1970: Brevo's reset, held between 30 s and 1 h; 60 s when it says nothing usable. */
export function retryTime(headers: Headers, now: number): number {
  // Brevo documents no Retry-After and says the reset is the time left in seconds.
  const header = headers.get('x-sib-ratelimit-reset');
  const seconds = header?.trim() ? Number(header) : Number.NaN;
  const wait = Number.isNaN(seconds) ? USUAL_WAIT_S : Math.min(Math.max(seconds, SHORTEST_WAIT_S), LONGEST_WAIT_S);
  return now + wait * 1000;
}

const count = (header: string | null): number | undefined =>
  header !== null && /^\d{1,9}$/.test(header.trim()) ? Number(header) : undefined;
