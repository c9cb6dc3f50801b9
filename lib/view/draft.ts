import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { ask } from '../messaging/ask.ts';
import type { ChangeFailure, NoAnswer } from '../messaging/contract.ts';
import { err, ok, type Result } from '../result.ts';
import { CURRENT_DRAFT, type Draft, draftItem, type Intent, intentItem } from '../storage/items/messages.ts';
import { entry, write } from '../storage/local.ts';
import type { Follower } from './follow.ts';

type DraftDependencies = {
  /** The ids of the messages sent lately. */
  sentIds: ReadonlySignal<string[]>;
  accountId: ReadonlySignal<string | undefined>;
  now: () => number;
};

/** What is being written, on every surface the same. Each change is stored in the tick in which it is made. */
export function createDraft(follower: Follower, { sentIds, accountId, now }: DraftDependencies) {
  const surface = crypto.randomUUID();
  const stored = follower.follow(draftItem, CURRENT_DRAFT);
  const draft = signal<Draft>(emptyDraft(surface));

  const store = (next: Draft) => {
    draft.value = next;
    return write(entry(draftItem, next, CURRENT_DRAFT));
  };

  stored.subscribe((reading) => {
    // Our own writes come back late; taking them would undo what was typed meanwhile.
    if (reading.kind === 'value' && reading.value.surface !== surface) draft.value = reading.value;
  });
  // A page that closed in the tick of its Send may not have emptied the draft.
  effect(() => {
    const { id, visitorId, mode } = draft.value;
    if (sentIds.value.includes(id))
      draft.value = { ...emptyDraft(surface), visitorId, mode, accountId: accountId.value };
  });

  return {
    draft: draft as ReadonlySignal<Draft>,
    change: (change: Partial<Pick<Draft, 'visitorId' | 'mode' | 'text' | 'caret'>>) =>
      store({ ...draft.value, ...change, accountId: accountId.value, surface }),

    /**
     * Confirms the draft. The confirmed send and the emptied draft are stored together in this very tick, and told to
     * the background too: of a page that closes in the same tick Chromium loses the message, Firefox may lose the write.
     * The background takes it once, by its id. See docs/decisions/0005.
     */
    async send(): Promise<Result<undefined, ChangeFailure | NoAnswer>> {
      const { id, visitorId, mode, text } = draft.value;
      const sender = accountId.value ?? '';
      const intent: Intent = { id, accountId: sender, visitorId: visitorId.trim(), mode, text, confirmedAt: now() };
      const before = draft.value;
      const emptied = { ...emptyDraft(surface), visitorId: intent.visitorId, mode, accountId: accountId.value };
      draft.value = emptied;
      const writing = write(entry(intentItem, intent, id), entry(draftItem, emptied, CURRENT_DRAFT));
      const telling = ask('message/confirm', { intent });
      const written = await writing;
      const told = await telling;
      // No answer means a background that is dead or busy; it finds what was stored. A failure means a full disk.
      if (told.ok || (written.ok && told.failure.kind === 'no-answer')) return ok(undefined);
      draft.value = before;
      return written.ok ? err(told.failure) : written;
    },
  };
}

const emptyDraft = (surface: string): Draft => ({
  id: crypto.randomUUID(),
  surface,
  visitorId: '',
  mode: 'agent',
  text: '',
  caret: 0,
});
