import { type ReadonlySignal, signal } from '@preact/signals';

/**
 * The time, in ms since 1970, once a second while the page is open, and whenever `news` changes: browsers slow the timers
 * of hidden pages, and what has just happened must not seem to lie in the future.
 */
export function createClock(now: () => number, news: ReadonlySignal<unknown>): ReadonlySignal<number> {
  const time = signal(now());
  news.subscribe(() => {
    time.value = now();
  });
  setInterval(() => {
    time.value = now();
  }, 1000);
  return time;
}

/** A network that is just back often refuses the first request, and what was sent into that may have been sent. */
const SETTLING_MS = 1000;

/** Whether the browser believes to be on a network. Coming back is worth telling the background, which cannot see it. */
export function createOnline(onBack: () => void): ReadonlySignal<boolean> {
  const online = signal(navigator.onLine);
  addEventListener('offline', () => {
    online.value = false;
  });
  addEventListener('online', () => {
    online.value = true;
    setTimeout(() => {
      if (online.value) onBack();
    }, SETTLING_MS);
  });
  return online;
}
