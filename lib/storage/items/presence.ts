import * as z from 'zod/mini';
import { brevoFailure } from '../../brevo/failure.ts';
import type { ItemDefinition } from '../item.ts';

/** Brevo keeps an agent online for 2 to 3 minutes after a ping. */
export const ONLINE_LAPSE_MS = 180_000;

/** Times in ms since 1970. `confirmedAt` is when the last 2xx answer to a ping came. */
const presenceStatus = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off'), confirmedAt: z.optional(z.number()) }),
  /** Something has to be set up or allowed first. */
  z.object({ kind: z.literal('not-ready'), missing: z.enum(['key', 'agent', 'permission']) }),
  z.object({ kind: z.literal('connecting'), since: z.number() }),
  z.object({ kind: z.literal('online'), confirmedAt: z.number() }),
  /** Trouble that passes: the ping is tried again, not before `retryAt`. */
  z.object({
    kind: z.literal('failing'),
    since: z.number(),
    retryAt: z.number(),
    failure: brevoFailure,
    confirmedAt: z.optional(z.number()),
  }),
  /** Trouble that somebody has to mend. With `retryAt` it is looked at again by itself. */
  z.object({
    kind: z.literal('stopped'),
    since: z.number(),
    failure: brevoFailure,
    probes: z.number(),
    retryAt: z.optional(z.number()),
    confirmedAt: z.optional(z.number()),
  }),
]);
export type PresenceStatus = z.infer<typeof presenceStatus>;

const presence = z.object({
  /** Whose presence it is; absent until there is an account. */
  accountId: z.optional(z.string()),
  wish: z.enum(['on', 'off']),
  status: presenceStatus,
});
export type Presence = z.infer<typeof presence>;

/** Stored because the worker forgets everything each half minute. Written by `lib/presence` in the background. */
export const presenceItem: ItemDefinition<Presence> = { key: 'presence', version: 1, schema: presence };

export const noPresence: Presence = { wish: 'off', status: { kind: 'off' } };
