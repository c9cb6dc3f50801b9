/** Numbers from 0 to 1, the same for the same seed. */
export type Chance = () => number;

/** One of several, each as often as its weight says. */
export function pick<T>(chance: Chance, weighted: readonly (readonly [weight: number, value: T])[]): T {
  let left = chance() * weighted.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, value] of weighted) {
    left -= weight;
    if (left < 0) return value;
  }
  throw new Error('nothing to pick from');
}

/** One of several, all as often. */
export const oneOf = <T>(chance: Chance, values: readonly T[]): T | undefined =>
  values[Math.floor(chance() * values.length)];
