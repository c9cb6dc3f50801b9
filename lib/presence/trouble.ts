import type { Presence } from '../storage/items/presence.ts';
import { PERIOD_MS } from './policy.ts';

/** So long without a success, and the agent is told. */
const TELL_AFTER_MS = 180_000;

/**
 * What the notification has to do: `tell` once for each trouble, `untell` when it is over, which is otherwise silent.
 * `at` is when it will be time to tell, in ms since 1970.
 */
export type Telling = { kind: 'nothing'; at?: number } | { kind: 'tell' } | { kind: 'untell' };

export function tellingOf({ wish, status, toldSince }: Presence, now: number): Telling {
  const isTrouble =
    wish === 'on' &&
    (status.kind === 'failing' ||
      status.kind === 'stopped' ||
      status.kind === 'not-ready' ||
      status.kind === 'yielding');
  // A new try says nothing yet about the trouble before it.
  if (!isTrouble)
    return toldSince === undefined || status.kind === 'connecting' ? { kind: 'nothing' } : { kind: 'untell' };
  if (toldSince !== undefined) return { kind: 'nothing' };
  // Before the first failure all was well for a period, or the agent had just come back from a pause.
  const since = (status.since ?? now) - PERIOD_MS;
  const lastGood = Math.min(Math.max(status.confirmedAt ?? since, since), now);
  return now - lastGood >= TELL_AFTER_MS ? { kind: 'tell' } : { kind: 'nothing', at: lastGood + TELL_AFTER_MS };
}

/** The one thing that helps: what a click on the notification does. */
export type TroubleAction = { kind: 'settings' } | { kind: 'link'; href: string } | { kind: 'again' };

export function actionOf({ status }: Presence): TroubleAction {
  if (status.kind === 'not-ready') return { kind: 'settings' };
  if (status.kind !== 'stopped') return { kind: 'again' };
  const { failure } = status;
  return failure.kind === 'address-not-authorised' ? { kind: 'link', href: failure.link } : { kind: 'settings' };
}
