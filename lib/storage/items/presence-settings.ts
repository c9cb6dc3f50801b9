import * as z from 'zod/mini';
import type { ItemDefinition } from '../item.ts';

export const LONGEST_IDLE_MINUTES = 240;
export const MOST_BLOCKS = 12;
export const MOST_EXCEPTIONS = 200;

/** Working hours of a day, in minutes after local midnight. `to` at or before `from` means the next day. */
const block = z.object({
  from: z.int().check(z.minimum(0), z.maximum(1439)),
  to: z.int().check(z.minimum(0), z.maximum(1440)),
});
export type Block = z.infer<typeof block>;

const blocks = z.array(block).check(z.maxLength(MOST_BLOCKS));

const schedule = z.object({
  isOn: z.boolean(),
  /** IANA name of the time zone that the hours are meant in. */
  zone: z.string().check(z.maxLength(100)),
  /** Monday first. A block belongs to the day on which it begins. */
  week: z.tuple([blocks, blocks, blocks, blocks, blocks, blocks, blocks]),
  /** Days with hours of their own; none mean a day off. `date` as 2026-12-24. */
  exceptions: z
    .array(z.object({ date: z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)), blocks }))
    .check(z.maxLength(MOST_EXCEPTIONS)),
});
export type Schedule = z.infer<typeof schedule>;

export const presenceSettings = z.object({
  /** Pauses when nobody has touched keyboard or mouse for so long. */
  idle: z.object({ isOn: z.boolean(), minutes: z.int().check(z.minimum(1), z.maximum(LONGEST_IDLE_MINUTES)) }),
  /** Pauses when the screen is locked, where the browser says so. */
  lock: z.object({ isOn: z.boolean() }),
  schedule,
});
export type PresenceSettings = z.infer<typeof presenceSettings>;

/** Stored because the agent chose it. Written by `lib/presence/settings.ts` in the background. */
export const presenceSettingsItem: ItemDefinition<PresenceSettings> = {
  key: 'presence-settings',
  version: 1,
  schema: presenceSettings,
};

const NINE_TO_FIVE: Block[] = [{ from: 9 * 60, to: 17 * 60 }];

/** Online while the browser is open: every rule is the agent's choice. */
export const defaultPresenceSettings: PresenceSettings = {
  idle: { isOn: false, minutes: 10 },
  lock: { isOn: false },
  schedule: {
    isOn: false,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    week: [NINE_TO_FIVE, NINE_TO_FIVE, NINE_TO_FIVE, NINE_TO_FIVE, NINE_TO_FIVE, [], []],
    exceptions: [],
  },
};
