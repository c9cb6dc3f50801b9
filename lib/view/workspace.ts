import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { ask } from '../messaging/ask.ts';
import type { StorageFailure } from '../storage/failure.ts';
import { failureOf, valueOr } from '../storage/item.ts';
import { type Account, accountsItem, currentAccount } from '../storage/items/accounts.ts';
import { type Message, messageItem, recentItem } from '../storage/items/messages.ts';
import { noPresence, presenceItem } from '../storage/items/presence.ts';
import { createClock, createOnline } from './clock.ts';
import { createDraft } from './draft.ts';
import { createFollower, type Follower } from './follow.ts';

/** What popup, side panel and frame show and may ask for. `ready` ends when the stored state is on screen. */
export function createWorkspace(now: () => number = Date.now) {
  const follower = createFollower();
  const accounts = follower.follow(accountsItem);
  const presence = follower.follow(presenceItem);
  const recent = follower.follow(recentItem);
  const sentIds = computed(() => valueOr(recent.value, undefined)?.ids ?? []);
  const messages = followMessages(follower, sentIds);

  const account = computed<Account | undefined>(() => {
    const all = valueOr(accounts.value, undefined);
    return all && currentAccount(all);
  });
  const accountId = computed(() => account.value?.accountId);
  const { draft, change, send } = createDraft(follower, { sentIds, accountId, now });
  const own = computed(() => messages.value.filter((message) => message.accountId === accountId.value));

  const unreadable = signal<StorageFailure | undefined>(undefined);
  const ready = follower.load().catch(() => {
    unreadable.value = { kind: 'storage-unavailable' };
  });

  return {
    ready,
    account,
    /** Why the account cannot be read, which is not the same as having none. */
    trouble: computed<StorageFailure | undefined>(() => unreadable.value ?? failureOf(accounts.value)),
    presence: computed(() => valueOr(presence.value, noPresence)),
    messages: own,
    visitors: computed(() => recentVisitors(own.value)),
    draft,
    time: createClock(now, presence),
    online: createOnline(() => void ask('presence/refresh', { reason: 'network-back' })),
    change,
    send,
    ask,
  };
}

export type WorkspaceView = ReturnType<typeof createWorkspace>;

/** The recent messages, newest first; a record that cannot be read is left out. */
function followMessages(follower: Follower, ids: ReadonlySignal<string[]>): ReadonlySignal<Message[]> {
  const records = computed(() => ids.value.map((id) => follower.follow(messageItem, id)));
  effect(() => {
    if (records.value.length > 0) void follower.load();
  });
  return computed(() => records.value.flatMap((record) => valueOr(record.value, [])));
}

export type RecentVisitor = { visitorId: string; lastText: string; lastAt: number };

/** Whom messages went to, latest first. */
function recentVisitors(messages: Message[]): RecentVisitor[] {
  const byId = new Map<string, RecentVisitor>();
  for (const { visitorId, text, confirmedAt } of messages) {
    const known = byId.get(visitorId);
    if (visitorId && !(known && known.lastAt >= confirmedAt)) {
      byId.set(visitorId, { visitorId, lastText: text, lastAt: confirmedAt });
    }
  }
  return [...byId.values()].sort((a, b) => b.lastAt - a.lastAt);
}
