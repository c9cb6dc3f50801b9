import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { ask } from '../messaging/ask.ts';
import type { ChangeFailure, NoAnswer } from '../messaging/contract.ts';
import { err, ok, type Result } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import { valueOr } from '../storage/item.ts';
import { targetOf } from '../storage/items/context.ts';
import {
  type Draft,
  type Intent,
  intentItem,
  intentName,
  type Message,
  type MessageMode,
  recipientItem,
  tabRecipientItem,
} from '../storage/items/messages.ts';
import { type Entry, entry, remove, write } from '../storage/local.ts';
import { createDrafts, emptied } from './drafts.ts';
import type { Follower } from './follow.ts';
import type { ThisPage } from './this-page.ts';

type Dependencies = {
  accountId: ReadonlySignal<string | undefined>;
  /** The present run of the browser; see `lib/storage/boot.ts`. */
  bootId: ReadonlySignal<string | undefined>;
  /** The recent messages of this account. */
  messages: ReadonlySignal<Message[]>;
  /** The page beside us. */
  page: ReadonlySignal<Pick<ThisPage, 'tabId' | 'context' | 'recipient'>>;
  /** Whether what the agent does now is what the agent sees; see `frame-guard.ts`. */
  mayAct: () => boolean;
  now: () => number;
};

type Stored = Promise<Result<undefined, StorageFailure>>;

