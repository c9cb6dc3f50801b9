import { browser } from 'wxt/browser';
import { PERIOD_MS } from './policy.ts';

const HEARTBEAT = 'presence';
/** One shot, armed before each ping: it wakes the background again when the ping did not end well. */
const RETRY = 'presence-retry';
const RETRY_MINUTES = 0.5;

/** The alarms of presence, as the runner needs them. */
export type PresenceAlarms = {
  /** True when the heartbeat had to be made anew. */
  ensure(now: number): Promise<boolean>;
  stop(): Promise<void>;
  armRetry(): Promise<void>;
  clearRetry(): Promise<void>;
};

export const isPresenceAlarm = (name: string) => name === HEARTBEAT || name === RETRY;

/** An alarm is implausible when it is overdue by two periods, or further than two ahead: after sleep, or a clock jump. */
export const isPlausible = (scheduledTime: number, now: number) => Math.abs(scheduledTime - now) <= 2 * PERIOD_MS;

export const presenceAlarms: PresenceAlarms = {
  /** Creating an alarm anew would push its next ring away, so it is created only when it is missing or implausible. */
  async ensure(now) {
    const alarm = await browser.alarms.get(HEARTBEAT);
    const isSound = alarm?.periodInMinutes === PERIOD_MS / 60_000 && isPlausible(alarm.scheduledTime, now);
    if (!isSound) await browser.alarms.create(HEARTBEAT, { periodInMinutes: PERIOD_MS / 60_000 });
    return !isSound;
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
