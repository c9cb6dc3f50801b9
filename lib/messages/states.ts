import type { BrevoFailure } from '../brevo/failure.ts';
import type { BrevoMessage } from '../brevo/wire.ts';
import type { Result } from '../result.ts';
import type { Intent, Message, MessageState, NotSentReason } from '../storage/items/messages.ts';

type Kind = MessageState['kind'];

/** A message known to be in one of the states named. Moves take and give these, so an impossible one does not compile. */
export type In<K extends Kind> = Message & { state: Extract<MessageState, { kind: K }> };

export const isIn = <K extends Kind>(message: Message, ...kinds: K[]): message is In<K> =>
  kinds.some((kind) => kind === message.state.kind);

/** Under way, or waiting to be: nothing says yet what becomes of it. */
export const isWaiting = (message: Message) => isIn(message, 'held', 'queued', 'dispatching', 'needs-answer');

/** Whether a message has come to an end that leaves nothing to decide: its text need not be kept any more. */
export const isOver = (message: Message) => isIn(message, 'sent', 'sent-id-unknown', 'deleted', 'cancelled');

/** What retention and a wipe may remove. The text of what was not sent is kept until then. */
export const isForgettable = (message: Message) => isOver(message) || isIn(message, 'not-sent');

/** Accepted from the agent: from here on it ends in exactly one outcome. `windowMs` is how long it can be undone. */
export function accepted(intent: Intent, windowMs: number): In<'held' | 'queued'> {
  const { bootId: _, surface: __, ...confirmed } = intent;
  return windowMs > 0
    ? { ...confirmed, origin: 'here', state: { kind: 'held', windowMs } }
    : { ...confirmed, origin: 'here', state: { kind: 'queued' } };
}

/** Its time to be undone is over. */
export const released = (message: In<'held'>): In<'queued'> => ({ ...message, state: { kind: 'queued' } });

/** Not sent without asking. */
export const asking = (
  message: In<'held' | 'queued'>,
  why: In<'needs-answer'>['state']['why'],
  at: number,
): In<'needs-answer' | 'unknown'> =>
  message.mayHaveArrived
    ? failedAgain(message, { kind: 'stale' }, at)
    : { ...message, state: { kind: 'needs-answer', at, why } };

/** A later attempt came to nothing. What an earlier one did is as little known as before. */
const failedAgain = (message: Message, attempt: NotSentReason, at: number): In<'unknown'> => ({
  ...message,
  state: { kind: 'unknown', at, attempt },
});

/** What nothing was sent of yet, and so can be changed and taken back in this browser alone. */
export type AtHome = In<'held' | 'queued' | 'needs-answer' | 'not-sent'>;
export const isAtHome = (message: Message): message is AtHome =>
  !message.mayHaveArrived && isIn(message, 'held', 'queued', 'needs-answer', 'not-sent');

export const rewritten = <M extends AtHome>(message: M, text: string): M => ({ ...message, text });

export const cancelled = (message: AtHome, at: number): In<'cancelled'> => ({
  ...message,
  state: { kind: 'cancelled', at },
});

/** The agent lets it go past messages that may have been sent. */
export const passing = (message: In<'queued'>, ids: string[]): In<'queued'> => ({
  ...message,
  past: [...new Set([...(message.past ?? []), ...ids])],
});

/** It could not be sent, and nothing of it left. */
export const notSent = (message: In<'queued'>, reason: NotSentReason, at: number) => failed(message, reason, at);

const failed = (message: Message, reason: NotSentReason, at: number): In<'not-sent' | 'unknown'> =>
  message.mayHaveArrived ? failedAgain(message, reason, at) : { ...message, state: { kind: 'not-sent', at, reason } };

export const dispatching = (message: In<'queued'>, at: number): In<'dispatching'> => ({
  ...message,
  state: { kind: 'dispatching', at },
});

type Settled = In<'sent' | 'sent-id-unknown' | 'not-sent' | 'unknown'>;

/** What Brevo's answer makes of a message: the outcome table. Only a sure refusal is "not sent". */
export function settled(
  message: In<'dispatching'>,
  answer: Result<Partial<BrevoMessage>, BrevoFailure>,
  at: number,
): Settled {
  if (!answer.ok) {
    const { failure } = answer;
    return failure.mayHaveActed
      ? { ...message, state: { kind: 'unknown', at, failure } }
      : failed(message, { kind: 'refused', failure }, at);
  }
  const { id, forwardingError } = answer.value;
  if (id === undefined) return { ...message, state: { kind: 'sent-id-unknown', at, by: 'brevo' } };
  const problem = forwardingError === undefined ? {} : { forwardingError };
  return { ...message, state: { kind: 'sent', at, brevoId: id, ...problem } };
}

/** Found on its way when the background started: it may have been sent, and nobody can know. */
export const interrupted = (message: In<'dispatching'>): In<'unknown'> => ({
  ...message,
  state: { kind: 'unknown', at: message.state.at },
});

/** The agent asks for another attempt, knowing that an unknown one may already have arrived; or for the first, late. */
export const again = (message: In<'not-sent' | 'unknown' | 'needs-answer'>, now: number): In<'queued'> => ({
  ...message,
  confirmedAt: now,
  ...(isIn(message, 'unknown') && { mayHaveArrived: true as const }),
  state: { kind: 'queued' },
});

export const arrived = (message: In<'unknown'>): In<'sent-id-unknown'> => ({
  ...message,
  state: { kind: 'sent-id-unknown', at: message.state.at, by: 'agent' },
});

export const edited = (message: In<'sent'>, text: string, at: number): In<'sent'> => ({
  ...message,
  text,
  state: { ...message.state, editedAt: at },
});

export const deleted = (message: In<'sent'>, at: number): In<'deleted'> => ({
  ...message,
  state: { kind: 'deleted', at },
});
