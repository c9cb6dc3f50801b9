import * as z from 'zod/mini';
import type { ItemDefinition } from '../item.ts';
import { restReason } from './rest-reason.ts';

/** More would be a connection that comes and goes each minute all day; an item stays below 64 kB. */
export const MOST_LINES = 1000;
export const LOG_DAYS = 7;

/** What presence became. */
export const logReason = z.enum([
  'online',
  ...restReason.options,
  /** The rest of the hourly limit was kept for messages, or it was used up. */
  'limit',
  'network',
  'brevo',
  /** Brevo refused the key, the address or the agent. */
  'refused',
  'permission',
  'key',
  'agent',
  'off',
  /** The browser was closed, or the computer slept. */
  'closed',
]);
export type LogReason = z.infer<typeof logReason>;

/** `at` in ms since 1970; it lasts until the next line. */
export const logLine = z.object({ at: z.number(), why: logReason });
export type LogLine = z.infer<typeof logLine>;

/**
 * The changes of one day, oldest first, by account and local date (`presence-log:<account>.2026-11-23`). Stored to show
 * the agent when they were online, for a week. Written by `lib/presence/log.ts` in the background.
 */
export const presenceLogItem: ItemDefinition<LogLine[]> = {
  key: 'presence-log:',
  version: 1,
  schema: z.array(logLine).check(z.maxLength(MOST_LINES)),
};
