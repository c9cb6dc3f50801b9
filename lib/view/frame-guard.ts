import { type ReadonlySignal, signal } from '@preact/signals';

/** So long the frame has to have been in plain sight before it takes a send or a deletion, in ms. */
const SETTLED_MS = 500;
/** A focus that goes so soon after a key or a click in here was taken, in ms. */
const TAKEN_MS = 1000;
/** How often the browser says whether the frame is in sight; it takes no less. In ms. */
const SIGHT_MS = 100;

/** A dialog of our own comes before the glass, which follows it: for so long that is no reason to begin anew. In ms. */
const BLINK_MS = 300;

/** `trackVisibility` tells what lies over the frame, in Chromium; elsewhere the host looks and closes the frame. */
type Sight = IntersectionObserverInit & { trackVisibility: boolean; delay: number };
type Seen = IntersectionObserverEntry & { isVisible?: boolean };

export type FrameGuard = {
  /** Whether what the agent does now is what the agent sees. */
  mayAct: () => boolean;
  /** The page took the keyboard while the agent was writing; until the agent is back in here. */
  isKeyboardTaken: ReadonlySignal<boolean>;
};

/** Stands in a frame inside a page that may be hostile: what is done in here must be seen, and done by a person. */
export function createFrameGuard(now: () => number = () => performance.now()): FrameGuard {
  const isKeyboardTaken = signal(false);
  let seenSince: number | undefined;
  let touchedAt = Number.NEGATIVE_INFINITY;

  let blink: ReturnType<typeof setTimeout> | undefined;
  const lose = () => {
    seenSince = undefined;
  };

  watchSight(now, (isSeen, isOwnDoing) => {
    clearTimeout(blink);
    if (isSeen) seenSince ??= now();
    else if (isOwnDoing) blink = setTimeout(lose, BLINK_MS);
    else lose();
  });
  for (const type of ['click', 'keydown', 'submit']) {
    addEventListener(type, refuseUntrusted, { capture: true });
  }
  addEventListener('keydown', ({ key, ctrlKey, metaKey, altKey }) => {
    // With these the agent is done here, or goes elsewhere by their own will.
    if (!/^(Tab|Escape|Enter|F\d+)$/.test(key) && !ctrlKey && !metaKey && !altKey) touchedAt = now();
    isKeyboardTaken.value = false;
  });
  addEventListener('pointerdown', ({ target }) => {
    // A button may open another page.
    if ((target as Element | null)?.matches('textarea, input')) touchedAt = now();
    isKeyboardTaken.value = false;
  });
  addEventListener('blur', () => {
    if (now() - touchedAt < TAKEN_MS) isKeyboardTaken.value = true;
  });

  return {
    mayAct: () => document.hasFocus() && seenSince !== undefined && now() - seenSince >= SETTLED_MS,
    isKeyboardTaken,
  };
}

/** No page can send events into a frame of another origin; this holds should one ever find a way. */
function refuseUntrusted(event: Event): void {
  if (event.isTrusted) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Watches a pane of glass before everything in here. It lies in the top layer, or our own dialogs would cover it. */
function watchSight(now: () => number, tell: (isSeen: boolean, isOwnDoing: boolean) => void): void {
  const glass = document.createElement('div');
  glass.className = 'sight-glass';
  glass.popover = 'manual';
  document.body.append(glass);
  let raisedAt = Number.NEGATIVE_INFINITY;
  const raise = () => {
    raisedAt = now();
    if (glass.matches(':popover-open')) glass.hidePopover();
    glass.showPopover();
  };
  raise();
  addEventListener(
    'toggle',
    (event) => {
      if (event.target !== glass && (event as ToggleEvent).newState === 'open') raise();
    },
    { capture: true },
  );
  const options: Sight = { threshold: [0, 0.95], trackVisibility: true, delay: SIGHT_MS };
  const observer = new IntersectionObserver((entries) => {
    const { intersectionRatio, isVisible = true } = entries.at(-1) as Seen;
    tell(intersectionRatio >= 0.95 && isVisible, now() - raisedAt < BLINK_MS);
  }, options);
  observer.observe(glass);
}
