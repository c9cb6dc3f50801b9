import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Gives the focus to what a selector names as soon as it is there after a change of `when`: what had the focus goes away,
 * or is moved, with that change. Storage brings the change, so it comes before or after the answer.
 */
export function useFocusNext(
  root: RefObject<HTMLElement | null>,
  when: unknown[],
): (selector: string | undefined) => void {
  const next = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    const found = next.current && root.current?.querySelector<HTMLElement>(next.current);
    if (!found) return;
    next.current = undefined;
    found.focus();
  }, when);
  return (selector) => {
    next.current = selector;
  };
}
