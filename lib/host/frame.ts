import { browser } from 'wxt/browser';
import { NARROWEST, WIDEST } from '../sites/measures.ts';
import type { Sidebar } from '../storage/items/sites.ts';
import { clamp, drag } from './drag.ts';
import { FRAME_STYLE } from './frame-style.ts';
import { createGuard } from './guard.ts';
import { addPart, addStyle, label, type Parts } from './parts.ts';
import { createPatience } from './patience.ts';
import { frameWords } from './words.ts';

/** A frame that the page lets in has shown itself by then, in ms. */
const ARRIVAL_MS = 8_000;
const WIDTH_STEP = 20;

export type FrameGiven = {
  parts: Parts;
  nonce: string;
  read: () => Sidebar;
  onMove: (sidebar: Sidebar) => void;
  onDrop: () => void;
  /** The page altered or covered the frame. */
  onTampered: () => void;
  /** A dialog of the page makes everything else inert, or does so no longer. */
  onInert: (isInert: boolean) => void;
  /** The page does not let the frame in. */
  onKeptOut: () => void;
  raise: () => void;
};

export type OpenFrame = ReturnType<typeof openFrame>;

/** Puts the workspace into the page, and watches over it until it is closed. */
export function openFrame({ parts, nonce, read, onMove, onDrop, onTampered, onInert, onKeptOut, raise }: FrameGiven) {
  const words = frameWords();
  const box = addPart(parts.stage, 'div', 'box');
  const grip = addGrip(box, words.resize, read().width);
  const frame = addPart(box, 'iframe');
  const isTooOften = createPatience();
  let looksCovered = 0;
  addStyle(parts.root, FRAME_STYLE);
  frame.title = words.name;
  frame.src = `${browser.runtime.getURL('/sidepanel.html')}#${nonce}`;
  frame.addEventListener('load', () => frame.focus(), { once: true });
  const arrival = setTimeout(onKeptOut, ARRIVAL_MS);

  const resize = (width: number) => {
    onMove({ ...read(), width: clamp(width, NARROWEST, WIDEST) });
    grip.setAttribute('aria-valuenow', String(read().width));
  };
  drag(grip, {
    onMove: ({ clientX }) => resize(read().side === 'right' ? parts.stage.clientWidth - clientX : clientX),
    onDrop,
  });
  const guard = createGuard(parts.element, frame, {
    onTampered,
    onLook: (isCovered) => {
      looksCovered = isCovered ? looksCovered + 1 : 0;
      const isInert = isCovered && hasModal(document);
      onInert(isInert);
      // Something may lie there for a moment, and an honest notice of the page comes once or twice.
      if (isInert || looksCovered < 2) return;
      if (isTooOften()) onTampered();
      else guard.raise(raise);
    },
  });
  guard.raise(raise);

  return {
    focus: () => frame.focus(),
    arrived: () => clearTimeout(arrival),
    raise: () => guard.raise(raise),
    /** What an arrow key does that was pressed on the edge; true when it did something. */
    press(key: string): boolean {
      const right = key === 'ArrowRight' ? WIDTH_STEP : key === 'ArrowLeft' ? -WIDTH_STEP : 0;
      if (right === 0 || parts.root.activeElement !== grip) return false;
      resize(read().width + (read().side === 'left' ? right : -right));
      onDrop();
      return true;
    },
    close() {
      clearTimeout(arrival);
      guard.end();
      box.remove();
    },
  };
}

/** Whether a modal dialog is open in the page, also in the shadow roots of its components. */
const hasModal = (root: ParentNode): boolean =>
  [...root.querySelectorAll('*')].some(
    (element) => element.matches('dialog:modal') || (element.shadowRoot !== null && hasModal(element.shadowRoot)),
  );

function addGrip(box: HTMLElement, words: string, width: number): HTMLElement {
  const grip = addPart(box, 'div', 'grip');
  grip.tabIndex = 0;
  label(grip, words);
  const attributes = {
    role: 'separator',
    'aria-orientation': 'vertical',
    'aria-valuemin': NARROWEST,
    'aria-valuemax': WIDEST,
    'aria-valuenow': width,
  };
  for (const [name, value] of Object.entries(attributes)) grip.setAttribute(name, String(value));
  return grip;
}
