const WINDOW_MS = 3_600_000;

export type RateBuckets = {
  /** Counts one request; false when the bucket is used up. */
  take(bucket: string): boolean;
  /** The three headers that Brevo puts on every answer; `reset` is the time left in seconds. */
  headers(bucket: string): Record<string, string>;
  setLimit(limit: number): void;
};

type Window = { startedAt: number; used: number };

/** Counts requests in windows of one hour, each begun by its first request. */
export function createRateBuckets(now: () => number, hourlyLimit: number): RateBuckets {
  const windows = new Map<string, Window>();
  let limit = hourlyLimit;
  const current = (bucket: string) => continueOrBegin(windows.get(bucket), now());
  return {
    take(bucket) {
      const { startedAt, used } = current(bucket);
      const isAllowed = used < limit;
      windows.set(bucket, { startedAt, used: isAllowed ? used + 1 : used });
      return isAllowed;
    },
    headers(bucket) {
      const { startedAt, used } = current(bucket);
      return {
        'x-sib-ratelimit-limit': String(limit),
        'x-sib-ratelimit-remaining': String(Math.max(0, limit - used)),
        'x-sib-ratelimit-reset': String(Math.ceil((startedAt + WINDOW_MS - now()) / 1000)),
      };
    },
    setLimit(next) {
      limit = next;
    },
  };
}

function continueOrBegin(window: Window | undefined, now: number): Window {
  const age = window ? now - window.startedAt : WINDOW_MS;
  // A clock set back in a test must not leave a window that lasts longer than an hour.
  return window && age >= 0 && age < WINDOW_MS ? window : { startedAt: now, used: 0 };
}
