const pollMs = 40;
export const defaultTimeoutMs = 10_000;

/** What a probe gives when it is not there yet: the reason, for the error message. */
export class NotYet {
  constructor(readonly why: string) {}
}

/** Asks again and again until the probe gives something else than a `NotYet`; a probe that throws is asked again too. */
export async function until<T>(
  what: string,
  probe: () => Promise<T | NotYet> | T | NotYet,
  timeoutMs = defaultTimeoutMs,
): Promise<T> {
  const end = Date.now() + timeoutMs;
  let why = '';
  do {
    try {
      const seen = await probe();
      if (!(seen instanceof NotYet)) return seen;
      why = seen.why;
    } catch (error) {
      // A page that is just being replaced cannot be asked; the next one can.
      why = error instanceof Error ? error.message : String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  } while (Date.now() < end);
  throw new Error(`waited ${timeoutMs} ms for ${what}: ${why}`);
}
