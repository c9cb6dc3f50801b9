import { LONGEST_TEXT } from '../storage/items/messages.ts';

export type TextProblem = 'blank' | 'too-long' | 'malformed';

/** Why a text cannot be sent; undefined when it can. Brevo documents no rule, so these are ours. */
export function textProblem(text: string): TextProblem | undefined {
  if (text.trim() === '') return 'blank';
  if (text.length > LONGEST_TEXT) return 'too-long';
  // Half of a surrogate pair does not survive the browser's storage, so it could not arrive as typed.
  return text.isWellFormed() ? undefined : 'malformed';
}
