import type { Visitor } from '../../lib/storage/items/visitors.ts';
import type { Known } from '../../lib/visitors/resolve.ts';
import { createVisitorSearch } from '../../lib/visitors/search.ts';
import { NOW } from '../testing.ts';

export const visitorOf = (visitorId: string, change: Partial<Visitor> = {}): Visitor => ({
  accountId: 'acc-1',
  visitorId,
  isPinned: false,
  seenAt: NOW,
  ...change,
});

type Given = { visitors?: Visitor[]; recents?: Known['recents']; threads?: Record<string, string> };

/** What the field knows, with the search loaded. */
export const knownOf = ({ visitors = [], recents = [], threads = {} }: Given = {}): Known => ({
  visitors: new Map(visitors.map((visitor) => [visitor.visitorId, visitor])),
  latest: visitors,
  recents,
  threads: new Map(Object.entries(threads)),
  find: createVisitorSearch(visitors),
});
