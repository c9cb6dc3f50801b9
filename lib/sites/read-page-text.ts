import { LONGEST_READING } from './limits.ts';

/** So much of a text is looked at: far more than is kept, for it may begin with blanks, and not the megabyte of a hostile page. */
const MOST_LOOKED_AT = 16 * LONGEST_READING;
const SHOW_TEXT = 4;
const NOT_TEXT = /^(script|style|noscript|template)$/i;

/** The text of an element, of a field its value; only as much of it as a reading can need. */
export function textOf(element: Element): string {
  const value = fieldValue(element);
  if (value !== undefined) return value.slice(0, MOST_LOOKED_AT);
  const walker = element.ownerDocument.createTreeWalker(element, SHOW_TEXT);
  let text = '';
  for (let nodes = 0; nodes < MOST_LOOKED_AT && text.length < MOST_LOOKED_AT && walker.nextNode(); nodes++) {
    const { data, parentElement } = walker.currentNode as Text;
    // A rule may well name a script that holds JSON; inside of something else it is no text that anybody sees.
    const isText = parentElement === element || !NOT_TEXT.test(parentElement?.localName ?? '');
    if (isText) text += data.slice(0, MOST_LOOKED_AT - text.length);
  }
  return text;
}

/** What is filled into a field; undefined for what is no field, and for a password, which is nobody's business. */
function fieldValue(element: Element): string | undefined {
  if (!isField(element)) return undefined;
  return 'type' in element && element.type === 'password' ? '' : element.value;
}

/** Whether an element holds a value instead of a text. */
export function isField(element: Element): element is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  return /^(input|textarea|select)$/.test(element.localName) && 'value' in element && typeof element.value === 'string';
}
