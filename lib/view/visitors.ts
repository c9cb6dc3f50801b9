import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Draft, Message } from '../storage/items/messages.ts';
import { threadItem, type Visitor, visitorItem } from '../storage/items/visitors.ts';
import type { Known } from '../visitors/resolve.ts';
import type { Follower } from './follow.ts';

/** Somebody the agent wrote to, or began to write to. */
export type RecentVisitor = { visitorId: string; lastText: string; lastAt?: number; isDraft: boolean };

/** Whom messages went to, latest first, after those for whom something is written but not sent. */
export function recentVisitors(messages: Message[], drafts: Draft[]): RecentVisitor[] {
  const begun = drafts.filter(({ visitorId }) => visitorId !== '');
  const byId = new Map<string, RecentVisitor & { lastAt: number }>();
  for (const { visitorId, text, confirmedAt } of messages) {
    const known = byId.get(visitorId);
    if (visitorId && !(known && known.lastAt >= confirmedAt)) {
      byId.set(visitorId, { visitorId, lastText: text, lastAt: confirmedAt, isDraft: false });
    }
  }
  const written = new Map<string, RecentVisitor>(
    begun.map(({ visitorId, text }) => [visitorId, { visitorId, lastText: text, isDraft: true }]),
  );
  const sent = [...byId.values()].filter(({ visitorId }) => !written.has(visitorId));
  return [...written.values(), ...sent.sort((a, b) => b.lastAt - a.lastAt)];
}

/** What is remembered of an account's visitors and conversations; nothing until the follower has loaded. */
export function followVisitors(follower: Follower, accountId: ReadonlySignal<string | undefined>) {
  const visitors = follower.followFamily(visitorItem);
  const threads = follower.followFamily(threadItem);
  const latest = computed<readonly Visitor[]>(() =>
    [...visitors.value.values()]
      .filter((visitor) => visitor.accountId === accountId.value)
      .sort((a, b) => b.seenAt - a.seenAt),
  );
  const ofAccount = () => [...threads.value.values()].filter((thread) => thread.accountId === accountId.value);
  return {
    /** The one seen last first. */
    latest,
    byId: computed(() => new Map(latest.value.map((visitor) => [visitor.visitorId, visitor]))),
    /** The visitor of each conversation, by thread ID. */
    threads: computed(() => new Map(ofAccount().map(({ threadId, visitorId }) => [threadId, visitorId]))),
  };
}

/** What the Visitor field can suggest. The search is loaded when `load` is called, after the page stands. */
export function createKnown(
  { latest, byId, threads }: ReturnType<typeof followVisitors>,
  recents: ReadonlySignal<RecentVisitor[]>,
) {
  const search = signal<typeof import('../visitors/search.ts') | undefined>(undefined);
  // Made ready once for all key presses that follow.
  const find = computed(() => search.value?.createVisitorSearch(latest.value));
  const known = computed<Known>(() => ({
    visitors: byId.value,
    latest: latest.value,
    recents: recents.value,
    threads: threads.value,
    find: find.value,
  }));
  const load = async () => {
    search.value = await import('../visitors/search.ts');
  };
  return { known, load };
}
