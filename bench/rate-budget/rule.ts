import type { Outcome } from './outcome.ts';

type Measure = { of: (outcome: Outcome) => number; within: number };

/**
 * What counts first, and how near to the least is as good as the least: 3 of the 120 messages and edits of an agent's
 * day, and a quarter of an hour of its eight.
 */
const MEASURES: Measure[] = [
  { of: ({ delayed }) => delayed, within: 3 },
  { of: ({ offline }) => offline, within: 15 },
  { of: ({ nobody }) => nobody, within: 15 },
  { of: ({ worst, offline }) => worst - offline, within: 15 },
];

export type Tried = { name: string; outcome: Outcome };

/** Those that are left when each measure in turn has sorted out what is clearly worse. They count as equally good. */
export const bestOf = (tried: Tried[]): Tried[] =>
  MEASURES.reduce((left, { of, within }) => {
    const least = Math.min(...left.map(({ outcome }) => of(outcome)));
    return left.filter(({ outcome }) => of(outcome) <= least + within);
  }, tried);

/** The one that is offline least, of those that delay hardly more messages than any. */
export function yardstickOf(tried: Tried[]): Tried | undefined {
  const [delayed] = MEASURES;
  const least = Math.min(...tried.map(({ outcome }) => outcome.delayed));
  const left = tried.filter(({ outcome }) => outcome.delayed <= least + (delayed?.within ?? 0));
  return left.toSorted((a, b) => a.outcome.offline - b.outcome.offline)[0];
}
