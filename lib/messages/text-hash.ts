import type { Message } from '../storage/items/messages.ts';

/** Stands for a text that is not kept: enough to see whether Brevo's is still the same. Salted with the id. */
export async function textHash({ id }: Pick<Message, 'id'>, text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${id}\n${text}`));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
