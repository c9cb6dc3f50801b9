import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { ask } from '../messaging/ask.ts';
import type { NoAnswer } from '../messaging/contract.ts';
import type { Result } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import { failureOf, valueOr } from '../storage/item.ts';
import { accountsItem } from '../storage/items/accounts.ts';
import { noPresence, presenceItem } from '../storage/items/presence.ts';
import {
  defaultPresenceSettings,
  type PresenceSettings,
  presenceSettingsItem,
} from '../storage/items/presence-settings.ts';
import { createClock } from './clock.ts';
import { createFollower } from './follow.ts';
import { followLines } from './presence-log.ts';

const MINUTE = 60_000;

/** How the rules become others; given those that are stored when it is this change's turn. */
export type RuleChange = (rules: PresenceSettings) => Partial<PresenceSettings>;

/** What the Presence page shows and may ask for. `ready` ends when the stored state is on screen. */
export function createPresencePage(now: () => number = Date.now) {
  const follower = createFollower();
  const accounts = follower.follow(accountsItem);
  const presence = follower.follow(presenceItem);
  const stored = follower.follow(presenceSettingsItem);
  const accountId = computed(() => valueOr(accounts.value, undefined)?.current);
  const lines = followLines(follower, accountId);
  const unreadable = signal<StorageFailure | undefined>(undefined);
  const ready = follower.load().catch(() => {
    unreadable.value = { kind: 'storage-unavailable' };
  });

  const rules = signal(defaultPresenceSettings);
  effect(() => {
    rules.value = valueOr(stored.value, defaultPresenceSettings);
  });
  const time = createClock(now, presence);

  return {
    ready,
    /** Why the state or the rules cannot be read, which is not the same as having none. */
    trouble: computed(() => unreadable.value ?? failureOf(presence.value) ?? failureOf(stored.value)),
    presence: computed(() => valueOr(presence.value, noPresence)),
    rules: rules as ReadonlySignal<PresenceSettings>,
    /** What this account's presence was in the last days, in no order. */
    lines,
    /** Each second. */
    time,
    /** The same for what is drawn by the minute. */
    minute: computed(() => Math.floor(time.value / MINUTE) * MINUTE),
    change: createChanges(rules),
    ask,
  };
}

export type PresencePageView = ReturnType<typeof createPresencePage>;

/** Saves changes one after the other, each made from what the one before has left: none undoes another. */
function createChanges(rules: { value: PresenceSettings }) {
  let before: Promise<unknown> = Promise.resolve();
  const save = async (change: RuleChange): Promise<Result<PresenceSettings, StorageFailure | NoAnswer>> => {
    const saved = await ask('presence-settings/save', { change: change(rules.value) });
    if (saved.ok) rules.value = saved.value;
    return saved;
  };
  return (change: RuleChange) => {
    const saving = before.then(() => save(change));
    before = saving.catch(() => undefined);
    return saving;
  };
}
