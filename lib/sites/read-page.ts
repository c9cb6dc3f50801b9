import type { Finding } from '../messaging/site-commands.ts';
import type { Rule, Source } from '../storage/items/sites.ts';
import { LONGEST_READING, LONGEST_REPORT, MOST_RULES } from './limits.ts';
import { textOf } from './read-page-text.ts';

export type Page = { document: Document; location: Pick<Location, 'pathname' | 'search' | 'hash'> };
type PageRule = Pick<Rule, 'id' | 'visitor' | 'name' | 'language'>;

/** What a page says at the place of a source: trimmed, blanks collapsed, cut to `LONGEST_READING`; '' for nothing. */
export function readSource(source: Source, page: Page): string {
  return clean(readRaw(source, page) ?? '');
}

/** Blanks collapsed, trimmed, cut to `LONGEST_READING`. */
export function clean(text: string): string {
  const words = text.replace(/\s+/gu, ' ').trim().slice(0, LONGEST_READING);
  // The cut may have halved a character.
  return words.replace(/[\uD800-\uDBFF]$/, '').trimEnd();
}

function readRaw(source: Source, { document, location }: Page): string | null | undefined {
  switch (source.kind) {
    case 'path':
      return partAfter(source.after, location.pathname, /\//);
    case 'fragment':
      // Such a fragment often has parameters of its own.
      return partAfter(source.after, location.hash.slice(1), /[/?&]/);
    case 'query':
      return parameter(source.name, location.search);
    case 'selector':
      return textOrAttribute(find(source.selector, document), source.attribute);
    case 'meta':
      return find(metaSelector(source.name), document)?.getAttribute('content');
    case 'data':
      return find(dataSelector(source.attribute), document)?.getAttribute(source.attribute);
    default:
      return source satisfies never;
  }
}

/** The selector of every element with an attribute, whose name may hold dots. */
export const dataSelector = (attribute: string): string => `[${attribute.replace(/[^\w-]/g, '\\$&')}]`;

/** The selector of every meta tag of a name, in either of the attributes that hold one. */
const metaSelector = (name: string): string =>
  ['name', 'property'].map((attribute) => `meta[${attribute}=${JSON.stringify(name)}][content]`).join();

function partAfter(beginning: string, path: string, end: RegExp): string | undefined {
  // An agent types `/größen/`; an address has it encoded.
  const start = [beginning, encodedPath(beginning)].find((text) => text !== undefined && path.startsWith(text));
  if (start === undefined) return undefined;
  return decoded(path.slice(start.length).split(end, 1)[0] ?? '');
}

function encodedPath(text: string): string | undefined {
  try {
    return encodeURI(text);
  } catch {
    return undefined;
  }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function parameter(name: string, search: string): string | undefined {
  for (const pair of search.slice(1).split('&')) {
    const [key = '', ...value] = pair.replaceAll('+', ' ').split('=');
    if (decoded(key) === name) return decoded(value.join('='));
  }
  return undefined;
}

function find(selector: string, document: Document): Element | null {
  try {
    return document.querySelector(selector);
  } catch {
    return null;
  }
}

function textOrAttribute(element: Element | null, attribute: string | undefined): string | null | undefined {
  if (!element) return undefined;
  return attribute === undefined ? textOf(element) : element.getAttribute(attribute);
}

/** What the rules of a site find in a page, in their order; what does not fit into a report is left out. */
export function readFindings(rules: readonly PageRule[], page: Page): Finding[] {
  const findings = rules.slice(0, MOST_RULES).flatMap((rule) => readRule(rule, page) ?? []);
  while (JSON.stringify({ findings }).length > LONGEST_REPORT) findings.pop();
  return findings;
}

function readRule(rule: PageRule, page: Page): Finding | undefined {
  const visitor = readSource(rule.visitor, page);
  if (visitor === '') return undefined;
  const name = rule.name && readSource(rule.name, page);
  const language = rule.language && readSource(rule.language, page);
  return { ruleId: rule.id, visitor, ...(name && { name }), ...(language && { language }) };
}

/** Whether what the rules read can change without a change of the address. */
export function watchesDom(rules: readonly PageRule[]): boolean {
  const ofDom = (source: Source | undefined) =>
    source !== undefined && source.kind !== 'path' && source.kind !== 'query' && source.kind !== 'fragment';
  return rules.some(({ visitor, name, language }) => [visitor, name, language].some(ofDom));
}
