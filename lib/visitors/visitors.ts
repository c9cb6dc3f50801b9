import { createKeyedQueue } from '../keyed-queue.ts';
import type { NoAccount, VisitorChange } from '../messaging/visitor-commands.ts';
import { err, ok, type Result } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import { failureOf, type Reading, valueOr } from '../storage/item.ts';
import { LONGEST_VISITOR_ID } from '../storage/items/messages.ts';
import {
  LONGEST_LANGUAGE,
  LONGEST_NAME,
  type Thread,
  threadItem,
  threadName,
  type Visitor,
  visitorItem,
  visitorName,
} from '../storage/items/visitors.ts';
import { entry, read, remove, write } from '../storage/local.ts';
import { fitted, isOlderThanAnHour, merged, withChange } from './changes.ts';
import { pruneVisitors, threadsOf } from './stored.ts';

type Dependencies = { accountId: () => Promise<string | undefined>; now: () => number };
type Failure = StorageFailure | NoAccount;

/** What a page says about its visitor. */
export type Seen = { visitorId: string; name?: string | undefined; language?: string | undefined };

/** The one writer of what is remembered of visitors and of whose conversation a thread is; of the account in use. */
export function createVisitors({ accountId, now }: Dependencies) {
  const turns = createKeyedQueue();
  const inTurn = <T>(task: (account: string) => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> =>
    turns('visitors', async () => {
      try {
        const account = await accountId();
        return account === undefined ? err({ kind: 'no-account' }) : await task(account);
      } catch {
        // Reading rejects when the browser's storage is out of order.
        return err({ kind: 'storage-unavailable' });
      }
    });

  return {
    /** Keeps what the agent says of a visitor; an empty text removes it. */
    save: (visitorId: string, change: VisitorChange) =>
      inTurn((account) => update({ accountId: account, visitorId }, (before) => withChange(before, change, now()))),

    /** Removes what is remembered of a visitor, and whose conversations theirs are. */
    forget: (visitorId: string) => inTurn((account) => forget({ accountId: account, visitorId })),

    /** What is remembered of one visitor goes to another, which wins. */
    merge: (visitorId: string, into: string) => inTurn((account) => merge(account, visitorId, into)),

    /** Remembers whose conversation a thread is. */
    link: (visitorId: string, threadId: string) => inTurn((accountId) => link({ accountId, threadId, visitorId })),

    /** A page shows a visitor. What it says is remembered, but for an ID that is none. */
    async noteSeen(seen: Seen): Promise<void> {
      const visitorId = seen.visitorId.trim();
      if (visitorId === '' || visitorId.length > LONGEST_VISITOR_ID) return;
      const name = fitted(seen.name, LONGEST_NAME);
      const language = (seen.language?.trim().length ?? 0) <= LONGEST_LANGUAGE ? seen.language?.trim() : undefined;
      await inTurn((account) =>
        update({ accountId: account, visitorId }, (before) => {
          const next: Visitor = {
            ...before,
            ...(name && { name }),
            // The agent may have chosen another one than the page says.
            ...(language && before.language === undefined && { language }),
          };
          const isSame = next.name === before.name && next.language === before.language;
          return isSame && !isOlderThanAnHour(before.seenAt, now()) ? before : { ...next, seenAt: now() };
        }),
      );
    },

    /** The visitor of a conversation, once somebody has said whose it is. */
    async visitorOfThread(threadId: string): Promise<string | undefined> {
      const account = await accountId().catch(() => undefined);
      if (account === undefined) return undefined;
      const reading = await read(threadItem, threadName({ accountId: account, threadId })).catch(() => undefined);
      return reading && valueOr(reading, undefined)?.visitorId;
    },
  };
}

type Who = Pick<Visitor, 'accountId' | 'visitorId'>;

/** What is known, or nothing yet; and why not when something is stored that must not be written over. */
function readable<T>(reading: Reading<T>): Result<T | undefined, StorageFailure> {
  const failure = failureOf(reading);
  return failure ? err(failure) : ok(valueOr(reading, undefined));
}

async function update(who: Who, change: (before: Visitor) => Visitor): Promise<Result<Visitor, StorageFailure>> {
  const known = readable(await read(visitorItem, visitorName(who)));
  if (!known.ok) return known;
  const before = known.value ?? { ...who, isPinned: false, seenAt: Number.NEGATIVE_INFINITY };
  const next = change(before);
  if (next === known.value) return ok(next);
  const written = await write(entry(visitorItem, next, visitorName(who)));
  if (!written.ok) return written;
  if (!known.value) await pruneVisitors(who);
  return ok(next);
}

async function forget(who: Who): Promise<Result<undefined, StorageFailure>> {
  const known = readable(await read(visitorItem, visitorName(who)));
  if (!known.ok) return known;
  const threads = await threadsOf(who);
  // In one call, so that no thread is left of somebody who is no longer there to be forgotten.
  return remove(visitorItem.key + visitorName(who), ...threads.map((thread) => threadItem.key + threadName(thread)));
}

async function merge(accountId: string, visitorId: string, into: string): Promise<Result<Visitor, StorageFailure>> {
  const from = { accountId, visitorId };
  const to = { accountId, visitorId: into };
  const lost = readable(await read(visitorItem, visitorName(from)));
  const kept = readable(await read(visitorItem, visitorName(to)));
  if (!lost.ok) return lost;
  if (!kept.ok) return kept;
  const result = merged({ ...to, isPinned: false, seenAt: 0, ...kept.value }, lost.value);
  if (visitorId === into) return ok(result);
  const threads = (await threadsOf(from)).map((thread) => ({ ...thread, visitorId: into }));
  // Written together and before anything is removed: who dies in between finds both, and merges again.
  const written = await write(
    entry(visitorItem, result, visitorName(to)),
    ...threads.map((thread) => entry(threadItem, thread, threadName(thread))),
  );
  if (!written.ok) return written;
  const removed = await remove(visitorItem.key + visitorName(from));
  return removed.ok ? ok(result) : removed;
}

async function link(thread: Thread): Promise<Result<Thread, StorageFailure>> {
  const known = readable(await read(threadItem, threadName(thread)));
  if (!known.ok) return known;
  const written = await write(entry(threadItem, thread, threadName(thread)));
  return written.ok ? ok(thread) : written;
}
