import { createKeyedQueue } from '../keyed-queue.ts';
import { err, ok, type Result } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import type { Reading } from '../storage/item.ts';
import { type Draft, draftItem, draftName, type Message } from '../storage/items/messages.ts';
import { entry, read, write } from '../storage/local.ts';
import type { Records } from './records.ts';

/**
 * Keeps what a closing page had written last. The page has stored it too, but Firefox may lose a write of the tick in
 * which a page closes; what a page stored since, this one or another, is newer.
 */
export async function keepDraft(
  draft: Draft,
  records: Pick<Records, 'known'>,
): Promise<Result<undefined, StorageFailure>> {
  const name = draftName(draft);
  try {
    const stored = await read(draftItem, name);
    // Sent by another page meanwhile.
    if (await records.known(draft.id)) return ok(undefined);
    return isNewer(draft, stored) ? await write(entry(draftItem, draft, name)) : ok(undefined);
  } catch {
    return err({ kind: 'storage-unavailable' });
  }
}

/**
 * Keeps the text of a message that was taken back, for the case that the page that asked is gone by now: it puts the text
 * there itself, before whatever was written since.
 */
export async function keepUndone({ accountId, visitorId, mode, text, caret = text.length }: Message): Promise<void> {
  const recipient = { accountId, visitorId, mode };
  const name = draftName(recipient);
  if ((await read(draftItem, name)).kind !== 'absent') return;
  const draft: Draft = { ...recipient, id: crypto.randomUUID(), surface: 'background', revision: 0, text, caret };
  await write(entry(draftItem, draft, name));
}

/** One after the other: two that read the same draft would keep one text of the two. */
const additions = createKeyedQueue();

/**
 * Puts a text that the agent selected in a page after what is written to a visitor already. The background does it, because
 * the page that will show it may not be open yet.
 */
export function addToDraft(to: Pick<Draft, 'accountId' | 'visitorId' | 'mode'>, text: string): Promise<void> {
  const name = draftName(to);
  return additions(name, async () => {
    const stored = await read(draftItem, name);
    if (stored.kind === 'corrupt' || stored.kind === 'newer') return;
    const before = stored.kind === 'value' ? stored.value : { ...to, id: crypto.randomUUID(), text: '' };
    const joined = [before.text, text].filter((part) => part.trim() !== '').join('\n');
    const draft: Draft = { ...before, surface: 'background', revision: 0, text: joined, caret: joined.length };
    await write(entry(draftItem, draft, name));
  });
}

const isNewer = (draft: Draft, stored: Reading<Draft>): boolean =>
  stored.kind === 'absent' ||
  (stored.kind === 'value' && stored.value.surface === draft.surface && stored.value.revision < draft.revision);
