import { clean } from '../read-page.ts';
import { textOf } from '../read-page-text.ts';
import type { Pointed } from './candidates.ts';

const ELEMENT_NODE = 1;

/** An element of the page, and what is seen of it: inside a shadow root, which no rule can read, that is another one. */
export type Target = Pointed & { seen: Element };

/** What a pointer is over; undefined for the page as a whole. */
export function targetOf(event: Event): Target | undefined {
  const element = event.target;
  if (!isElement(element)) return undefined;
  const [inner] = event.composedPath();
  return inner === element || !isElement(inner) ? targetAt(element) : { element, seen: inner, text: textOf(inner) };
}

/** An element that the keyboard walked to. */
export const targetAt = (element: Element): Target => ({ element, seen: element });

/** What would be taken, short enough for the bar. */
export function excerpt({ element, text }: Target): string {
  const words = clean(text ?? textOf(element));
  return words.length > 80 ? `${[...words].slice(0, 80).join('')}…` : words;
}

/** The text that is selected in an element. */
export function selectionIn(element: Element): string {
  const selection = document.getSelection();
  const isIn = element.contains(selection?.anchorNode ?? null) && element.contains(selection?.focusNode ?? null);
  return selection && isIn ? selection.toString() : '';
}

const isElement = (target: EventTarget | undefined | null): target is Element =>
  !!target && 'nodeType' in target && target.nodeType === ELEMENT_NODE;
