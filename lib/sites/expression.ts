import { err, ok, type Result } from '../result.ts';
import { costOf } from './expression-cost.ts';
import { matchOf } from './expression-match.ts';
import { parseExpression } from './expression-parse.ts';
import { LONGEST_EXPRESSION, LONGEST_READING } from './limits.ts';

/** Why an expression is refused. `at` counts UTF-16 units from its beginning. */
export type ExpressionProblem =
  | { kind: 'too-long'; most: number }
  /** No regular expression, or something that the subset does not have. */
  | { kind: 'malformed'; at: number }
  | { kind: 'backreference' | 'lookaround'; at: number }
  /** A quantifier on a group that holds a quantifier or an alternative: `(a+)+`. */
  | { kind: 'nested'; at: number }
  /** It could keep the computer busy on some input. A `^` at its beginning, or fewer `*` and `+`, help. */
  | { kind: 'too-slow' };

/**
 * Steps that an expression may need on the worst input of 512 characters: well under a second. `(\w+) (\w+)$` is within.
 */
const MOST_STEPS = 2 ** 27;
/** Quantifiers without a narrow limit: each one more multiplies the worst case by 512. */
const MOST_WIDE = 2;

/**
 * Compiles an expression of the checked subset, with the flag `u`: characters, `.`, classes, escapes, anchors, groups,
 * alternatives and quantifiers up to 512. JavaScript has no time limit for a match, so what could be slow is refused.
 */
export function checkExpression(source: string): Result<RegExp, ExpressionProblem> {
  if (source.length > LONGEST_EXPRESSION) return err({ kind: 'too-long', most: LONGEST_EXPRESSION });
  const parsed = parseExpression(source);
  if (!parsed.ok) return parsed;
  const { steps, wide } = costOf(parsed.value);
  if (wide > MOST_WIDE || steps > MOST_STEPS) return err({ kind: 'too-slow' });
  try {
    const expression = new RegExp(source, 'u');
    // Engines compile at the first match, and only then say that something is too large.
    expression.test('');
    return ok(expression);
  } catch {
    return err({ kind: 'malformed', at: 0 });
  }
}

/** What an expression leaves of a reading: its first group that took part, or the whole match; '' for no match. */
export function applyExpression(expression: string | undefined, reading: string): string {
  if (expression === undefined) return reading.slice(0, LONGEST_READING);
  const checked = checkExpression(expression);
  return checked.ok ? matchOf(checked.value, reading) : '';
}
