import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { useVirtualRows } from './useVirtualRows.ts';

type Props = {
  label: string;
  count: number;
  /** In px, before a row is measured. */
  estimate: (index: number) => number;
  /** Rows that come and go need keys; a function that stays the same as long as no row moves. */
  keyOf?: (index: number) => number | string;
  /** The rows from `first` to `last` are about to be seen; told anew when this is a new function. */
  onSee?: (first: number, last: number) => void;
  children: (index: number) => ComponentChildren;
};

const byIndex = (index: number): number | string => index;

/** A list that scrolls for itself. Only the rows in view, and the one with the focus, are in the document. */
export function VirtualList({ label, count, estimate, keyOf = byIndex, onSee, children }: Props) {
  const [focused, setFocused] = useState<number | string>();
  const place = focused === undefined ? -1 : indexOf(focused, count, keyOf);
  const { scroller, rows, height, measure } = useVirtualRows(count, estimate, place < 0 ? undefined : place, keyOf);
  const seen = rows.filter(({ index }) => index !== place || rows.length === 1);
  const [first, last] = [seen[0]?.index, seen.at(-1)?.index];
  useLayoutEffect(() => {
    if (first !== undefined && last !== undefined) onSee?.(first, last);
  }, [onSee, first, last]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which has to work by keyboard.
    <section ref={scroller} class="virtual-list" tabIndex={0} aria-label={label}>
      <ul style={{ blockSize: `${height}px` }} onFocusOut={() => setFocused(undefined)}>
        {rows.map(({ index, start }) => (
          <li
            key={keyOf(index)}
            ref={measure}
            data-index={index}
            aria-setsize={count}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start}px)` }}
            onFocusIn={() => setFocused(keyOf(index))}
          >
            {children(index)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function indexOf(key: number | string, count: number, keyOf: (index: number) => number | string): number {
  for (let index = 0; index < count; index += 1) if (keyOf(index) === key) return index;
  return -1;
}
