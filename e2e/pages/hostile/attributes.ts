import type { TestPage } from '../page.ts';
import { type Attack, hostilePage } from './attack.ts';

/** What is set on the sidebar's host; null removes the attribute. */
const CHANGES: Record<string, [attribute: string, value: string | null]> = {
  hidden: ['hidden', ''],
  inert: ['inert', ''],
  'popover-removed': ['popover', null],
  'popover-auto': ['popover', 'auto'],
  style: ['style', 'display: none !important'],
  'style-removed': ['style', null],
  class: ['class', 'gone'],
  slot: ['slot', 'nowhere'],
  'aria-hidden': ['aria-hidden', 'true'],
  contenteditable: ['contenteditable', 'true'],
  draggable: ['draggable', 'true'],
  dir: ['dir', 'rtl'],
};

const changes: Attack<[string, string | null]> = ({ strangers }, [attribute, value]) => {
  const style = document.createElement('style');
  style.textContent = '.gone { display: none !important; }';
  document.head.append(style);
  for (const stranger of strangers()) {
    if (value === null) stranger.removeAttribute(attribute);
    else stranger.setAttribute(attribute, value);
  }
};

const hidesPopover: Attack = ({ note, strangers }) => {
  for (const stranger of strangers()) {
    try {
      stranger.hidePopover();
      note(`hid ${stranger.nodeName}`);
    } catch (problem) {
      note(`could not hide ${stranger.nodeName}: ${problem}`);
    }
  }
};

const inertRoot: Attack = () => {
  document.documentElement.inert = true;
};

const hiddenRoot: Attack = () => {
  document.documentElement.hidden = true;
};

const attaches: Attack = ({ note, strangers }) => {
  for (const stranger of strangers()) {
    try {
      stranger.attachShadow({ mode: 'open' }).innerHTML = 'HOSTILE';
      note(`attached to ${stranger.nodeName}`);
    } catch {
      note(`could not attach to ${stranger.nodeName}`);
    }
    stranger.append('HOSTILE');
    const frame = stranger.ownerDocument.createElement('iframe');
    frame.srcdoc = 'HOSTILE';
    stranger.prepend(frame);
  }
};

/** Pages that alter the host itself. */
export const attributes: TestPage[] = [
  ...Object.entries(CHANGES).map(([name, argument]) =>
    hostilePage(`sets-${name}`, `Changes the host: ${name}`, changes, { argument }),
  ),
  hostilePage('hides-popover', 'Closes the popover', hidesPopover),
  hostilePage('inert-root', 'Makes the whole document inert', inertRoot),
  hostilePage('hidden-root', 'Hides the whole document by attribute', hiddenRoot),
  hostilePage('attaches', 'Puts its own content into the host', attaches),
];
