import type { Source } from '../../storage/items/sites.ts';
import { matchOf } from '../expression-match.ts';
import { LONGEST_SOURCE_NAME } from '../limits.ts';
import { type Page, readSource } from '../read-page.ts';

/** Where a candidate reads, for words about it. */
export type Place =
  | { kind: 'path' | 'fragment' | 'query' | 'meta' | 'data' | 'attribute'; name: string }
  /** By a name that looks kept; or by its position, which the next redesign may change. */
  | { kind: 'field' | 'text' | 'position' };

/** A rule in the making. */
export type Candidate = { source: Source; expression?: string; place: Place };

/** What a candidate finds in the page as it is now; '' for nothing. */
export function liveValue({ source, expression }: Candidate, page: Page): string {
  const reading = readSource(source, page);
  // Made here and not read from anywhere, so that it need not be checked.
  return expression === undefined ? reading : matchOf(new RegExp(expression, 'u'), reading);
}

/** A candidate, if a rule may be made of it. */
export function candidate(source: Source, place: Place, expression: string | undefined): Candidate | undefined {
  if (expression === undefined || !isStorable(source)) return undefined;
  return { source, place, ...(expression !== '' && { expression }) };
}

/** A page may have names that are longer than a rule can hold. */
const isStorable = ({ kind: _, ...source }: Source): boolean =>
  Object.entries(source).every(
    ([key, text]) => text !== '' && (key === 'selector' || `${text}`.length <= LONGEST_SOURCE_NAME),
  );
