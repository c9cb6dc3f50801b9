import type { Sidebar } from '../storage/items/sites.ts';
import { HANDLE_STYLE } from './style.ts';
import type { HandleWords } from './words.ts';

/** Under this width of the window the sidebar is a sheet at the bottom, in CSS pixels. */
const SHEET_UNDER = 900;
/** Room below the handle for the chat button that Brevo's widget has in the corner. */
const CORNER = 130;
const SVG = 'http://www.w3.org/2000/svg';

/** By this a host knows what an earlier one has left in the page. */
export const MARK = 'data-deskside';

export type Parts = ReturnType<typeof createParts>;

/** What the host shows in a page: a handle, and room for a note and a frame. All inside a closed shadow root. */
export function createParts(words: HandleWords) {
  const element = document.createElement('div');
  element.setAttribute(MARK, '');
  element.popover = 'manual';
  const root = element.attachShadow({ mode: 'closed' });
  addStyle(root, HANDLE_STYLE);
  const stage = addPart(root, 'div');
  const handle = addPart(stage, 'button', 'handle');
  const note = addPart(stage, 'p', 'note');
  note.setAttribute('role', 'status');
  note.hidden = true;
  handle.type = 'button';
  handle.append(mark());

  return {
    element,
    root,
    stage,
    handle,
    /** Puts everything where it belongs. */
    place({ side, width, handleAt }: Sidebar, isOpen: boolean) {
      const isSheet = innerWidth < SHEET_UNDER;
      stage.className = `${side}${isSheet ? ' sheet' : ''}${isOpen ? ' open' : ''}`;
      stage.style.setProperty('--width', `${width}px`);
      stage.style.setProperty('--out', isOpen && !isSheet ? `${width}px` : '0px');
      const lowest = Math.max(40, innerHeight - CORNER);
      stage.style.setProperty('--handle-at', `${Math.min((innerHeight * handleAt) / 100, lowest)}px`);
      label(handle, isOpen ? words.close : words.open);
      handle.setAttribute('aria-expanded', String(isOpen));
    },
    say(sentence = '') {
      note.hidden = sentence === '';
      note.textContent = sentence;
    },
  };
}

/** Adds an element to the parts. */
export function addPart<K extends keyof HTMLElementTagNameMap>(
  parent: Node,
  name: K,
  className = '',
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = className;
  parent.appendChild(made);
  return made;
}

/** Names a part for everybody. */
export function label(part: HTMLElement, words: string): void {
  part.setAttribute('aria-label', words);
  part.title = words;
}

/** A constructed sheet is out of reach of the page's policy; Firefox takes none from a content script. */
export function addStyle(root: ShadowRoot, style: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    addPart(root, 'style').textContent = style;
  }
}

function mark(): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  const bubble = document.createElementNS(SVG, 'path');
  for (const [name, value] of Object.entries({
    viewBox: '0 0 24 24',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2',
    'aria-hidden': 'true',
  })) {
    svg.setAttribute(name, value);
  }
  bubble.setAttribute('d', 'M4 5h16v11H9l-5 4z');
  svg.append(bubble);
  return svg;
}
