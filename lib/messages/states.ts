import type { BrevoFailure } from '../brevo/failure.ts';
import type { BrevoMessage } from '../brevo/wire.ts';
import type { Result } from '../result.ts';
import type { Intent, Message, MessageState, NotSentReason } from '../storage/items/messages.ts';

type Kind = MessageState['kind'];

/** A message known to be in one of the states named. Moves take and give these, so an impossible one does not compile. */
export type In<K extends Kind> = Message & { state: Extract<MessageState, { kind: K }> };

/** After this time without being sent, a message is not sent without asking. */
export const STALE_MS = 10 * 60_000;

export const isIn = <K extends Kind>(message: Message, ...kinds: K[]): message is In<K> =>
  kinds.some((kind) => kind === message.state.kind);

/** Accepted from the agent: from here on it ends in exactly one outcome. */
export const queued = (intent: Intent): In<'queued'> => ({ ...intent, origin: 'here', state: { kind: 'queued' } });

export const notSent = (message: In<'queued'>, reason: NotSentReason, at: number): In<'not-sent'> => ({
  ...message,
  state: { kind: 'not-sent', at, reason },
});

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
      : { ...message, state: { kind: 'not-sent', at, reason: { kind: 'refused', failure } } };
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

/** The agent asks for another attempt, knowing that an unknown one may already have arrived. */
export const again = (message: In<'not-sent' | 'unknown'>, now: number): In<'queued'> => ({
  ...message,
  confirmedAt: now,
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