/** Whom the agent writes to, and what. Each change is stored in the tick in which it is made. */
export function createComposer(follower: Follower, dependencies: Dependencies) {
  const { accountId, bootId, messages, page, mayAct, now } = dependencies;
  const surface = crypto.randomUUID();
  const confirmed = computed(() => new Map(messages.value.map(({ id, text }) => [id, text])));
  const drafts = createDrafts(follower, { surface, accountId, confirmed });
  const lastRecipient = follower.follow(recipientItem);
  const chosen = signal<{ visitorId: string; mode: MessageMode } | undefined>(undefined);
  const recipient = computed(() => chosen.value ?? { visitorId: '', mode: 'agent' as const });
  const draft = computed(() => drafts.of(recipient.value));
  const proposed = signal<string | undefined>(undefined);
  /** What a closing page has to tell, because its last write may be lost. */
  let lastWritten: Draft | undefined;

  const writesTo = (visitorId: string, mode = recipient.value.mode): Entry[] => {
    const to = { accountId: accountId.value, visitorId, mode };
    const { tabId, context } = page.value;
    const target = targetOf(context);
    chosen.value = { visitorId, mode };
    proposed.value = undefined;
    const here = { ...to, surface, ...(target && { shown: target.key }) };
    return [entry(recipientItem, to), ...(tabId === undefined ? [] : [entry(tabRecipientItem, here, String(tabId))])];
  };
  /** Whom to write to beside this page: whom the agent chose there while it showed the same, or else whom it is about. */
  const wantedHere = (): string | undefined => {
    const { context, recipient: here } = page.peek();
    const target = targetOf(context);
    return here && here.shown === target?.key ? here.visitorId : target?.visitorId;
  };
  /** Stores drafts, and what goes with them, in this very tick. */
  const put = (changed: Draft[], ...more: Entry[]): Stored => {
    const { entries, gone } = drafts.put(...changed);
    const last = changed.findLast(({ text }) => text !== '');
    // As it was put, with its revision: by that the background knows that it is newer than what is stored.
    lastWritten = last && drafts.of(last);
    const writing = write(...entries, ...more);
    if (gone.length > 0) void remove(...gone);
    return writing;
  };

  /** The text goes to another visitor; what was written to them already comes after it. */
  const takeTo = (visitorId: string): Stored => {
    const from = draft.value;
    const target = drafts.of({ visitorId, mode: from.mode });
    const moved = { ...target, text: joined(from.text, target.text), caret: from.caret };
    return put([emptied(from), moved], ...writesTo(visitorId));
  };

  const propose = (typed: string) => {
    const visitorId = typed.trim();
    const isSame = visitorId === recipient.value.visitorId;
    if (isSame || draft.value.text.trim() === '') void write(...writesTo(visitorId));
    else if (recipient.value.visitorId.trim() === '') void takeTo(visitorId);
    else proposed.value = visitorId;
  };

  /** Messages that may have been sent, which the agent sees above the composer. */
  const unknown = computed(() =>
    messages.value.filter(
      ({ state, visitorId }) => state.kind === 'unknown' && visitorId === recipient.value.visitorId.trim(),
    ),
  );

  const intentOf = ({ id, visitorId, mode, text, caret }: Draft): Intent => ({
    id,
    surface,
    ...(bootId.value !== undefined && { bootId: bootId.value }),
    accountId: accountId.value ?? '',
    visitorId: visitorId.trim(),
    mode,
    text,
    caret,
    past: unknown.value.map((message) => message.id),
    confirmedAt: now(),
  });

  /** Gives a text back to where it was written, before whatever was written there since. */
  const restore = ({ visitorId, mode, text, caret = text.length }: Message): Stored => {
    const there = drafts.of({ visitorId, mode });
    // The background has kept it too, in case this page had closed.
    const since = there.text === text ? '' : there.text;
    const restored = { ...there, text: joined(text, since), caret: Math.min(caret, text.length) };
    return put([restored], ...writesTo(visitorId, mode));
  };

  let isBegun = false;
  /** Whom a rule found that the agent has not said yes to. */
  let unsure: { tabId: number | undefined; visitorId: string } | undefined;
  const shownHere = computed(() => {
    const { tabId, context } = page.value;
    return `${tabId} ${targetOf(context)?.key} ${context?.asksAbout}`;
  });
  effect(() => {
    // Only news counts, another tab or another visitor in it: what the agent chose since stays.
    if (shownHere.value && isBegun) queueMicrotask(goAlong);
  });
  const goAlong = () => {
    const visitorId = wantedHere();
    const { tabId, context } = page.peek();
    const isRefused = unsure?.tabId === tabId && unsure?.visitorId === recipient.peek().visitorId;
    if (visitorId !== undefined) propose(visitorId);
    // A text stays with whom it was written for: without anybody it would go along with whom the page names next.
    else if (isRefused && draft.peek().text.trim() === '') void write(...writesTo(''));
    unsure = context?.asksAbout ? { tabId, visitorId: context.visitorId } : undefined;
  };
  const chosenHere = computed(() => page.value.recipient);
  // Another surface beside the same tab: what the agent chose there goes for here, but not while they are writing here.
  effect(() => {
    const here = chosenHere.value;
    if (!isBegun || !here || here.surface === surface) return;
    const { visitorId, mode } = recipient.peek();
    const isBusy = document.hasFocus() && draft.peek().text.trim() !== '';
    if (isBusy || (here.visitorId === visitorId && here.mode === mode)) return;
    chosen.value = { visitorId: here.visitorId, mode: here.mode };
    proposed.value = undefined;
  });
  addEventListener('pagehide', () => {
    if (lastWritten) void ask('draft/keep', { draft: lastWritten });
  });

  return {
    draft,
    recipient,
    /** Another visitor, to whom the page or the field wants to go while there is a text for the present one. */
    proposed: proposed as ReadonlySignal<string | undefined>,
    unknown,
    /** The drafts that hold a text, for finding them again. */
    written: computed(drafts.written),
    /** The stored state is there: from now on the page beside us may say whom it is about. */
    begin() {
      isBegun = true;
      // From here on each page goes its own way: another one's choice must not carry this one's text along.
      const last = page.value.recipient ?? valueOr(lastRecipient.value, undefined);
      chosen.value ??= last && { visitorId: last.visitorId, mode: last.mode };
      goAlong();
    },
    change: (change: Partial<Pick<Draft, 'text' | 'caret'>>): Stored => put([{ ...draft.value, ...change }]),
    /** Goes to a visitor, or asks first when that would take the composer away from a text. */
    propose,
    stay: () => {
      proposed.value = undefined;
    },
    /** Goes to the proposed visitor; the text stays with the one it is for. */
    leave: () => write(...writesTo(proposed.value ?? recipient.value.visitorId)),
    takeAlong: () => takeTo(proposed.value ?? recipient.value.visitorId),
    setMode(mode: MessageMode): Stored {
      const asked = proposed.value;
      const entries = writesTo(recipient.value.visitorId, mode);
      // Another mode answers nothing about whom the text is for.
      proposed.value = asked;
      return write(...entries);
    },

    /**
     * Confirms the draft. The confirmed send and the emptied draft are stored together in this very tick, and told to
     * the background too: of a page that closes in the same tick Chromium loses the message, Firefox may lose the write.
     * The background takes it once, by its id. See docs/decisions/0005.
     */
    async send(): Promise<Result<undefined, ChangeFailure | NoAnswer>> {
      if (!mayAct()) return err({ kind: 'not-in-sight' });
      const before = draft.value;
      const intent = intentOf(before);
      const writing = put([emptied(before)], entry(intentItem, intent, intentName(intent)));
      const telling = ask('message/confirm', { intent });
      const written = await writing;
      const told = await telling;
      // No answer means a background that is dead or busy; it finds what was stored. A failure means a full disk.
      if (told.ok || (written.ok && told.failure.kind === 'no-answer')) return ok(undefined);
      // Given back, it must not go out after all when the background finds it later.
      void remove(intentItem.key + intentName(intent));
      const { text: since } = drafts.of(before);
      void put([{ ...before, text: joined(before.text, since) }]);
      return written.ok ? err(told.failure) : written;
    },

    /** Takes a held message back and gives its text to the composer. */
    async undo(id: string): Promise<Result<undefined, ChangeFailure | NoAnswer>> {
      const undone = await ask('message/undo', { id });
      return undone.ok ? restore(undone.value) : undone;
    },
  };
}

const joined = (...texts: string[]): string => texts.filter((text) => text.trim() !== '').join('\n');
