import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { blockersOf } from '../messages/plan.ts';
import { ask } from '../messaging/ask.ts';
import type { StorageFailure } from '../storage/failure.ts';
import { failureOf, type Reading, valueOr } from '../storage/item.ts';
import { type Account, accountsItem, currentAccount } from '../storage/items/accounts.ts';
import { bootItem } from '../storage/items/boot.ts';
import { type Context, contextItem, type Message, messageItem, recentItem } from '../storage/items/messages.ts';
import { noPresence, presenceItem } from '../storage/items/presence.ts';
import { defaultPresenceSettings, presenceSettingsItem } from '../storage/items/presence-settings.ts';
import { findUnreadable } from '../storage/unreadable.ts';
import { createClock, createOnline } from './clock.ts';
import { createComposer } from './composer.ts';
import { createFollower, type Follower } from './follow.ts';
import { followLines } from './presence-log.ts';
import { recentVisitors } from './visitors.ts';

type Options = {
  now?: () => number;
  /** The number of the tab beside us, for knowing which visitor its page shows. */
  tabId?: () => Promise<number | undefined>;
};

/** What popup, side panel and frame show and may ask for. `ready` ends when the stored state is on screen. */
export function createWorkspace({ now = Date.now, tabId = async () => undefined }: Options = {}) {
  const follower = createFollower();
  const accounts = follower.follow(accountsItem);
  const presence = follower.follow(presenceItem);
  const rules = follower.follow(presenceSettingsItem);
  const boot = follower.follow(bootItem);
  const recent = follower.follow(recentItem);
  const list = computed(() => valueOr(recent.value, { ids: [], unsettled: [] }));
  const messages = followMessages(
    follower,
    computed(() => list.value.ids),
  );
  const context = signal<ReadonlySignal<Reading<Context>> | undefined>(undefined);

  const account = computed<Account | undefined>(() => {
    const all = valueOr(accounts.value, undefined);
    return all && currentAccount(all);
  });
  const accountId = computed(() => account.value?.accountId);
  const own = computed(() => messages.value.filter((message) => message.accountId === accountId.value));
  const composer = createComposer(follower, {
    accountId,
    bootId: computed(() => valueOr(boot.value, undefined)),
    messages: own,
    context: computed(() => (context.value && valueOr(context.value.value, undefined))?.visitorId),
    now,
  });

  /** A picture, which the first paint does not wait for. */
  const pictures = createFollower();
  const lines = followLines(pictures, accountId);
  const unreadable = signal<StorageFailure | undefined>(undefined);
  const load = async () => {
    const tab = await tabId().catch(() => undefined);
    if (tab !== undefined) context.value = follower.follow(contextItem, String(tab));
    await follower.load();
    composer.begin();
  };
  const ready = load().catch(() => {
    unreadable.value = { kind: 'storage-unavailable' };
  });
  const quarantined = signal(0);
  void ready.then(pictures.load).catch(noScan);
  // It reads everything, so it waits until the page stands.
  void ready.then(findUnreadable).then(({ length }) => {
    quarantined.value = length;
  }, noScan);

  return {
    ready,
    account,
    /** Why the account cannot be read, which is not the same as having none. */
    trouble: computed<StorageFailure | undefined>(() => unreadable.value ?? failureOf(accounts.value)),
    /** How many stored records cannot be read; they stay as they are, and the history page shows them. */
    quarantined: quarantined as ReadonlySignal<number>,
    presence: computed(() => valueOr(presence.value, noPresence)),
    /** The rules of presence that the agent chose. */
    rules: computed(() => valueOr(rules.value, defaultPresenceSettings)),
    /** What presence was in the last days, in no order. */
    lines,
    messages: own,
    /** The ids of queued messages that wait because one before them may have been sent. */
    heldBack: computed(() => heldBack(list.value.unsettled, own.value)),
    visitors: computed(() => recentVisitors(own.value, composer.written.value)),
    composer,
    time: createClock(now, presence),
    online: createOnline(() => void ask('presence/refresh', { reason: 'network-back' })),
    ask,
  };
}

export type WorkspaceView = ReturnType<typeof createWorkspace>;

/** Storage is out of order altogether, which `trouble` says. */
const noScan = () => undefined;

/** The recent messages, newest first; a record that cannot be read is left out. */
function followMessages(follower: Follower, ids: ReadonlySignal<string[]>): ReadonlySignal<Message[]> {
  const records = computed(() => ids.value.map((id) => follower.follow(messageItem, id)));
  let before: string[] = [];
  effect(() => {
    if (records.value.length > 0) void follower.load();
    for (const id of before) if (!ids.value.includes(id)) follower.unfollow(messageItem, id);
    before = ids.value;
  });
  return computed(() => records.value.flatMap((record) => valueOr(record.value, [])));
}

function heldBack(unsettled: string[], messages: Message[]): ReadonlySet<string> {
  const inOrder = unsettled.flatMap((id) => messages.find((message) => message.id === id) ?? []);
  const waits = (message: Message, i: number) =>
    message.state.kind === 'queued' && blockersOf(message, inOrder.slice(0, i)).length > 0;
  return new Set(inOrder.filter(waits).map(({ id }) => id));
}
