import type { Message } from '../storage/items/messages.ts';

type Clocks = {
  /** The wall clock, in ms since 1970. It may jump. */
  now: () => number;
  /** A clock that nobody sets, in ms since this background started. */
  steadyNow: () => number;
};

/**
 * How long ago messages were confirmed. Within one life of the background the steady clock counts, so that no hold is
 * shorter or longer than chosen when the wall clock jumps; only what an earlier life left is measured by the wall clock.
 */
export function createAges({ now, steadyNow }: Clocks) {
  const seen = new Map<string, { confirmedAt: number; age: number; at: number }>();
  return {
    of({ id, confirmedAt }: Message): number {
      const known = seen.get(id);
      if (known?.confirmedAt === confirmedAt) return known.age + steadyNow() - known.at;
      // A clock set back while nobody watched: the window starts over, which is never too short.
      const age = Math.max(0, now() - confirmedAt);
      seen.set(id, { confirmedAt, age, at: steadyNow() });
      return age;
    },
  };
}
