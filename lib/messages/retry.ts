import type { Reply } from '../brevo/client.ts';

const MOST_TRIES = 3;
const PAUSE_MS = 400;

/** Repeats a call that may safely be repeated, while Brevo is briefly out of reach. Never used for sending. */
export async function retrying<T>(call: () => Reply<T>, wait: (ms: number) => Promise<void>): Reply<T> {
  for (let tries = 1; ; tries++) {
    const answer = await call();
    // A time-out is not repeated: three of them would outlive the background.
    const isBrief = !answer.ok && (answer.failure.kind === 'unavailable' || answer.failure.kind === 'unreachable');
    if (!isBrief || tries === MOST_TRIES) return answer;
    await wait(PAUSE_MS * tries * (0.5 + Math.random()));
  }
}
