import type { Draft, Message } from '../storage/items/messages.ts';

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
