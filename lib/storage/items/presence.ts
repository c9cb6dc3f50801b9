import * as z from 'zod/mini';
import { brevoFailure } from '../../brevo/failure.ts';
import type { ItemDefinition } from '../item.ts';
import { logLine } from './presence-log.ts';
import { restReason } from './rest-reason.ts';

/** Brevo keeps an agent online for 2 to 3 minutes after a ping. */
export const ONLINE_LAPSE_MS = 180_000;

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
  z.object({ kind: z.literal('connecting'), since: z.number(), confirmedAt }),
  z.object({ kind: z.literal('online'), confirmedAt: z.number() }),
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
  /** What the browser last said about keyboard, mouse and screen; absent while it was not asked. */
  input: z.optional(z.enum(['active', 'idle', 'locked'])),
  /** Since when it says so. */
  inputSince: z.optional(z.number()),
  /** Since when the computer counts as idle; a screen that then locks by itself changes nothing about that. */
  idleSince: z.optional(z.number()),
  /** Since when no browser window is open. */
  windowlessSince: z.optional(z.number()),
  /** What the notification told about, while that lasts. */
  told: z.optional(z.string()),
  /** When the schedule ends the present hours. */
  closesAt: z.optional(z.number()),
  /** How far apart pings are meant to be, in ms: a minute unless the hourly limit is short, and what is known of that. */
  pace: z.optional(z.object({ everyMs: z.number(), limit: z.optional(z.number()), carries: z.optional(z.number()) })),
  /** When presence was last looked at: a long silence means that the browser was closed or asleep. */
  lookedAt: z.optional(z.number()),
  /** The last line of the log. */
  logged: z.optional(logLine),
  status: presenceStatus,
});
export type Presence = z.infer<typeof presence>;

/** Stored because the worker forgets everything each half minute. Written by `lib/presence` in the background. */
export const presenceItem: ItemDefinition<Presence> = {
  key: 'presence',
  version: 2,
  schema: presence,
  migrations: { 1: withTries },
};

export const noPresence: Presence = { wish: 'off', status: { kind: 'off' } };

/** Version 1 did not count how often a ping had failed: its trouble is taken for one that lasts. */
function withTries(data: unknown): unknown {
  const { status, ...rest } = data as { status: { kind: string } };
  return { ...rest, status: status.kind === 'failing' ? { ...status, tries: 2 } : status };
}
