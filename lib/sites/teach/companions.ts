import type { Source } from '../../storage/items/sites.ts';
import { languageTag } from '../judge-language.ts';
import { type Page, readSource } from '../read-page.ts';
import type { Candidate } from './candidate.ts';
import { dataAround } from './in-attributes.ts';
import { selectorFor } from './selector.ts';

const NAME = /^data-(?:[a-z-]*-)?(?:full-?|display-?)?name$/;
const NO_PERSON = /(?:file|class|component|field|tag|event|icon|column|product|item|page)-?name$/;
const LANGUAGE = /^data-(?:[a-z-]*-)?(?:lang|language|locale)$/;
/** So far up a page says whom it is about as a whole. */
const MOST_ANCESTORS = 50;
const LONGEST_NAME = 100;
const MOST = 4;

/** Where a page may say the visitor's name, by what the agent pointed at; the best first. */
export function suggestNames(element: Element, page: Page): Candidate[] {
  const attributes = dataAround(element, (name) => NAME.test(name) && !NO_PERSON.test(name), MOST_ANCESTORS);
  const named: Candidate[] = ['[itemprop="name"]', 'h1'].map((selector) => ({
    source: { kind: 'selector', selector },
    place: { kind: 'text' },
  }));
  const isName = (text: string) => text !== '' && text.length <= LONGEST_NAME;
  return [...attributes, ...named].filter(({ source }) => isName(readSource(source, page))).slice(0, MOST);
}

/** Where a page may say the visitor's language. Not on `<html>`, where it is that of the page. */
export function suggestLanguages(element: Element, page: Page): Candidate[] {
  const holder = element.closest('[lang]:not(html)');
  const found = holder && selectorFor(holder, [])?.selector;
  const attribute: Candidate[] = found
    ? [{ source: { kind: 'selector', selector: found, attribute: 'lang' }, place: { kind: 'attribute', name: 'lang' } }]
    : [];
  const isLanguage = (source: Source) => languageTag(readSource(source, page)) !== undefined;
  return [...dataAround(element, (name) => LANGUAGE.test(name), MOST_ANCESTORS), ...attribute]
    .filter(({ source }) => isLanguage(source))
    .slice(0, MOST);
}
