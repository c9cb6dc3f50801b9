import type { Result } from '../result.ts';
import { ok } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import { type Draft, draftItem, draftName } from '../storage/items/messages.ts';
import { entry, read, write } from '../storage/local.ts';
import type { Records } from './records.ts';

/**
 * Keeps what a closing page had written last. The page has stored it too, but Firefox may lose a write of the tick in
 * which a page closes; what a page stored since, this one or another, is newer.
 */
export async function keepDraft(
  draft: Draft,
  records: Pick<Records, 'has'>,
): Promise<Result<undefined, StorageFailure>> {
  const name = draftName(draft);
  const { kind, ...stored } = await read(draftItem, name);
  const known = 'value' in stored ? stored.value : undefined;
  // Sent by another page meanwhile.
  if (await records.has(draft.id)) return ok(undefined);
  const isNewer = kind === 'absent' || (known?.surface === draft.surface && known.revision < draft.revision);
  return isNewer ? write(entry(draftItem, draft, name)) : ok(undefined);
}
