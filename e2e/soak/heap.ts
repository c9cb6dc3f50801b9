import type { Page } from '../browsers/page.ts';

const MB = 1_000_000;
/** Most of what is seen is garbage, also that of this very soak; the least of so many looks is nearer to what is kept. */
const WINDOW = 10;

/**
 * Follows the JS heap of a popup that stays open. Chromium tells it to pages, which share it with every other page of the
 * extension; the worker's own is told to nobody, and dies with the worker every half minute. Firefox tells none.
 */
export function createHeap() {
  let sizes: number[] = [];
  return {
    async look(page: Page): Promise<void> {
      const size = await page.evaluate(
        () => (performance as Performance & { memory?: { usedJSHeapSize: number } }).memory?.usedJSHeapSize,
      );
      if (typeof size === 'number') sizes.push(size);
    },
    /** Another browser, another heap. */
    begin() {
      sizes = [];
    },
    /** The medians of the first and the last third, in MB; undefined when too little is known. */
    growth(): { first: number; last: number } | undefined {
      const windows = Array.from({ length: Math.floor(sizes.length / WINDOW) }, (_, i) =>
        Math.min(...sizes.slice(i * WINDOW, (i + 1) * WINDOW)),
      );
      const third = Math.floor(windows.length / 3);
      if (third === 0) return undefined;
      return { first: median(windows.slice(0, third)) / MB, last: median(windows.slice(-third)) / MB };
    },
  };
}

export type Heap = ReturnType<typeof createHeap>;

/** More than doubled, and by more than what garbage that nobody collected yet explains. */
export const isLeaking = ({ first, last }: { first: number; last: number }) => last > 2 * first && last - first > 20;

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
