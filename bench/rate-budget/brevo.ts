import { type RateLimit, readRateLimit, retryTime } from '../../lib/brevo/rate-limit.ts';
import { createRateBuckets } from '../../lib/brevo/simulation/rate.ts';

export type From = 'ping' | 'action';
export type Answer = { isAllowed: boolean; rate: RateLimit | undefined; retryAt: number };
export type Ask = (from: From) => Answer;

/** A Brevo of which only the hourly limit is left. With `isApart`, pings and actions have a limit each. */
export function createBrevo(now: () => number, hourlyLimit: number, isApart = false): Ask {
  const buckets = createRateBuckets(now, hourlyLimit);
  return (from) => {
    const bucket = isApart ? from : 'all';
    const isAllowed = buckets.take(bucket);
    const headers = new Headers(buckets.headers(bucket));
    return { isAllowed, rate: readRateLimit(headers, now()), retryAt: retryTime(headers, now()) };
  };
}
