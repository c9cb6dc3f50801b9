import { clean } from '../read-page.ts';
import { isField } from '../read-page-text.ts';

const TEXT_NODE = 3;
/** So many elements are passed over at most, so that a key press always comes to an end. */
const MOST_STEPS = 20_000;

/** Where the keyboard leads from an element of the page; undefined when there is nothing that way. */
export function step(key: string, isBack: boolean, from: Element | undefined): Element | undefined {
  if (key === 'ArrowUp') return parentOf(from);
  if (key === 'ArrowDown' && from) return [...from.children].find(isVisible);
  const isForward = key === 'ArrowRight' || key === 'ArrowDown' || (key === 'Tab' && !isBack);
  return isForward || key === 'ArrowLeft' || key === 'Tab' ? walk(from, isForward) : undefined;
}

function parentOf(element: Element | undefined): Element | undefined {
  const parent = element?.parentElement;
  return parent && parent !== document.body && parent !== document.documentElement ? parent : undefined;
}

/** The next or the previous element with a text of its own, and from the end on from the beginning. */
function walk(from: Element | undefined, isForward: boolean): Element | undefined {
  const root = document.body ?? document.documentElement;
  const neighbour = isForward ? following : preceding;
  let at = from && root.contains(from) ? from : root;
  for (let steps = 0; steps < MOST_STEPS; steps++) {
    at = neighbour(at, root);
    if (at !== root && isWorthwhile(at)) return at;
  }
  return undefined;
}

/** The next element in the order of the document; the root after the last one. */
function following(element: Element, root: Element): Element {
  if (element.firstElementChild) return element.firstElementChild;
  let at = element;
  while (at !== root && !at.nextElementSibling) at = at.parentElement ?? root;
  return at === root ? root : (at.nextElementSibling ?? root);
}

/** The one before, and before the root the very last one. */
function preceding(element: Element, root: Element): Element {
  if (element !== root && !element.previousElementSibling) return element.parentElement ?? root;
  let at = element === root ? root : (element.previousElementSibling ?? root);
  while (at.lastElementChild) at = at.lastElementChild;
  return at;
}

function isWorthwhile(element: Element): boolean {
  return (isField(element) || hasOwnText(element)) && isVisible(element);
}

const hasOwnText = (element: Element): boolean =>
  [...element.childNodes].some(
    (node) => node.nodeType === TEXT_NODE && clean((node as Text).data.slice(0, 2_000)) !== '',
  );

function isVisible(element: Element): boolean {
  return element.checkVisibility?.({ visibilityProperty: true, opacityProperty: true }) ?? true;
}
