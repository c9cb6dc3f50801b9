import { matchOf } from '../expression-match.ts';
import { LONGEST_EXPRESSION } from '../limits.ts';

const LONGEST_LEAD = 30;

/**
 * An expression that takes a value out of a longer reading, by what stands before and after it: `Visitor ID: (\S+)`.
 * Undefined when there is none that would; '' when the reading is the value.
 */
export function expressionFor(reading: string, value: string): string | undefined {
  if (reading === value) return '';
  const at = reading.indexOf(value);
  if (at < 0 || value === '') return undefined;
  const before = reading.slice(0, at);
  const lead = keptLead(before);
  const expression = `${lead === before ? '^' : ''}${literal(lead)}(${valuePattern(value, reading.charAt(at + value.length))})`;
  const isRight = expression.length <= LONGEST_EXPRESSION && matchOf(new RegExp(expression, 'u'), reading) === value;
  return isRight ? expression : undefined;
}

/** The end of what stands before: no digit, which would be another one on the next page. */
function keptLead(before: string): string {
  const lead = /\D*$/.exec(before)?.[0] ?? '';
  return lead.length <= LONGEST_LEAD ? lead : lead.slice(-LONGEST_LEAD).replace(/^\S*\s/, '');
}

/** Any characters up to what follows the value. */
function valuePattern(value: string, next: string): string {
  const hasBlanks = /\s/.test(value);
  if (next === '' || (next === ' ' && !hasBlanks)) return hasBlanks ? '.+' : '\\S+';
  return hasBlanks ? `[^${inClass(next)}]+` : `[^\\s${inClass(next)}]+`;
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
const inClass = (character: string): string => character.replace(/[\\\]^-]/, '\\$&');
