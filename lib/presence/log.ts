import { ONLINE_LAPSE_MS, type Presence, type PresenceStatus } from '../storage/items/presence.ts';
import type { LogLine, LogReason } from '../storage/items/presence-log.ts';
import { PERIOD_MS } from './period.ts';

/** Later than this after its time, a heartbeat was not late: the browser was closed, or the computer slept. */
const SILENCE_MS = 60_000;

/** The lines that a look at presence adds to the log, oldest first. `midnight` is when the local day of `now` began. */
export function linesFor(presence: Presence, after: Presence, now: number, midnight: number): LogLine[] {
  const lines: LogLine[] = [];
  const last = () => lines.at(-1) ?? presence.logged;
  const add = (at: number, why: LogReason) => {
    const before = last();
    if (before?.why === why) return;
    // In order, unless the clock was put back: the line before it then lies in the future.
    lines.push({ at: before && before.at <= now ? Math.max(at, before.at) : at, why });
  };
  if (isSilent(presence, now)) add(presence.lookedAt ?? now, 'closed');
  else if (hasLapsed(presence, now)) add(lapseOf(presence, now), 'limit');
  const known = last();
  // Each day begins with what it inherits, so that it can be read without the one before.
  if (known && known.at < midnight && midnight <= now) lines.push({ at: midnight, why: known.why });
  const why = reasonOf(after.status, now);
  if (why && after.accountId !== undefined) add(beganAt(after.status, now), why);
  return lines;
}

/** Whether the browser was closed or asleep before `now`. While it was off nothing woke the background: that says nothing. */
export function isSilent({ status, lookedAt, pace }: Presence, now: number): boolean {
  return (
    status.kind !== 'off' && lookedAt !== undefined && now - lookedAt > 2 * (pace?.everyMs ?? PERIOD_MS) + SILENCE_MS
  );
}

/** With a short limit pings are further apart than Brevo remembers them. */
const lapseOf = ({ status }: Presence, now: number) =>
  (status.kind === 'online' ? status.confirmedAt : now) + ONLINE_LAPSE_MS;

const hasLapsed = (presence: Presence, now: number): boolean =>
  (presence.pace?.everyMs ?? PERIOD_MS) > ONLINE_LAPSE_MS && lapseOf(presence, now) < now;

/** Undefined for what does not count as a change: a first try, and trouble that may be over in half a minute. */
function reasonOf(status: PresenceStatus, now: number): LogReason | undefined {
  switch (status.kind) {
    case 'connecting':
      return undefined;
    case 'off':
      return 'off';
    case 'online':
      // After a sleep the last answer proves nothing.
      return now - status.confirmedAt <= ONLINE_LAPSE_MS ? 'online' : undefined;
    case 'not-ready':
      return status.missing;
    case 'resting':
      return status.why;
    case 'yielding':
      return 'limit';
    case 'failing':
      return status.tries < 2 ? undefined : troubleOf(status.failure.kind);
    case 'stopped':
      return 'refused';
    default:
      return status satisfies never;
  }
}

function troubleOf(kind: Extract<PresenceStatus, { kind: 'failing' }>['failure']['kind']): LogReason {
  if (kind === 'rate-limited') return 'limit';
  return kind === 'unavailable' ? 'brevo' : 'network';
}

const beganAt = (status: PresenceStatus, now: number): number =>
  'since' in status && status.since !== undefined && status.since <= now ? status.since : now;
