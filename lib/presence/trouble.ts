import type { Presence, PresenceStatus } from '../storage/items/presence.ts';
import { PERIOD_MS } from './period.ts';

/** So long without a success, and the agent is told. */
const TELL_AFTER_MS = 180_000;

/**
 * What the notification has to do: `tell` once for each trouble, and again only when something else is wrong; `untell` when
 * it is over, which is otherwise silent. `at` is when it will be time to tell, in ms since 1970.
 */
export type Telling = { kind: 'nothing' | 'tell' | 'untell'; what?: string; at?: number };

export function tellingOf({ wish, status, told }: Presence, now: number): Telling {
  const what = wish === 'on' ? troubleIn(status) : undefined;
  if (what === undefined) {
    // A new try says nothing yet about the trouble before it.
    const isOver = told !== undefined && status.kind !== 'connecting';
    return { kind: isOver ? 'untell' : 'nothing' };
  }
  if (told === what) return { kind: 'nothing' };
  const { since = now, confirmedAt } = status as { since?: number; confirmedAt?: number };
  // Before the first failure all was well for a period, or the agent had just come back from a pause.
  const began = since - PERIOD_MS;
  const lastGood = Math.min(Math.max(confirmedAt ?? began, began), now);
  return now - lastGood >= TELL_AFTER_MS ? { kind: 'tell', what } : { kind: 'nothing', at: lastGood + TELL_AFTER_MS };
}

/** What is wrong, as far as it makes a difference for the agent. Without a key it is the agent who took it away. */
function troubleIn(status: PresenceStatus): string | undefined {
  switch (status.kind) {
    case 'failing':
    case 'yielding':
      return 'passes';
    case 'stopped':
      return status.failure.kind;
    case 'not-ready':
      return status.missing === 'permission' ? status.missing : undefined;
    case 'off':
    case 'resting':
    case 'connecting':
    case 'online':
      return undefined;
    default:
      return status satisfies never;
  }
}

/** The one thing that helps: what a click on the notification does. */
export type TroubleAction =
  | { kind: 'settings' }
  | { kind: 'link'; href: string }
  | { kind: 'again' }
  | { kind: 'open' };

export function actionOf({ status }: Presence): TroubleAction {
  if (status.kind === 'not-ready') return { kind: 'settings' };
  // Another try would use up what is kept for messages.
  if (status.kind === 'yielding') return { kind: 'open' };
  if (status.kind === 'failing') return { kind: status.failure.kind === 'rate-limited' ? 'open' : 'again' };
  if (status.kind !== 'stopped') return { kind: 'open' };
  const { failure } = status;
  return failure.kind === 'address-not-authorised' ? { kind: 'link', href: failure.link } : { kind: 'settings' };
}
