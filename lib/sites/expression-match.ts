import { LONGEST_READING } from './limits.ts';

/** The first group that took part, or the whole match; '' for no match. */
export function matchOf(expression: RegExp, reading: string): string {
  const match = expression.exec(reading.slice(0, LONGEST_READING));
  if (!match) return '';
  const [all, ...groups] = match;
  return (groups.find((group) => group !== undefined) ?? all).trim();
}
