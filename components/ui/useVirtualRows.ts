import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type Range,
  Virtualizer,
} from '@tanstack/virtual-core';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Rows above and below the window, so that scrolling does not meet blank space. */
const OVERSCAN = 8;

/**
 * Which of `count` rows are in the window of a scroller, and where; `pinned` is there in any case.
 * `getItemKey` stays the same function as long as no row moves.
 */
export function useVirtualRows(
  count: number,
  estimateSize: (index: number) => number,
  pinned: number | undefined,
  getItemKey: (index: number) => number | string,
) {
  const scroller = useRef<HTMLDivElement>(null);
  const [, redraw] = useState(0);
  const options = {
    count,
    estimateSize,
    getItemKey,
    overscan: OVERSCAN,
    getScrollElement: () => scroller.current,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => redraw((drawn) => drawn + 1),
    rangeExtractor: (range: Range) => withPinned(defaultRangeExtractor(range), pinned, count),
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLDivElement, HTMLLIElement>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  return {
    scroller,
    rows: virtualizer.getVirtualItems(),
    height: virtualizer.getTotalSize(),
    measure: virtualizer.measureElement,
  };
}

function withPinned(indexes: number[], pinned: number | undefined, count: number): number[] {
  if (pinned === undefined || pinned >= count || indexes.includes(pinned)) return indexes;
  return [...indexes, pinned].sort((a, b) => a - b);
}
