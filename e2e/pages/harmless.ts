import { boxes } from './harmless/boxes.ts';
import { fixed } from './harmless/fixed.ts';
import { frames } from './harmless/frames.ts';
import { rules } from './harmless/rules.ts';
import { scripts } from './harmless/scripts.ts';
import { shells } from './harmless/shells.ts';
import type { TestPage } from './page.ts';

/**
 * Layouts that break easily, for the promise that the sidebar harms no page. Each looks the same every time, so a story
 * may compare the boxes of all elements with and without the sidebar.
 */
export const harmless: TestPage[] = [...fixed, ...boxes, ...shells, ...rules, ...frames, ...scripts];
