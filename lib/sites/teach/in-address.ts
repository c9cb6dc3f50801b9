import type { Page } from '../read-page.ts';
import { type Candidate, candidate } from './candidate.ts';
import { expressionFor } from './expression-for.ts';
import { looksLikeId, NAMES_AN_ID } from './looks.ts';

type Part = { text: string; isNamed: boolean; toCandidate: (value: string) => Candidate | undefined };

/** Candidates in the address that hold a value. They survive a redesign. */
export const addressCandidates = (value: string, { location }: Page): Candidate[] =>
  partsOf(location)
    .filter(({ text }) => holdsWhole(text, value))
    .flatMap(({ toCandidate }) => toCandidate(value) ?? []);

/** Candidates in the address that hold something like an id and stand where one would; the last part says the most. */
export const addressIds = ({ location }: Page): Candidate[] =>
  partsOf(location)
    .filter(({ text, isNamed }) => isNamed && looksLikeId(text))
    .reverse()
    .flatMap(({ text, toCandidate }) => toCandidate(text) ?? []);

/** A short number in a longer word is chance. */
const holdsWhole = (text: string, value: string): boolean =>
  text === value || (value.length >= 3 && looksLikeId(value) && text.includes(value));

function partsOf({ pathname, search, hash }: Page['location']): Part[] {
  return [
    ...pathParts('path', pathname, /\//g),
    ...queryParts(search),
    ...pathParts('fragment', hash.slice(1), /[/?&=]/g),
  ];
}

function pathParts(kind: 'path' | 'fragment', path: string, border: RegExp): Part[] {
  // Where a part begins: after every border.
  const starts = [...path.matchAll(border)].map(({ index }) => index + 1);
  return starts.flatMap((start) => {
    const after = path.slice(0, start);
    const text = decoded(path.slice(start).split(kind === 'path' ? /\// : /[/?&]/, 1)[0] ?? '');
    const toCandidate = (value: string) =>
      candidate({ kind, after }, { kind, name: after }, expressionFor(text, value));
    return text === '' ? [] : [{ text, isNamed: after.endsWith('/') && !text.includes('='), toCandidate }];
  });
}

function queryParts(search: string): Part[] {
  return [...new URLSearchParams(search)].map(([name, text]) => ({
    text,
    isNamed: NAMES_AN_ID.test(name),
    toCandidate: (value) => candidate({ kind: 'query', name }, { kind: 'query', name }, expressionFor(text, value)),
  }));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
