import { describe, expect, it } from 'vitest';
import type { Visitor } from '../storage/items/visitors.ts';
import { firstSuggestions, type Known, MOST_SUGGESTED, meaningOf, suggestionsFor } from './resolve.ts';
import { createVisitorSearch } from './search.ts';

const THREAD = 'aB3dE5gH7jK9mN1pQ';
const LINK = `https://conversations-app.brevo.com/conversations/${THREAD}`;

const visitorOf = (visitorId: string, change: Partial<Visitor> = {}): Visitor => ({
  accountId: 'acc-1',
  visitorId,
  isPinned: false,
  seenAt: 0,
  ...change,
});
const recent = (visitorId: string, isDraft = false) => ({ visitorId, isDraft });

function knownOf(latest: Visitor[] = [], change: Partial<Known> = {}): Known {
  return {
    visitors: new Map(latest.map((visitor) => [visitor.visitorId, visitor])),
    latest,
    recents: [],
    threads: new Map(),
    find: createVisitorSearch(latest),
    ...change,
  };
}
const ids = (suggestions: ReturnType<typeof suggestionsFor>) =>
  suggestions.map((suggestion) => ('visitorId' in suggestion ? suggestion.visitorId : suggestion.kind));
const kinds = (suggestions: ReturnType<typeof suggestionsFor>) => suggestions.map(({ kind }) => kind);

describe('before I type', () => {
  it('pinned ones come first, then drafts, then those written to, then those seen', () => {
    const known = knownOf([visitorOf('seen'), visitorOf('pinned', { isPinned: true })], {
      recents: [recent('begun', true), recent('written'), recent('pinned')],
    });
    expect(ids(firstSuggestions(known))).toEqual(['pinned', 'begun', 'written', 'seen']);
    expect(suggestionsFor('  ', known)).toEqual(firstSuggestions(known));
  });

  it('so many are offered, but no pin and no draft is left out', () => {
    const many = Array.from({ length: 20 }, (_, n) => visitorOf(`v-${n}`, { isPinned: n >= 9 }));
    expect(firstSuggestions(knownOf(many.slice(0, 9)))).toHaveLength(MOST_SUGGESTED);
    expect(firstSuggestions(knownOf(many))).toHaveLength(11);
    const drafts = many.map(({ visitorId }) => recent(visitorId, true));
    expect(firstSuggestions(knownOf([], { recents: drafts }))).toHaveLength(20);
  });
});

describe('what I type', () => {
  const known = knownOf([visitorOf('c-1', { name: 'Ada' }), visitorOf('c-2', { name: 'Adam', isPinned: true })], {
    recents: [recent('adaline'), recent('c-1')],
  });

  it('is an ID first, then whoever is meant, and last a message to look up', () => {
    expect(suggestionsFor(' ada ', known)).toEqual([
      { kind: 'as-id', visitorId: 'ada' },
      { kind: 'visitor', visitorId: 'c-2' },
      { kind: 'visitor', visitorId: 'adaline' },
      { kind: 'visitor', visitorId: 'c-1' },
      { kind: 'look-up', brevoId: 'ada' },
    ]);
  });

  it.each(['c-1', 'adaline'])('is %s alone when I know them by it, before all others', (id) => {
    const [first] = suggestionsFor(id, known);
    expect(first).toEqual({ kind: 'visitor', visitorId: id });
    expect(kinds(suggestionsFor(id, known))).not.toContain('as-id');
  });

  it('is no message ID when it has blanks', () => {
    expect(kinds(suggestionsFor('shop/4711 b', known))).toEqual(['as-id']);
  });

  it('finds by ID alone until the search is loaded', () => {
    const waiting = { ...known, find: undefined };
    expect(ids(suggestionsFor('C-', waiting))).toEqual(['C-', 'c-2', 'c-1', 'look-up']);
    expect(kinds(suggestionsFor('Adam', waiting))).toEqual(['as-id', 'look-up']);
  });

  it('is answered with so many suggestions at most', () => {
    const many = knownOf(Array.from({ length: 50 }, (_, n) => visitorOf(`ada-${n}`)));
    const suggested = suggestionsFor('ada', many);
    expect(suggested).toHaveLength(MOST_SUGGESTED);
    expect([suggested[0]?.kind, suggested.at(-1)?.kind]).toEqual(['as-id', 'look-up']);
  });
});

describe('a conversation at Brevo', () => {
  const known = knownOf([], { threads: new Map([[THREAD, 'ada']]) });

  it('is what a link means, though it may be used as an ID', () => {
    expect(suggestionsFor(LINK, known)).toEqual([
      { kind: 'thread', threadId: THREAD, visitorId: 'ada' },
      { kind: 'as-id', visitorId: LINK },
    ]);
    expect(meaningOf(LINK, known)).toEqual({ kind: 'thread', threadId: THREAD, visitorId: 'ada' });
  });

  it('has to be asked about when nobody has said whose it is', () => {
    expect(suggestionsFor(LINK, knownOf())[0]).toEqual({ kind: 'new-thread', threadId: THREAD });
    expect(meaningOf(LINK, knownOf())).toEqual({ kind: 'new-thread', threadId: THREAD });
  });

  it('is only a guess when the ID looks like a thread’s', () => {
    expect(kinds(suggestionsFor(THREAD, known))).toEqual(['as-id', 'thread', 'look-up']);
    expect(meaningOf(` ${THREAD} `, known)).toEqual({ kind: 'as-id', visitorId: THREAD });
  });
});
