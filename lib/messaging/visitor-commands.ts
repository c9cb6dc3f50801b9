import * as z from 'zod/mini';
import type { Result } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import { LONGEST_THREAD_ID, type Thread, type Visitor, visitor } from '../storage/items/visitors.ts';

const { name: _name, seenAt: _seenAt, accountId: _accountId, visitorId, ...changeable } = visitor.shape;
const threadId = z.string().check(z.minLength(1), z.maxLength(LONGEST_THREAD_ID));
const from = ['popup', 'panel', 'frame', 'options'] as const;

/** What the agent may change about a visitor; an empty text removes it. */
const change = z.partial(z.strictObject(changeable));
export type VisitorChange = z.infer<typeof change>;

/** The commands about visitors, all of the account in use. */
export const visitorCommands = {
  'visitor/save': { data: z.strictObject({ visitorId, change }), from },
  /** Removes what is remembered of a visitor. Messages stay. */
  'visitor/forget': { data: z.strictObject({ visitorId }), from },
  /** Two IDs of one person: what is remembered of the first goes to the second, which wins. */
  'visitor/merge': { data: z.strictObject({ visitorId, into: visitorId }), from: ['options'] },
  /** Whose conversation a thread is. */
  'visitor/link': { data: z.strictObject({ visitorId, threadId: threadId }), from },
} as const;

export type VisitorAnswers = {
  'visitor/save': Result<Visitor, StorageFailure | NoAccount>;
  'visitor/forget': Result<undefined, StorageFailure | NoAccount>;
  'visitor/merge': Result<Visitor, StorageFailure | NoAccount>;
  'visitor/link': Result<Thread, StorageFailure | NoAccount>;
};

/** Visitors belong to an account, and there is none yet. */
export type NoAccount = { kind: 'no-account' };
