import { clean } from '../read-page.ts';
import { textOf } from '../read-page-text.ts';
import type { Pointed } from './candidates.ts';
import { looksLikeId } from './looks.ts';

/** A longer text is no ID, and holds words that look like one by chance. */
const LONGEST_LABEL = 160;
const LONGEST_WHOLE = 100;
const MOST_WORDS = 3;
const WITH_FULL_TEXT = ['title', 'aria-label'];

/** What the agent may have meant by pointing there, the most likely first. */
export function wantedValues({ element, text, selection }: Pointed): string[] {
  const selected = clean(selection ?? '');
  if (selected !== '') return [selected];
  const shown = clean(text ?? textOf(element));
  if (/(…|\.\.\.)$/.test(shown)) return fullTexts(element, shown.replace(/\s*(…|\.\.\.)$/, ''));
  if (shown === '' || looksLikeId(shown)) return shown === '' ? [] : [shown];
  const words = shown.length <= LONGEST_LABEL ? wordsLikeIds(shown) : [];
  return [...words, ...(shown.length <= LONGEST_WHOLE ? [shown] : [])];
}

/** Of a text that is cut short on the screen, what an attribute has in full. */
function fullTexts(element: Element, beginning: string): string[] {
  return WITH_FULL_TEXT.map((name) => clean(element.getAttribute(name) ?? '')).filter(
    (text) => text.length > beginning.length && text.startsWith(beginning),
  );
}

function wordsLikeIds(text: string): string[] {
  const words = text.split(' ').map((word) => word.replace(/^[("'#<[]+|[)"'>\],.;:]+$/g, ''));
  return [...new Set(words.filter(looksLikeId))].slice(0, MOST_WORDS);
}
