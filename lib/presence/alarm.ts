import { browser } from 'wxt/browser';

const HEARTBEAT = 'presence';
/** One shot, armed before each ping: it wakes the background again when the ping did not end well. */
const RETRY = 'presence-retry';
const RETRY_MINUTES = 0.5;
const SHORTEST_MS = 30_000;
/** Part of the first period by which the heartbeat comes sooner, so that agents who start together do not beat together. */
const JITTER = 0.25;

/** When the heartbeat is to ring: every so many ms, and by `wakeAt` (ms since 1970) if that is sooner. */
export type Beat = { everyMs: number; wakeAt?: number | undefined };

/** The alarms of presence, as the runner needs them. */
export type PresenceAlarms = {
  /** True when the heartbeat was missing or implausible, and had to be made anew. */
  ensure(beat: Beat, now: number): Promise<boolean>;
  stop(): Promise<void>;
  armRetry(): Promise<void>;
  clearRetry(): Promise<void>;
};

export const isPresenceAlarm = (name: string) => name === HEARTBEAT || name === RETRY;

/** An alarm is implausible when it is overdue by two periods, or further than two ahead: after sleep, or a clock jump. */
export const isPlausible = (scheduledTime: number, everyMs: number, now: number) =>
  Math.abs(scheduledTime - now) <= 2 * everyMs;

export const presenceAlarms: PresenceAlarms = {
  /** Creating an alarm anew would push its next ring away, so it is created only when it has to ring otherwise. */
  async ensure({ everyMs, wakeAt }, now) {
    const alarm = await browser.alarms.get(HEARTBEAT);
    const isThere = alarm !== undefined && alarm !== null && isPlausible(alarm.scheduledTime, everyMs, now);
    const soonest = now + SHORTEST_MS;
    // Made anew it would ring after Chrome's shortest delay, later than it does now: that waits until it has rung.
    if (isThere && alarm.scheduledTime < soonest) return false;
    const isLate = isThere && wakeAt !== undefined && Math.max(wakeAt, soonest) < alarm.scheduledTime;
    if (isThere && !isLate && sameMinutes(alarm.periodInMinutes, everyMs)) return false;
    const next = isThere ? alarm.scheduledTime : now + Math.round(everyMs * (1 - JITTER * Math.random()));
    const when = Math.max(soonest, Math.min(next, now + everyMs, wakeAt ?? next));
    await browser.alarms.create(HEARTBEAT, { when, periodInMinutes: everyMs / 60_000 });
    return !isThere;
  },
  async stop() {
    await Promise.all([browser.alarms.clear(HEARTBEAT), browser.alarms.clear(RETRY)]);
  },
  async armRetry() {
    await browser.alarms.create(RETRY, { delayInMinutes: RETRY_MINUTES });
  },
  async clearRetry() {
    await browser.alarms.clear(RETRY);
  },
};

const sameMinutes = (minutes: number | undefined, ms: number) =>
  minutes !== undefined && Math.abs(minutes * 60_000 - ms) < 1;
