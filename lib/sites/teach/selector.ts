import { finder } from '@medv/finder';
import { LONGEST_SELECTOR } from '../limits.ts';
import { looksKept } from './looks.ts';

/** Attributes that developers give a name by, and leave. */
const NAMING = 'itemprop name data-testid data-test data-qa data-field data-role data-label'.split(' ');
/** More would make the generator try tens of thousands of combinations on a page of utility classes. */
const MOST_CLASSES = 6;
const MOST_TRIES = 600;

export type Selector = {
  selector: string;
  /** It names what developers keep; otherwise it goes by positions. */
  isKept: boolean;
};

/**
 * A selector whose first match is the element: by its id or another name that looks kept, else a generated one. None of
 * the texts to avoid, which are this visitor's, is part of it.
 */
export function selectorFor(element: Element, avoid: readonly string[]): Selector | undefined {
  const isUsable = (name: string) => looksKept(name) && !avoid.some((text) => holds(name, text));
  const named = namedSelectors(element, isUsable).find((selector) => isFirstAndOnly(selector, element));
  const selector = named ?? generatedSelector(element, isUsable);
  if (selector === undefined || selector.length > LONGEST_SELECTOR) return undefined;
  return { selector, isKept: !/:nth-/.test(selector) };
}

const holds = (name: string, text: string): boolean => name.toLowerCase().includes(text.toLowerCase());

function namedSelectors(element: Element, isUsable: (name: string) => boolean): string[] {
  // Not the property, which in a form is the field of that name.
  const id = element.getAttribute('id') ?? '';
  const ids = isUsable(id) ? [`#${id}`] : [];
  const others = NAMING.flatMap((attribute) => {
    const value = element.getAttribute(attribute);
    return value !== null && isUsable(value) ? [`${tagOf(element)}[${attribute}="${value}"]`] : [];
  });
  return [...ids, ...others];
}

/** An element of another namespace may have anything for a name. */
const tagOf = (element: Element): string => CSS.escape(element.localName);

function isFirstAndOnly(selector: string, element: Element): boolean {
  const found = element.ownerDocument.querySelectorAll(selector);
  return found.length === 1 && found[0] === element;
}

/** From the nearest element around it that can be named, so that what changes elsewhere in the page does no harm. */
function generatedSelector(element: Element, isUsable: (name: string) => boolean): string | undefined {
  const { documentElement } = element.ownerDocument;
  const { root = documentElement, selector: outer = '' } = namedAncestor(element, isUsable) ?? {};
  const inner = selectorWithin(root, element, isUsable);
  if (inner === undefined) return undefined;
  const selector = `${outer} ${inner}`.trim();
  return element.ownerDocument.querySelector(selector) === element ? selector : undefined;
}

function namedAncestor(element: Element, isUsable: (name: string) => boolean) {
  for (let root = element.parentElement; root && root !== root.ownerDocument.body; root = root.parentElement) {
    const names = [...namedSelectors(root, isUsable), ...(root.localName === 'main' ? ['main'] : [])];
    const ancestor = root;
    const selector = names.find((name) => isFirstAndOnly(name, ancestor));
    if (selector !== undefined) return { root, selector };
  }
  return undefined;
}

function selectorWithin(root: Element, element: Element, isUsable: (name: string) => boolean): string | undefined {
  const classes = new Set<string>();
  try {
    return finder(element, {
      root,
      idName: isUsable,
      className: (name) => isUsable(name) && classes.add(name).size <= MOST_CLASSES,
      attr: (name, value) => NAMING.includes(name) && isUsable(value),
      timeoutMs: 60,
      maxNumberOfPathChecks: MOST_TRIES,
    });
  } catch {
    // It throws when it finds none.
    return undefined;
  }
}
