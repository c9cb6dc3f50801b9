import type { TestPage } from '../page.ts';
import { hostilePage, type Means } from './attack.ts';

/**
 * Replaces what scripts call by functions that note what passes through. It runs first in the document; scripts of
 * extensions have their own copies of all this, which is the promise.
 */
function patch({ note }: Means): void {
  const call = Reflect.apply;
  const words = (value: unknown): string => {
    if (typeof value === 'string') return value.slice(0, 120);
    if (value instanceof Element) return `<${value.localName} ${value.getAttributeNames().join(' ')}>`;
    return value instanceof Error ? String(value.stack) : typeof value;
  };
  const replace = (owner: object, name: string, spy: (self: unknown, given: unknown[], gave: unknown) => void) => {
    const original = Reflect.get(owner, name) as ((...given: unknown[]) => unknown) | undefined;
    if (!original) return;
    const fake = function (this: unknown, ...given: unknown[]) {
      const gave = call(original, this, given);
      spy(this, given, gave);
      return gave;
    };
    Object.defineProperty(owner, name, { value: fake, configurable: true, writable: true });
  };
  const watched: [owner: object, name: string][] = [
    [Element.prototype, 'attachShadow'],
    [Element.prototype, 'setAttribute'],
    [Element.prototype, 'append'],
    [HTMLElement.prototype, 'showPopover'],
    [HTMLElement.prototype, 'hidePopover'],
    [HTMLElement.prototype, 'focus'],
    [Node.prototype, 'appendChild'],
    [Node.prototype, 'insertBefore'],
    [EventTarget.prototype, 'addEventListener'],
    [EventTarget.prototype, 'dispatchEvent'],
    [MutationObserver.prototype, 'observe'],
    [Document.prototype, 'createElement'],
    [Document.prototype, 'querySelector'],
    [Document.prototype, 'elementFromPoint'],
    [JSON, 'parse'],
    [JSON, 'stringify'],
    [Promise.prototype, 'then'],
    [window, 'postMessage'],
    [MessagePort.prototype, 'postMessage'],
  ];
  for (const [owner, name] of watched) {
    replace(owner, name, (self, given, gave) => {
      note(`${name} on ${words(self)} with ${given.map(words).join(', ')}`);
      // The prize: an open door into the shadow tree of the sidebar.
      if (gave instanceof ShadowRoot) Object.assign(window, { caught: gave });
    });
  }
  // Setters are another way in: the address of the frame would pass here.
  for (const owner of [HTMLIFrameElement.prototype, HTMLScriptElement.prototype, HTMLLinkElement.prototype]) {
    const name = 'src' in owner ? 'src' : 'href';
    const original = Object.getOwnPropertyDescriptor(owner, name);
    if (!original?.set) continue;
    const { set, ...rest } = original;
    const spied = function (this: unknown, value: string) {
      note(`${name} = ${value}`);
      call(set, this, [value]);
    };
    Object.defineProperty(owner, name, { ...rest, set: spied });
  }
}

/** By the time it is called, everything has been listening for long. */
export const prototypes: TestPage[] = [
  hostilePage(
    'prototypes',
    'Listens in on the functions that scripts call',
    ({ note }) => {
      const caught = Reflect.get(window, 'caught') as ShadowRoot | undefined;
      note(`caught ${caught?.innerHTML}`);
    },
    { early: patch },
  ),
];
