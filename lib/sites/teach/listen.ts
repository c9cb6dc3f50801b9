/** What a pointer does. The page gets none of it while the agent points. */
const POINTER = 'pointerdown pointerup mousedown mouseup click auxclick dblclick touchstart touchend'.split(' ');
const KEYS = ['keydown', 'keypress', 'keyup'];

type Listeners = {
  host: Element;
  /** Only what a person does counts. */
  isTrusted: (event: Event) => boolean;
  onHover: (event: PointerEvent) => void;
  onPick: (event: PointerEvent) => void;
  onKey: (event: KeyboardEvent) => void;
  /** Something moved, so that what is shown has to follow. */
  onMove: () => void;
};

/** Listens before the page does, and keeps from it what is meant for us. Gives the function that ends it. */
export function listen({ host, isTrusted, onHover, onPick, onKey, onMove }: Listeners): () => void {
  const ended = new AbortController();
  const isOurs = (event: Event) => event.composedPath().includes(host);
  const on = (type: string, hear: (event: Event) => void) =>
    window.addEventListener(type, hear, { capture: true, passive: false, signal: ended.signal });

  for (const type of POINTER) {
    on(type, (event) => {
      if (!isTrusted(event) || isOurs(event)) return;
      event.stopImmediatePropagation();
      // A finger may still scroll.
      if (!type.startsWith('touch')) event.preventDefault();
      // Not at the click, which fields that are switched off do not fire.
      if (type === 'pointerup' && (event as PointerEvent).button === 0) onPick(event as PointerEvent);
    });
  }
  on('pointermove', (event) => {
    if (isTrusted(event) && !isOurs(event)) onHover(event as PointerEvent);
  });
  for (const type of KEYS) {
    on(type, (event) => {
      if (!isTrusted(event)) return;
      event.stopImmediatePropagation();
      if (type === 'keydown') onKey(event as KeyboardEvent);
    });
  }
  for (const type of ['scroll', 'resize', 'popstate', 'hashchange']) on(type, onMove);
  return () => ended.abort();
}
