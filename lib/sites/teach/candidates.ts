import { clean, type Page } from '../read-page.ts';
import { isField, textOf } from '../read-page-text.ts';
import { type Candidate, candidate, liveValue } from './candidate.ts';
import { expressionFor } from './expression-for.ts';
import { addressCandidates, addressIds } from './in-address.ts';
import { dataAnywhere, dataAround, dataIds, metaCandidates, otherCandidates } from './in-attributes.ts';
import { looksLikeId } from './looks.ts';
import { selectorFor } from './selector.ts';
import { wantedValues } from './wanted.ts';

const MOST_CANDIDATES = 8;

/** What the agent pointed at. `text` is what they saw when it stands in a shadow root, whose host `element` then is. */
export type Pointed = { element: Element; text?: string; selection?: string };

/**
 * Rules that would read what the agent pointed at, the best first: what survives a redesign before what goes by
 * positions, and what looks like an ID before what does not. All of them find something now.
 */
export function rankCandidates(pointed: Pointed, page: Page): Candidate[] {
  const exact = wantedValues(pointed).flatMap((value) =>
    exactCandidates(value, pointed.element, page).filter((found) => liveValue(found, page) === value),
  );
  const alike = [...dataIds(pointed.element), ...addressIds(page)].filter((found) => liveValue(found, page) !== '');
  // A name that the agent pointed at is less likely meant than an id beside it.
  const isId = (found: Candidate) => looksLikeId(liveValue(found, page));
  const ranked = [...exact.filter(isId), ...alike.filter(isId), ...exact, ...alike];
  return withoutTwins(ranked).slice(0, MOST_CANDIDATES);
}

function exactCandidates(value: string, element: Element, page: Page): Candidate[] {
  return [
    ...addressCandidates(value, page),
    ...metaCandidates(value, page.document),
    ...dataAround(element, (_, held) => held === value),
    ...dataAnywhere(value, page.document),
    ...textCandidates(value, element).filter(({ place }) => place.kind !== 'position'),
    ...otherCandidates(value, element),
    ...textCandidates(value, element),
  ];
}

function textCandidates(value: string, element: Element): Candidate[] {
  const found = selectorFor(element, [value]);
  if (!found) return [];
  const kind = !found.isKept ? 'position' : isField(element) ? 'field' : 'text';
  const expression = expressionFor(clean(textOf(element)), value);
  const text = candidate({ kind: 'selector', selector: found.selector }, { kind }, expression);
  return text ? [text] : [];
}

/** The same reading, proposed for two reasons, keeps its better place. */
const withoutTwins = (candidates: Candidate[]): Candidate[] => [
  ...new Map(candidates.map((found) => [JSON.stringify([found.source, found.expression]), found])).values(),
];
