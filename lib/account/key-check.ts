import type { BrevoClient } from '../brevo/client.ts';
import type { BrevoFailure } from '../brevo/failure.ts';
import { ok, type Result } from '../result.ts';

/** What a pasted key looks like; only what is surely another kind of key is refused by its looks. */
export function keyForm(key: string): 'api-key' | 'blank' | 'smtp-key' | 'mcp-key' {
  if (key === '') return 'blank';
  if (key.startsWith('xsmtpsib-')) return 'smtp-key';
  if (key.startsWith('eyJ')) return 'mcp-key';
  return 'api-key';
}

/** No message has it, so asking for it shows whether the key may use Conversations, and nothing else. */
const NO_SUCH_MESSAGE = 'deskside-key-check';

export type CheckedKey = { company?: string; isRestricted: boolean };

/** Asks Brevo whether it knows the key: one request, two for a key restricted to Conversations. */
export async function checkKey(brevo: BrevoClient): Promise<Result<CheckedKey, BrevoFailure>> {
  const account = await brevo.account();
  if (account.ok) {
    const company = account.value.value.companyName;
    return ok({ ...(company && { company }), isRestricted: false });
  }
  if (account.failure.kind !== 'forbidden') return account;
  const probe = await brevo.read('messages', NO_SUCH_MESSAGE);
  if (probe.ok || probe.failure.kind === 'not-found') return ok({ isRestricted: true });
  return probe;
}
