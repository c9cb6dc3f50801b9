import type { TestPage } from '../page.ts';
import { type Attack, hostilePage } from './attack.ts';

const EVENTS = [
  ...['keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'change', 'textInput', 'select', 'selectstart'],
  ...['selectionchange', 'compositionstart', 'compositionupdate', 'compositionend', 'copy', 'cut', 'paste'],
  ...['beforecopy', 'beforepaste', 'dragstart', 'dragover', 'drop', 'contextmenu', 'submit', 'click', 'dblclick'],
  ...['auxclick', 'pointerdown', 'pointerup', 'mousedown', 'mouseup', 'touchstart', 'wheel', 'focusin', 'focusout'],
  ...['beforetoggle', 'toggle', 'message', 'storage', 'visibilitychange', 'fullscreenchange'],
];

type Settings = { events: string[]; swallows: boolean };

const listens: Attack<Settings> = ({ note, strangers }, { events, swallows }) => {
  const seenIn = (event: Event): string => {
    const parts: unknown[] = [event.type, (event.target as Element | null)?.nodeName ?? 'window'];
    for (const field of ['key', 'code', 'inputType', 'data', 'clientX', 'clientY']) {
      if (field in event) parts.push(`${field}=${String(Reflect.get(event, field))}`);
    }
    const { clipboardData, dataTransfer, target } = event as InputEvent & ClipboardEvent;
    for (const carried of [clipboardData, dataTransfer]) {
      if (carried) parts.push(`carries ${carried.getData('text/plain')}`);
    }
    if (target && 'value' in target) parts.push(`value ${String(target.value)}`);
    const path = event.composedPath().map((one) => (one as Element).nodeName ?? 'window');
    return `${parts.join(' ')} by ${path.join('<')}`;
  };
  const hear = (event: Event) => {
    note(seenIn(event));
    if (!swallows) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  const listenAt = (target: EventTarget) => {
    for (const type of events) target.addEventListener(type, hear, { capture: true, passive: false });
  };
  for (const target of [window, document, document.documentElement, document.body, ...strangers()]) listenAt(target);
};

/** Pages that hear all they can. */
export const listening: TestPage[] = [
  hostilePage('listens', 'Listens to everything', listens, { argument: { events: EVENTS, swallows: false } }),
  hostilePage('swallows', 'Listens to everything and swallows it', listens, {
    argument: { events: EVENTS, swallows: true },
  }),
];
