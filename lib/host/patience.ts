/** How often the page may take something of ours away before it is believed to mean it. */
const PATIENCE = 3;
const PATIENCE_MS = 10_000;

/** Counts what happens within ten seconds, and says when it is too much. Times in ms. */
export function createPatience(now: () => number = () => performance.now()): () => boolean {
  let times: number[] = [];
  return () => {
    times = [...times.filter((time) => now() - time < PATIENCE_MS), now()];
    return times.length > PATIENCE;
  };
}
