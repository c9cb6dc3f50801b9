import * as z from 'zod/mini';
import { brevoFailure } from '../../brevo/failure.ts';
import type { ItemDefinition } from '../item.ts';

/** Brevo keeps an agent online for 2 to 3 minutes after a ping. */
export const ONLINE_LAPSE_MS = 180_000;

/** What the agent chose or did that keeps them offline although the switch is on; in the order in which they win. */
export const restReason = z.enum(['paused', 'no-window', 'locked', 'outside-schedule', 'idle']);
export type RestReason = z.infer<typeof restReason>;

/** Times in ms since 1970. `since` is when it began; `confirmedAt` is when the last 2xx answer to a ping came. */
const confirmedAt = z.optional(z.number());
const presenceStatus = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off'), since: z.optional(z.number()), confirmedAt }),
  /** Something has to be set up or allowed first. */
  z.object({
    kind: z.literal('not-ready'),
    missing: z.enum(['key', 'agent', 'permission']),
    since: z.optional(z.number()),
    confirmedAt,
  }),
  /** Offline by the agent's own rules. `until` when it is known when that ends. */
  z.object({
    kind: z.literal('resting'),
    why: restReason,
    since: z.number(),
    until: z.optional(z.number()),
    confirmedAt,
  }),
  z.object({ kind: z.literal('connecting'), since: z.number() }),
  /** `until` when the schedule ends it. */
  z.object({ kind: z.literal('online'), confirmedAt: z.number(), until: z.optional(z.number()) }),
  /** What is left of the hourly limit is kept for the agent's messages. */
  z.object({ kind: z.literal('yielding'), since: z.number(), until: z.number(), confirmedAt }),
  /** Trouble that passes: the ping is tried again, not before `retryAt`. `tries` have failed in a row. */
  z.object({
    kind: z.literal('failing'),
    since: z.number(),
    tries: z.number(),
    retryAt: z.number(),
    failure: brevoFailure,
    confirmedAt,
  }),
  /** Trouble that somebody has to mend. With `retryAt` it is looked at again by itself. */
  z.object({
    kind: z.literal('stopped'),
    since: z.number(),
    failure: brevoFailure,
    probes: z.number(),
    retryAt: z.optional(z.number()),
    confirmedAt,
  }),
]);
export type PresenceStatus = z.infer<typeof presenceStatus>;

const presence = z.object({
  /** Whose presence it is; absent until there is an account. */
  accountId: z.optional(z.string()),
  wish: z.enum(['on', 'off']),
  /** The agent's own break. */
  pause: z.optional(z.object({ since: z.number(), until: z.number() })),
  /** Until when an idle computer is no reason to go offline: the agent is on the phone. */
  stayOnlineUntil: z.optional(z.number()),
  /** What the browser last said about keyboard, mouse and screen. */
  input: z.enum(['active', 'idle', 'locked']),
  /** Since when no browser window is open. */
  windowlessSince: z.optional(z.number()),
  /** Since when the trouble lasts that the notification told about. */
  toldSince: z.optional(z.number()),
  /** The last line of the log. */
  logged: z.optional(z.object({ at: z.number(), why: z.string() })),
  status: presenceStatus,
});
export type Presence = z.infer<typeof presence>;

/** Stored because the worker forgets everything each half minute. Written by `lib/presence` in the background. */
export const presenceItem: ItemDefinition<Presence> = {
  key: 'presence',
  version: 2,
  schema: presence,
  migrations: { 1: withInput },
};

export const noPresence: Presence = { wish: 'off', input: 'active', status: { kind: 'off' } };

/** Version 1 knew neither idle computers nor how often a ping had failed: its trouble is taken for one that lasts. */
function withInput(data: unknown): unknown {
  const { status, ...rest } = data as { status: { kind: string } };
  return { ...rest, input: 'active', status: status.kind === 'failing' ? { ...status, tries: 2 } : status };
}
