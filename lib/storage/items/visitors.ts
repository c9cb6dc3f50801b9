import * as z from 'zod/mini';
import type { ItemDefinition } from '../item.ts';
import { LONGEST_VISITOR_ID } from './messages.ts';

export const LONGEST_NAME = 200;
export const LONGEST_NOTE = 2_000;
export const LONGEST_LANGUAGE = 35;
/** 17 characters at Brevo; nobody promises that. */
export const LONGEST_THREAD_ID = 200;
/** So many visitors are remembered for each account. Beyond that the ones seen longest ago go, but none that the agent wrote about. */
export const MOST_VISITORS = 5_000;

export const visitor = z.object({
  accountId: z.string(),
  visitorId: z.string().check(z.minLength(1), z.maxLength(LONGEST_VISITOR_ID)),
  /** What a page calls them. */
  name: z.optional(z.string().check(z.maxLength(LONGEST_NAME))),
  /** What the agent calls them, which wins. */
  nickname: z.optional(z.string().check(z.maxLength(LONGEST_NAME))),
  /** BCP 47 tag, such as `pt` or `pt-BR`. */
  language: z.optional(z.string().check(z.maxLength(LONGEST_LANGUAGE))),
  note: z.optional(z.string().check(z.maxLength(LONGEST_NOTE))),
  isPinned: z.boolean(),
  /** When a page showed them, or the agent changed something here, in ms since 1970. */
  seenAt: z.number(),
});
export type Visitor = z.infer<typeof visitor>;

/** Stored to find visitors by name. Written by `lib/visitors` in the background; the id is `visitorName`. */
export const visitorItem: ItemDefinition<Visitor> = { key: 'visitor:', version: 1, schema: visitor };
export const visitorName = ({ accountId, visitorId }: Pick<Visitor, 'accountId' | 'visitorId'>) =>
  JSON.stringify([accountId, visitorId]);

const thread = z.object({
  accountId: z.string(),
  threadId: z.string().check(z.minLength(1), z.maxLength(LONGEST_THREAD_ID)),
  visitorId: z.string().check(z.minLength(1), z.maxLength(LONGEST_VISITOR_ID)),
});
export type Thread = z.infer<typeof thread>;

/**
 * Stored because Brevo's links name a thread, never the visitor: the agent says once whose it is. Written by
 * `lib/visitors` in the background; the id is `threadName`.
 */
export const threadItem: ItemDefinition<Thread> = { key: 'thread:', version: 1, schema: thread };
export const threadName = ({ accountId, threadId }: Pick<Thread, 'accountId' | 'threadId'>) =>
  JSON.stringify([accountId, threadId]);
