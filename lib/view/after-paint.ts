/** A page that is not in sight is not painted. */
const LONGEST_MS = 500;

/** Waits until the browser has painted what stands there, for work that would hold that up. */
export const afterPaint = (): Promise<void> =>
  new Promise((resolve) => {
    // A frame begins before it is painted; the task behind it runs when that is done.
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, LONGEST_MS);
  });
