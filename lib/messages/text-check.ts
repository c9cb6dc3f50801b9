import type { TextProblem } from '../messaging/contract.ts';
import { LONGEST_TEXT } from '../storage/items/messages.ts';

/** Brevo's keys for the API and for SMTP; keys of the MCP server begin like any other token. */
const BREVO_KEY = /\bx(?:keysib|smtpsib)-[0-9a-f]{16,}/i;

/** Why a text cannot be sent; undefined when it can. Brevo documents no rule, so these are ours. */
export function textProblem(text: string): TextProblem | undefined {
  if (text.trim() === '') return 'blank';
  if (text.length > LONGEST_TEXT) return 'too-long';
  if (BREVO_KEY.test(text)) return 'holds-key';
  // Half of a surrogate pair does not survive the browser's storage, so it could not arrive as typed.
  return text.isWellFormed() ? undefined : 'malformed';
}
