/** How often is looked whether something lies over the open frame, in ms: twice before the frame would take a click. */
const LOOK_MS = 200;
/** Middle and near the corners, as parts of width and height. */
const POINTS = [0.5, 0.1, 0.9];

/** Filters that leave everything legible, as dark modes lay them over whole pages: `invert(1) hue-rotate(180deg)`. */
const LEGIBLE =
  /^(|none|(((hue-rotate|sepia|grayscale|saturate)\([^()]*\)|invert\((0|1|0?\.[0189]\d*)\)|(brightness|contrast|opacity)\((1|0?\.[7-9]\d*|1\.[0-4]\d*)\)) ?){1,3})$/;

type Verdicts = {
  /** The page did something to the host itself. */
  onTampered: () => void;
  /** Whether something of the page lies over the frame, or makes it inert, at the moment. */
  onLook: (isCovered: boolean) => void;
};

/** Notices what a page does to the open frame. `seen` is the part of it that the agent has to see. */
export function createGuard(element: HTMLElement, seen: HTMLElement, { onTampered, onLook }: Verdicts) {
  const ending = new AbortController();
  const { signal } = ending;
  let isOwn = false;
  /** What the page has put into the top layer since the host came there. */
  const above = new Set<Element>();
  const attributes = new MutationObserver((records) => {
    // Other extensions mark elements with data attributes.
    if (records.some(({ attributeName }) => !attributeName?.startsWith('data-'))) onTampered();
  });
  const onToggle = (event: Event) => {
    const { target, newState } = event as ToggleEvent;
    if (target instanceof Element && target !== element && newState === 'open') above.add(target);
  };
  const onBeforeToggle = (event: Event) => {
    if (isOwn || (event as ToggleEvent).newState !== 'closed') return;
    // Not in the middle of the page's own call, in which no other popover can be shown.
    queueMicrotask(() => signal.aborted || onTampered());
  };
  const look = () => {
    if (document.visibilityState === 'visible') onLook(isCovered(element, seen.getBoundingClientRect(), above));
  };
  attributes.observe(element, { attributes: true });
  addEventListener('toggle', onToggle, { capture: true, signal });
  element.addEventListener('beforetoggle', onBeforeToggle, { signal });
  const timer = setInterval(look, LOOK_MS);

  return {
    /** Brings the host to the top of the top layer, which would otherwise look like the page's doing. */
    raise(raise: () => void) {
      isOwn = true;
      raise();
      isOwn = false;
      above.clear();
    },
    end() {
      ending.abort();
      attributes.disconnect();
      clearInterval(timer);
    },
  };
}

function isCovered(element: HTMLElement, rect: DOMRect, above: Set<Element>): boolean {
  const { left, top, width, height } = rect;
  const isHit = (x: number, y: number) => document.elementFromPoint(left + width * x, top + height * y) === element;
  return (
    POINTS.some((x) => POINTS.some((y) => !isHit(x, y))) ||
    [...above].some((other) => overlaps(other, rect)) ||
    // In Firefox a filter of the root reaches the top layer too.
    !LEGIBLE.test(getComputedStyle(document.documentElement).filter)
  );
}

/** Whether something in the top layer is still open and lies over this rectangle, even if it lets clicks through. */
function overlaps(other: Element, { left, right, top, bottom }: DOMRect): boolean {
  if (!other.isConnected || !other.matches(':popover-open, dialog:modal')) return false;
  const rect = other.getBoundingClientRect();
  return rect.left < right && rect.right > left && rect.top < bottom && rect.bottom > top;
}
