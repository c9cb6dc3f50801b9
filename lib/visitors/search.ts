import { go, type Prepared, prepare, snapshot } from 'fuzzysort';
import type { Visitor } from '../storage/items/visitors.ts';

/** The visitors that a text means, the best first; at most so many. */
export type FindVisitors = (typed: string, most: number) => Visitor[];

/** From 0 to 1, in the library's own measure: below it a match is an accident. */
const FAINTEST = 0.4;
/** Scores are that coarse, so that among those that match alike the one seen last comes first. */
const STEPS = 10;
/** So many times what is wanted is ranked before the latest of them are taken. */
const CANDIDATES = 6;
/** Nobody types more than this to find somebody, and a pasted page must not keep the field waiting. */
const LONGEST_SEARCH = 100;

/** What was made ready of a visitor; a record that has not changed is not made ready again. */
const prepared = new WeakMap<Visitor, Prepared>();

/**
 * Makes visitors ready to be searched by nickname, name and ID, whatever the case and accents. Pinned ones come first, then
 * those that match best. `visitors` begin with the one seen last.
 */
export function createVisitorSearch(visitors: readonly Visitor[]): FindVisitors {
  const pinned = findIn(visitors.filter(({ isPinned }) => isPinned));
  const others = findIn(visitors.filter(({ isPinned }) => !isPinned));
  return (typed, most) => {
    const search = plain(typed.trim()).slice(0, LONGEST_SEARCH);
    if (search === '') return [];
    const first = pinned(search, most);
    return [...first, ...(first.length < most ? others(search, most - first.length) : [])];
  };
}

function findIn(visitors: readonly Visitor[]): FindVisitors {
  const targets = snapshot(visitors, { key: targetOf });
  const places = new Map(visitors.map((visitor, place) => [visitor, place]));
  // The first search does what the library has put off; no key press should wait for that.
  go('a', targets, { limit: 1 });
  return (search, most) => {
    const found = go(search, targets, { limit: most * CANDIDATES, threshold: FAINTEST });
    const ranked = found.map(({ obj, score }) => ({
      obj,
      step: Math.round(score * STEPS),
      place: places.get(obj) ?? 0,
    }));
    return ranked
      .sort((a, b) => b.step - a.step || a.place - b.place)
      .slice(0, most)
      .map(({ obj }) => obj);
  };
}

function targetOf(visitor: Visitor): Prepared {
  const known = prepared.get(visitor);
  if (known) return known;
  const { nickname = '', name = '', visitorId } = visitor;
  const made = prepare(plain([nickname, name, visitorId].filter(Boolean).join('\n')));
  prepared.set(visitor, made);
  return made;
}

/** Letters that stand for two, which the library does not take apart. */
const PLAIN: Record<string, string> = { ß: 'ss', æ: 'ae', Æ: 'AE', œ: 'oe', Œ: 'OE' };
const plain = (text: string) => text.replace(/[ßæÆœŒ]/g, (letter) => PLAIN[letter] ?? letter);
