import type { HostMessage } from '../messaging/site-commands.ts';
import type { Sidebar } from '../storage/items/sites.ts';
import { clamp, drag } from './drag.ts';
import type { FrameGiven, OpenFrame } from './frame.ts';
import type { Line } from './line.ts';
import { createParts } from './parts.ts';
import type { HandleWords } from './words.ts';

const NOTE_MS = 12_000;
const STEP = 5;

/** What `frame.js` brings when the sidebar is opened: a page that never opens it need not carry it. */
export type World = { desksideFrame?: (given: FrameGiven) => OpenFrame };

type Given = {
  words: HandleWords;
  line: Line;
  sidebar: Sidebar;
  onMoved: (sidebar: Sidebar) => void;
  /** The page took the host out, or wrote the document anew; says whether the sidebar is to be opened again. */
  onRemoved: (isReopened: boolean) => void;
  onTampered: () => void;
  onInert: (isInert: boolean) => void;
};

export type Mount = ReturnType<typeof createMount>;

/** One life of the host's element in a document: handle, frame, and all that listens. Rewriting the document ends it. */
export function createMount(given: Given) {
  const { words, line, onMoved, onRemoved, onTampered, onInert } = given;
  let { sidebar } = given;
  let frame: OpenFrame | undefined;
  let isOpening = false;
  let isInert = false;
  let before: Element | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const home = document.documentElement;
  const parts = createParts(words);
  const { element, handle } = parts;
  const ending = new AbortController();
  const { signal } = ending;

  const place = () => parts.place(sidebar, frame !== undefined);
  const raise = () => {
    if (element.matches(':popover-open')) element.hidePopover();
    element.showPopover();
  };
  const say = (sentence = '') => {
    parts.say(sentence);
    clearTimeout(timer);
    if (sentence) timer = setTimeout(() => parts.say(), NOTE_MS);
  };
  const setInert = (now: boolean) => {
    if (now === isInert) return;
    isInert = now;
    if (frame) frame.raise();
    else raise();
    parts.say(now ? words.inert : '');
    onInert(now);
  };
  /** The focus goes back to what had it before it came in here. */
  const giveBack = () => {
    if (document.activeElement === element && before instanceof HTMLElement) before.focus({ preventScroll: true });
  };
  const close = () => {
    if (!frame) return;
    giveBack();
    frame.close();
    frame = undefined;
    place();
    setInert(false);
  };
  const move = (moved: Sidebar) => {
    sidebar = moved;
    place();
  };
  const onDrop = () => onMoved(sidebar);
  const open = async () => {
    if (frame || isOpening) return frame?.focus();
    isOpening = true;
    if (document.activeElement !== element) before = document.activeElement;
    const invited = await line.ask('host/open', {});
    isOpening = false;
    const { desksideFrame } = globalThis as World;
    if (signal.aborted || !line.check()) return;
    if (!invited || !desksideFrame) return say(words.notLetIn);
    say();
    frame = desksideFrame({
      parts,
      nonce: invited.nonce,
      read: () => sidebar,
      onMove: move,
      onDrop,
      onTampered,
      onInert: setInert,
      onKeptOut: () => {
        close();
        say(words.notLetIn);
      },
      raise,
    });
    place();
  };
  const toggle = () => {
    if (frame) close();
    else void open();
  };
  const pressHandle = (key: string): boolean => {
    const down = key === 'ArrowDown' ? STEP : key === 'ArrowUp' ? -STEP : 0;
    if (down === 0 || parts.root.activeElement !== handle) return false;
    move({ ...sidebar, handleAt: clamp(sidebar.handleAt + down, 5, 95) });
    onDrop();
    return true;
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
    else if (!pressHandle(event.key) && !frame?.press(event.key)) return;
    event.preventDefault();
  };

  const listen = () => {
    const on = (types: string[], listener: (event: Event) => void) => {
      for (const type of types) addEventListener(type, listener, { capture: true, signal });
    };
    const wasDragged = drag(handle, {
      onMove: ({ clientY }) => move({ ...sidebar, handleAt: clamp((clientY / innerHeight) * 100, 5, 95) }),
      onDrop,
    });
    handle.addEventListener('click', (event) => {
      if (event.isTrusted && !((event as MouseEvent).detail && wasDragged())) toggle();
    });
    // The page need not know of the focus in here: its focus traps would take it away, its shortcuts would take the keys.
    on(['focusin', 'focusout', 'focus', 'blur', 'keydown', 'keyup', 'keypress'], (event) => {
      if (event.target !== element) return;
      event.stopImmediatePropagation();
      // The handle takes the focus before it opens the frame. Of a window that comes back nobody had it.
      const from = (event as FocusEvent).relatedTarget as Element | null;
      if (event.type === 'focusin' && (from || !frame)) before = from;
      if (event.type === 'keydown' && event.isTrusted) press(event as KeyboardEvent);
    });
    on(['toggle', 'close', 'focusin', 'click'], () =>
      requestAnimationFrame(() => {
        // A modal dialog of the page makes everything else inert, top layer or not.
        if (!frame && !signal.aborted) setInert(document.querySelector('dialog:modal') !== null);
      }),
    );
    on(['resize'], place);
    // The background wakes, so that it knows at once where a choice in the menu, or a command's key, has to land.
    on(['contextmenu', 'keydown'], (event) => {
      if (event.isTrusted && (event.type !== 'keydown' || mayBeOurs(event as KeyboardEvent)))
        void line.ask('host/menu', {});
    });
    on(['visibilitychange', 'focus'], () => void line.check());
    on(['fullscreenchange'], () => {
      handle.hidden = document.fullscreenElement !== null && !frame;
      if (frame) frame.raise();
      else raise();
    });
  };
  const removal = new MutationObserver((records) => {
    // Even put back in the same breath it is no longer on top, and its frame has begun anew.
    const isTaken = records.some(({ removedNodes }) => [...removedNodes].includes(element));
    if ((element.isConnected && !isTaken) || !document.documentElement) return;
    if (frame && document.documentElement === home) onTampered();
    else onRemoved(frame !== undefined);
  });

  place();
  home.append(element);
  raise();
  removal.observe(document, { childList: true });
  removal.observe(home, { childList: true });
  listen();

  return {
    open,
    close,
    say,
    isOpen: () => frame !== undefined,
    hear(message: HostMessage) {
      if (message.say === 'show') void open();
      if (message.say === 'hide') close();
      if (message.say === 'toggle') toggle();
      if (message.say === 'ready') frame?.arrived();
      if (message.say === 'place') move(message.sidebar);
    },
    end() {
      if (isInert) onInert(false);
      ending.abort();
      removal.disconnect();
      clearTimeout(timer);
      giveBack();
      frame?.close();
      element.remove();
    },
  };
}

/** The beginning of a key combination as those of the browser's commands are. */
const mayBeOurs = ({ shiftKey, ctrlKey, metaKey, repeat }: KeyboardEvent) =>
  shiftKey && (ctrlKey || metaKey) && !repeat;
