import type { BrevoFailure } from '../lib/brevo/failure.ts';
import type { Message, MessageState } from '../lib/storage/items/messages.ts';

export const NOW = new Date(2026, 4, 4, 12, 0).getTime();
const MINUTE = 60_000;
export const minutesAgo = (minutes: number): number => NOW - minutes * MINUTE;

export const messageOf = (state: MessageState, change: Partial<Message> = {}): Message => ({
  id: 'm-1',
  origin: 'here',
  accountId: 'acc-1',
  visitorId: 'ada',
  mode: 'agent',
  text: 'Hello Ada',
  confirmedAt: minutesAgo(3),
  state,
  ...change,
});

export const SENT: MessageState = { kind: 'sent', at: minutesAgo(3), brevoId: 'b-1' };
export const UNREACHABLE: BrevoFailure = { kind: 'unreachable', mayHaveActed: false };
export const TIMED_OUT: BrevoFailure = { kind: 'timed-out', mayHaveActed: true };

/** An answer that comes when the test says so. */
export function later<T>() {
  let answer: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    answer = resolve;
  });
  return { promise, answer };
}
