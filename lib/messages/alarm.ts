import { browser } from 'wxt/browser';

const ALARM = 'outbox';
/** Chrome's shortest period. */
const PERIOD_MS = 30_000;

/** Wakes the background while anything waits to be sent, whatever presence does. */
export type OutboxAlarm = {
  /** Rings in `delayMs` and every half minute after that. */
  ensure(delayMs: number, now: number): Promise<void>;
  clear(): Promise<void>;
};

export const isOutboxAlarm = (name: string) => name === ALARM;

export const outboxAlarm: OutboxAlarm = {
  /** Creating it anew would push its next ring away, so it stays when it rings soon enough; overdue, it is lost. */
  async ensure(delayMs, now) {
    const at = now + Math.max(1000, Math.min(delayMs, PERIOD_MS));
    const ringsAt = (await browser.alarms.get(ALARM))?.scheduledTime;
    if (ringsAt !== undefined && ringsAt <= at + 1000 && ringsAt > now - PERIOD_MS) return;
    await browser.alarms.create(ALARM, { when: at, periodInMinutes: PERIOD_MS / 60_000 });
  },
  async clear() {
    await browser.alarms.clear(ALARM);
  },
};

const SWEEP_ALARM = 'history-sweep';

export const isSweepAlarm = (name: string) => name === SWEEP_ALARM;

/** Twice a day history is freed of what is older than the agent wants to keep. */
export async function ensureSweepAlarm(): Promise<void> {
  if (await browser.alarms.get(SWEEP_ALARM)) return;
  await browser.alarms.create(SWEEP_ALARM, { delayInMinutes: 1, periodInMinutes: 12 * 60 });
}
