import { AsyncLocalStorage } from 'node:async_hooks';
import type { Boot } from '../storage/boot.ts';
import type { Message } from '../storage/items/messages.ts';
import { mortal } from '../testing/mortal.ts';
import type { OutboxAlarm } from './alarm.ts';
import type { Archive } from './archive.ts';

const ALARM_PERIOD_MS = 30_000;

/** Lets everything happen that waits for no clock. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** Time that only a test turns. A background dies with its timers; the alarm outlives it. */
export function createTime(start: number) {
  const clock = { now: start, steady: 0 };
  const alarm: { at: number | undefined; ring: () => void } = { at: undefined, ring: () => {} };
  let timers: { at: number; task: () => void }[] = [];

  const turnTo = (steady: number) => {
    clock.now += Math.max(0, steady - clock.steady);
    clock.steady = Math.max(steady, clock.steady);
  };
  const outboxAlarm: OutboxAlarm = {
    ensure: mortal(async (delayMs: number) => {
      const at = clock.steady + Math.max(1000, Math.min(delayMs, ALARM_PERIOD_MS));
      alarm.at = Math.min(alarm.at ?? at, at);
    }),
    clear: mortal(async () => {
      alarm.at = undefined;
    }),
  };

  return {
    /** `now` may be set to anything: nobody promises that the wall clock only goes on. */
    clock,
    alarm,
    outboxAlarm,
    after(ms: number, task: () => void): () => void {
      // It calls in the life that asked for it.
      const timer = { at: clock.steady + ms, task: AsyncLocalStorage.bind(task) };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    stopTimers() {
      timers = [];
    },
    /** Both clocks go on, and what is due happens on the way. */
    async pass(ms: number): Promise<void> {
      const end = clock.steady + ms;
      await settled();
      for (;;) {
        const next = Math.min(...timers.map(({ at }) => at), alarm.at ?? Number.POSITIVE_INFINITY);
        if (next > end) break;
        turnTo(next);
        const due = timers.filter(({ at }) => at <= clock.steady);
        timers = timers.filter(({ at }) => at > clock.steady);
        for (const { task } of due) task();
        if (alarm.at !== undefined && alarm.at <= clock.steady) {
          alarm.at = clock.steady + ALARM_PERIOD_MS;
          alarm.ring();
        }
        await settled();
      }
      turnTo(end);
    },
  };
}

/** What tells a start of the browser from a background that slept; the browser of a test has been running for a while. */
export function createFakeBoot(): Boot & { forget(): void; id(): string } {
  let count = 1;
  let isKnown = true;
  const id = () => `boot-${count}`;
  return {
    /** As pages know it. */
    id,
    /** The browser starts again. */
    forget() {
      isKnown = false;
    },
    current: mortal(async () => (isKnown ? id() : undefined)),
    begin: mortal(async () => {
      count++;
      isKnown = true;
      return id();
    }),
  };
}

export type FakeArchive = Pick<Archive, 'put' | 'one'> & { messages: Map<string, Message>; isBroken: boolean };

/** An archive in memory that can be out of order. */
export function createFakeArchive(): FakeArchive {
  const messages = new Map<string, Message>();
  const archive: FakeArchive = {
    messages,
    isBroken: false,
    put: mortal(async (added: Message[]) => {
      if (archive.isBroken) throw new Error('disk');
      for (const message of added) messages.set(message.id, structuredClone(message));
    }),
    one: mortal(async (id: string) => {
      if (archive.isBroken) throw new Error('disk');
      return messages.get(id);
    }),
  };
  return archive;
}
