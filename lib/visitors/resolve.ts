import type { Visitor } from '../storage/items/visitors.ts';
import { threadIn } from './brevo-link.ts';
import type { FindVisitors } from './search.ts';

/** What a typed text is taken for when nothing else is chosen. */
export type Meaning =
  /** The text itself is the ID. */
  | { kind: 'as-id'; visitorId: string }
  /** A conversation at Brevo of which somebody has said whose it is. */
  | { kind: 'thread'; threadId: string; visitorId: string }
  /** A conversation at Brevo whose visitor has to be asked for. */
  | { kind: 'new-thread'; threadId: string };

/** What a typed text may mean. */
export type Suggestion =
  | Meaning
  /** Somebody known, or written to lately. */
  | { kind: 'visitor'; visitorId: string }
  /** The text is the ID of a message, to be looked up at Brevo. */
  | { kind: 'look-up'; brevoId: string };

/** Whom there is to suggest, of one account. */
export type Known = {
  /** By ID. */
  visitors: ReadonlyMap<string, Visitor>;
  /** The same, the one seen last first. */
  latest: readonly Visitor[];
  /** Those written to, latest first, after those for whom something is written but not sent. */
  recents: readonly { visitorId: string; isDraft: boolean }[];
  /** The visitor of each conversation of which somebody has said whose it is, by thread ID. */
  threads: ReadonlyMap<string, string>;
  /** Missing until the search is loaded. */
  find: FindVisitors | undefined;
};

export const MOST_SUGGESTED = 8;

/** Those to offer before anything is typed: pinned ones, those with a draft, then the latest, written to or seen. */
export function firstSuggestions({ latest, recents }: Known): Suggestion[] {
  const always = [
    ...latest.filter(({ isPinned }) => isPinned).map(({ visitorId }) => visitorId),
    ...recents.filter(({ isDraft }) => isDraft).map(({ visitorId }) => visitorId),
  ];
  const others = [...recents, ...latest].map(({ visitorId }) => visitorId);
  const most = Math.max(MOST_SUGGESTED, new Set(always).size);
  return asVisitors([...new Set([...always, ...others])].slice(0, most));
}

/** What a text may mean, the likeliest first. Nothing is asked of Brevo. */
export function suggestionsFor(typed: string, known: Known): Suggestion[] {
  const text = typed.trim();
  if (text === '') return firstSuggestions(known);
  const visitors = asVisitors(visitorsFor(text, known));
  const isExact = visitors[0]?.kind === 'visitor' && visitors[0].visitorId === text;
  const asId: Suggestion[] = isExact ? [] : [{ kind: 'as-id', visitorId: text }];
  const thread = threadFor(text, known);
  const isLink = threadIn(text)?.isLink === true;
  const lookUp: Suggestion[] = isExact || isLink || /\s/.test(text) ? [] : [{ kind: 'look-up', brevoId: text }];
  const named = isLink ? [...thread, ...asId] : [...asId, ...thread];
  return [...named, ...visitors.slice(0, MOST_SUGGESTED - named.length - lookUp.length), ...lookUp];
}

/** A link says which conversation is meant. Everything else is an ID. */
export function meaningOf(typed: string, { threads }: Pick<Known, 'threads'>): Meaning {
  const thread = threadIn(typed);
  if (!thread?.isLink) return { kind: 'as-id', visitorId: typed.trim() };
  return threadMeaning(thread.threadId, threads);
}

function threadFor(text: string, { threads }: Known): Meaning[] {
  const thread = threadIn(text);
  return thread ? [threadMeaning(thread.threadId, threads)] : [];
}

function threadMeaning(threadId: string, threads: Known['threads']): Meaning {
  const visitorId = threads.get(threadId);
  return visitorId === undefined ? { kind: 'new-thread', threadId } : { kind: 'thread', threadId, visitorId };
}

/** Whoever has exactly this ID, then pinned ones, those written to under such an ID, and the rest. */
function visitorsFor(text: string, { visitors, latest, recents, find }: Known): string[] {
  const wanted = text.toLowerCase();
  const isIn = (visitorId: string) => visitorId.toLowerCase().includes(wanted);
  const found = find ? find(text, MOST_SUGGESTED) : latest.filter((each) => isIn(each.visitorId));
  const written = recents.map(({ visitorId }) => visitorId).filter(isIn);
  const exact = visitors.has(text) || written.includes(text) ? [text] : [];
  const pinned = found.filter(({ isPinned }) => isPinned).map(({ visitorId }) => visitorId);
  const others = found.map(({ visitorId }) => visitorId);
  return [...new Set([...exact, ...pinned, ...written, ...others])];
}

const asVisitors = (ids: string[]): Suggestion[] => ids.map((visitorId) => ({ kind: 'visitor', visitorId }));
