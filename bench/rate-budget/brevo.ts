import { type RateLimit, readRateLimit, retryTime } from '../../lib/brevo/rate-limit.ts';
import { createRateBuckets } from '../../lib/brevo/simulation/rate.ts';

export type From = 'ping' | 'action';
export type Answer = { isAllowed: boolean; rate: RateLimit | undefined; retryAt: number };
export type Ask = (from: From) => Answer;

/**
 * How Brevo may count, which it does not say. 'one': hours that begin anew, one count for all. 'apart': pings and actions
 * are counted each. 'sliding': each request comes back after an hour; told is when the first does, or when the last does.
 */
export type Counting = 'one' | 'apart' | 'sliding, first' | 'sliding, last';

/** A Brevo of which only the hourly limit is left. */
export function createBrevo(now: () => number, hourlyLimit: number, counting: Counting): Ask {
  if (counting === 'sliding, first' || counting === 'sliding, last') return createSliding(now, hourlyLimit, counting);
  const buckets = createRateBuckets(now, hourlyLimit);
  return (from) => {
    const bucket = counting === 'apart' ? from : 'all';
    const isAllowed = buckets.take(bucket);
    return answerOf(isAllowed, buckets.headers(bucket), now());
  };
}

const HOUR_MS = 3_600_000;

function createSliding(now: () => number, hourlyLimit: number, counting: Counting): Ask {
  let used: number[] = [];
  return () => {
    used = used.filter((time) => time > now() - HOUR_MS);
    const isAllowed = used.length < hourlyLimit;
    if (isAllowed) used.push(now());
    const comesBack = used.at(counting === 'sliding, first' ? 0 : -1) ?? now();
    const headers = {
      'x-sib-ratelimit-limit': String(hourlyLimit),
      'x-sib-ratelimit-remaining': String(hourlyLimit - used.length),
      'x-sib-ratelimit-reset': String(Math.ceil((comesBack + HOUR_MS - now()) / 1000)),
    };
    return answerOf(isAllowed, headers, now());
  };
}

function answerOf(isAllowed: boolean, headers: Record<string, string>, now: number): Answer {
  const read = new Headers(headers);
  return { isAllowed, rate: readRateLimit(read, now), retryAt: retryTime(read, now) };
}
