import { computed, type ReadonlySignal } from '@preact/signals';
import { type LogLine, presenceLogItem } from '../storage/items/presence-log.ts';
import type { Follower } from './follow.ts';

/** What an account's presence was in the last days, in no order; nothing until the follower has loaded. */
export function followLines(
  follower: Follower,
  accountId: ReadonlySignal<string | undefined>,
): ReadonlySignal<LogLine[]> {
  const log = follower.followFamily(presenceLogItem);
  // The log's items are called `<account>.<date>`.
  return computed(() => {
    const prefix = `${accountId.value}.`;
    return [...log.value].flatMap(([id, lines]) => (id.startsWith(prefix) ? lines : []));
  });
}
