import { clean, dataSelector } from '../read-page.ts';
import { isField } from '../read-page-text.ts';
import { type Candidate, candidate } from './candidate.ts';
import { expressionFor } from './expression-for.ts';
import { looksLikeId, NAMES_AN_ID } from './looks.ts';
import { selectorFor } from './selector.ts';

const DATA = /^data-[a-z0-9_.-]{1,100}$/;
const OF_A_TOOL = /^data-(?:v|react|radix|test|testid|qa|cy|gtm)\b/;
/** Where else an id may stand. A field's value is read as its text. */
const OTHERS = ['id', 'href', 'title', 'aria-label', 'value'];
const MOST_ANCESTORS = 5;
const MOST_NAMES = 30;
/** Of a page with more elements, only so many are looked at. */
const MOST_ELEMENTS = 20_000;

/** Meta tags that hold a value. */
export function metaCandidates(value: string, document: Document): Candidate[] {
  return [...document.querySelectorAll('meta[content]')].flatMap((meta) => {
    const name = meta.getAttribute('name') ?? meta.getAttribute('property');
    if (!name || attributeOf(meta, 'content') !== value) return [];
    return candidate({ kind: 'meta', name }, { kind: 'meta', name }, '') ?? [];
  });
}

/** Data attributes on the element or around it of which the name and the value fit. */
export const dataAround = (
  element: Element,
  fits: (name: string, value: string) => boolean,
  ancestors = MOST_ANCESTORS,
): Candidate[] =>
  withAncestors(element, ancestors).flatMap((holder) =>
    dataNames(holder).flatMap((name) => {
      const value = attributeOf(holder, name);
      return (fits(name, value) && dataCandidate(holder, name, value)) || [];
    }),
  );

/** Data attributes on the element or around it that are named like an id and look like one. */
export const dataIds = (element: Element): Candidate[] =>
  dataAround(element, (name, value) => NAMES_AN_ID.test(name) && !OF_A_TOOL.test(name) && looksLikeId(value));

/** Data attributes that hold a value anywhere in the page, if only one element has such an attribute. */
export function dataAnywhere(value: string, document: Document): Candidate[] {
  const names = new Set<string>();
  let looked = 0;
  for (const element of document.querySelectorAll('*')) {
    if (++looked > MOST_ELEMENTS) break;
    for (const name of dataNames(element)) if (attributeOf(element, name) === value) names.add(name);
  }
  return [...names].flatMap((attribute) =>
    document.querySelectorAll(dataSelector(attribute)).length === 1 ? dataSource(attribute) : [],
  );
}

/** Other attributes that hold a value, alone or among more: the target of a link, a tooltip. */
export const otherCandidates = (value: string, element: Element): Candidate[] =>
  withAncestors(element).flatMap((holder) =>
    OTHERS.filter((name) => name !== 'value' || !isField(holder)).flatMap((name) => {
      const text = attributeOf(holder, name);
      if (!text.includes(value) || (text !== value && value.length < 3)) return [];
      return attributeCandidate(holder, name, text, value) ?? [];
    }),
  );

function withAncestors(element: Element, most = MOST_ANCESTORS): Element[] {
  const found: Element[] = [];
  for (let at: Element | null = element; at && found.length <= most; at = at.parentElement) found.push(at);
  return found;
}

const attributeOf = (element: Element, name: string): string => clean(element.getAttribute(name) ?? '');
const dataNames = (element: Element): string[] =>
  element
    .getAttributeNames()
    .filter((name) => DATA.test(name))
    .slice(0, MOST_NAMES);

const dataSource = (attribute: string): Candidate => ({
  source: { kind: 'data', attribute },
  place: { kind: 'data', name: attribute },
});

/** A rule takes the first element that has the attribute; another one takes a selector. */
function dataCandidate(holder: Element, name: string, value: string): Candidate | undefined {
  const first = holder.ownerDocument.querySelector(dataSelector(name));
  return first === holder ? dataSource(name) : attributeCandidate(holder, name, value, value);
}

function attributeCandidate(holder: Element, name: string, text: string, value: string): Candidate | undefined {
  const selector = selectorByBeginning(holder, name, text, value) ?? selectorFor(holder, [value])?.selector;
  if (selector === undefined) return undefined;
  return candidate(
    { kind: 'selector', selector, attribute: name },
    { kind: 'attribute', name },
    expressionFor(text, value),
  );
}

/** `a[href^="/customers/"]`, if the first such element is the one. */
function selectorByBeginning(holder: Element, name: string, text: string, value: string): string | undefined {
  const beginning = text.slice(0, text.indexOf(value));
  if (!/^[\w/:.-]{4,60}$/.test(beginning) || /\d/.test(beginning)) return undefined;
  const selector = `${CSS.escape(holder.localName)}[${name}^="${beginning}"]`;
  return holder.ownerDocument.querySelector(selector) === holder ? selector : undefined;
}
