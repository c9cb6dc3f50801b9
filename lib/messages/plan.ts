import type { Message } from '../storage/items/messages.ts';
import { asking, type In, interrupted, isIn, released } from './states.ts';

/** After this time without being sent, a message is not sent without asking. */
export const STALE_MS = 10 * 60_000;

export type Surroundings = {
  now: number;
  isOnline: boolean;
  /** Whether this life of the background has the request under way, or its answer at hand. */
  isInFlight: (id: string) => boolean;
  /** How long ago the agent confirmed it, in ms, by a clock that nobody sets. */
  ageOf: (message: Message) => number;
};

export type Plan = {
  /** Records to write. */
  moves: Message[];
  /** To be sent now: at most one for each visitor. */
  go: In<'queued'>[];
  /** When the next hold ends, in ms from now. */
  nextEndMs: number | undefined;
  /** Whether anything goes on without the agent, so that the background has to be woken for it. */
  isWaiting: boolean;
};

/**
 * What to do about all messages that have not come to their end, in the agent's order. One visitor's messages leave one
 * after the other. Pure.
 */
export function planOf(unsettled: Message[], surroundings: Surroundings): Plan {
  const lookedAt = unsettled.map((message) => moved(message, surroundings));
  const holds = lookedAt.flatMap((message) =>
    isIn(message, 'held') ? [message.state.windowMs - surroundings.ageOf(message)] : [],
  );
  return {
    moves: lookedAt.filter((message, i) => message !== unsettled[i]),
    go: surroundings.isOnline ? firstInLine(lookedAt) : [],
    nextEndMs: holds.length > 0 ? Math.min(...holds) : undefined,
    isWaiting: lookedAt.some((message) => isIn(message, 'held', 'queued', 'dispatching')),
  };
}

/** What has become of a message by itself: the same one when nothing has. */
function moved(message: Message, { now, isInFlight, ageOf }: Surroundings): Message {
  if (isIn(message, 'dispatching') && !isInFlight(message.id)) return interrupted(message);
  if (!isIn(message, 'held', 'queued')) return message;
  // While a computer sleeps the steady clock may stand still; then the wall clock tells.
  const waited = Math.max(ageOf(message), now - message.confirmedAt);
  if (waited > STALE_MS) return asking(message, 'stale', now);
  return isIn(message, 'held') && ageOf(message) >= message.state.windowMs ? released(message) : message;
}

/** The message that leaves next for each visitor, when nothing of theirs is under way or still held before it. */
function firstInLine(messages: Message[]): In<'queued'>[] {
  // One that went past others may be on its way before them.
  const taken = new Set(messages.filter((message) => isIn(message, 'dispatching')).map(lineOf));
  return messages.flatMap((message, i) => {
    const line = lineOf(message);
    const isNext = isIn(message, 'queued') && blockersOf(message, messages.slice(0, i)).length === 0;
    const goes = isNext && !taken.has(line);
    if (isNext || isIn(message, 'held')) taken.add(line);
    return goes ? [message] : [];
  });
}

/**
 * The messages that may have been sent and hold this one back: those before it that the agent had not seen as such when
 * confirming it.
 */
export const blockersOf = (message: Message, before: Message[]): string[] =>
  before
    .filter((other) => isIn(other, 'unknown') && lineOf(other) === lineOf(message) && !message.past?.includes(other.id))
    .map(({ id }) => id);

const lineOf = ({ accountId, visitorId }: Message) => JSON.stringify([accountId, visitorId]);
