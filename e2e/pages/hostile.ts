import { addresses } from './hostile/addresses.ts';
import { attributes } from './hostile/attributes.ts';
import { covering } from './hostile/covering.ts';
import { focus } from './hostile/focus.ts';
import { hiding } from './hostile/hiding.ts';
import { listening } from './hostile/listening.ts';
import { messages } from './hostile/messages.ts';
import { prototypes } from './hostile/prototypes.ts';
import { reading } from './hostile/reading.ts';
import { removing } from './hostile/removing.ts';
import { synthetic } from './hostile/synthetic.ts';
import type { TestPage } from './page.ts';

/**
 * Pages that attack the sidebar, one page for each attack. All look alike and behave until a story calls
 * `window.attack()`; what they get to see they write into `window.log`.
 */
export const hostile: TestPage[] = [
  ...listening,
  ...reading,
  ...focus,
  ...hiding,
  ...attributes,
  ...covering,
  ...removing,
  ...prototypes,
  ...synthetic,
  ...messages,
  ...addresses,
];

const FAMILY = /^\/hostile\/(hides-by-rule|hides-inline|hides-root|sets)-/;

/** Whether a page is among the first two of its family, or has none. */
export function isInShortRun({ path }: TestPage): boolean {
  const family = FAMILY.exec(path)?.[0];
  return !family || hostile.filter((page) => page.path.startsWith(family)).findIndex((page) => page.path === path) < 2;
}
