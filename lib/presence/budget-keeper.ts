import { observe, type Pace, paceOf } from '../brevo/budget.ts';
import type { RateLimit } from '../brevo/rate-limit.ts';
import { createKeyedQueue } from '../keyed-queue.ts';
import { valueOr } from '../storage/item.ts';
import { rateBudgetItem } from '../storage/items/rate-budget.ts';
import { entry, read, remove, write } from '../storage/local.ts';

/** The one writer of what Brevo's answers say about the hourly limit. `now` in ms since 1970. */
export function createBudgetKeeper(now: () => number) {
  const turns = createKeyedQueue();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => turns('budget', task);
  let checked: RateLimit | undefined;
  const note = (rate: RateLimit, from: 'ping' | 'action'): Promise<void> =>
    inTurn(async () => {
      const before = await read(rateBudgetItem);
      // What is corrupt is learned anew within the hour; what a newer version knows is left alone.
      if (before.kind === 'newer') return;
      await write(entry(rateBudgetItem, observe(valueOr(before, undefined), rate, from, now())));
    });
  return {
    /** Takes note of the limit headers of an answer. */
    note,
    /** The same of an answer to a key that is only checked so far. */
    noteCheck: (rate: RateLimit): void => {
      checked = rate;
    },
    /** How often to ping. What cannot be read is no reason to ping less. */
    pace: (): Promise<Pace> => inTurn(async () => paceOf(valueOr(await read(rateBudgetItem), undefined), now())),
    /** Another key was saved, perhaps of another account: only the answer to its check is known. */
    async beginAnew(): Promise<void> {
      await inTurn(() => remove(rateBudgetItem.key));
      if (checked) await note(checked, 'action');
    },
  };
}
