import type { BrevoFailure } from '../lib/brevo/failure.ts';
import type { Account } from '../lib/storage/items/accounts.ts';
import type { Message, MessageState } from '../lib/storage/items/messages.ts';

export const NOW = new Date(2026, 4, 4, 12, 0).getTime();
const MINUTE = 60_000;
export const minutesAgo = (minutes: number): number => NOW - minutes * MINUTE;

export const ACCOUNT = {
  accountId: 'acc-1',
  key: { tail: 'Key1', company: 'Lantern & Loom', isRestricted: false, savedAt: NOW },
  agent: { kind: 'id', agentId: 'agent-1', sourceLabel: 'Deskside' },
} satisfies Account;

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

export const SENT = { kind: 'sent' as const, at: minutesAgo(3), brevoId: 'b-1' } satisfies MessageState;
/** Confirmed two of five seconds ago. */
export const HELD = { kind: 'held' as const, windowMs: 5000 } satisfies MessageState;
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
