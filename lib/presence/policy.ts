import type { BrevoFailure } from '../brevo/failure.ts';
import { ONLINE_LAPSE_MS, type Presence, type PresenceStatus } from '../storage/items/presence.ts';

export const PERIOD_MS = 60_000;
/** Triggers within this time of a success count as the same one. */
const COALESCE_MS = 20_000;
/** Counted from the start of the ping that failed, and a little less than the 30 s of the retry alarm. */
const RETRY_MS = 25_000;
const PROBES_MS = [5 * 60_000, 15 * 60_000, 30 * 60_000];

/** Why presence is looked at. */
export type Reason =
  | 'alarm'
  /** The browser or the extension started, or the alarm was found missing. */
  | 'started'
  /** The background woke, for whatever reason. */
  | 'woke'
  | 'switched-on'
  | 'settings-saved'
  | 'permission-changed'
  | 'try-again'
  | 'network-back'
  | 'page-opened';

/** What the world says besides the stored presence. */
export type Circumstances = { hasPermission: boolean; hasKey: boolean; hasAgent: boolean };

export type Step = { status: PresenceStatus; ping: boolean };

/** Things that a person did about it: they end every wait. */
const ENDS_WAIT: ReadonlySet<Reason> = new Set(['switched-on', 'settings-saved', 'permission-changed', 'try-again']);
/** The heartbeat itself; other wakes ping only when it is overdue, so that an hour holds no more than 62 pings. */
const BEATS: ReadonlySet<Reason> = new Set(['alarm', 'started']);
/** Things that make another try worth it when the trouble may have passed. */
const WORTH_A_PROBE: ReadonlySet<Reason> = new Set(['page-opened', 'network-back']);

/** What presence is now, and whether to ping. Pure; times in ms since 1970. */
export function nextStep(presence: Presence, world: Circumstances, reason: Reason, now: number): Step {
  const { wish, status } = presence;
  const rest = (next: PresenceStatus): Step => ({ status: next, ping: false });
  const missing = missingFor(world);
  if (wish === 'off') return rest(status.kind === 'off' ? status : { kind: 'off', ...confirmed(status, now) });
  if (missing) return rest({ kind: 'not-ready', missing });
  // Only saved settings may have changed the key or the agent that the last success was for.
  const isSame = reason !== 'settings-saved' && status.kind === 'online';
  if (isSame && isRecent(status.confirmedAt, COALESCE_MS, now)) return rest(status);
  if (ENDS_WAIT.has(reason)) return { status: retrying(status, now), ping: true };
  switch (status.kind) {
    case 'off':
    case 'not-ready':
    case 'connecting':
      return { status: { kind: 'connecting', since: now }, ping: true };
    case 'online':
      return { status, ping: !isRecent(status.confirmedAt, BEATS.has(reason) ? COALESCE_MS : PERIOD_MS, now) };
    case 'failing':
      return { status, ping: isDue(status.retryAt, status.since, now) || isWorthATry(status.failure, reason) };
    case 'stopped':
      return { status, ping: probes(status, reason, now) };
    default:
      return status satisfies never;
  }
}

export type PingAnswer = { startedAt: number; endedAt: number; failure?: BrevoFailure | undefined };

/** What a ping's answer makes of presence. */
export function afterPing(status: PresenceStatus, { startedAt, endedAt: now, failure }: PingAnswer): PresenceStatus {
  if (!failure) return { kind: 'online', confirmedAt: now };
  const since = status.kind === 'failing' || status.kind === 'stopped' ? status.since : now;
  const known = { since, failure, ...confirmed(status, now) };
  if (isPassing(failure)) return { kind: 'failing', retryAt: retryAt(failure, startedAt), ...known };
  const probed = status.kind === 'stopped' ? status.probes : 0;
  const wait = PROBES_MS[Math.min(probed, PROBES_MS.length - 1)] ?? PERIOD_MS;
  return {
    kind: 'stopped',
    probes: probed + 1,
    ...(mayMendItself(failure) && { retryAt: now + wait }),
    ...known,
  };
}

const missingFor = ({ hasPermission, hasKey, hasAgent }: Circumstances) =>
  !hasKey ? 'key' : !hasAgent ? 'agent' : !hasPermission ? 'permission' : undefined;

/** The network may be what was missing; a rate limit is not. */
const isWorthATry = ({ kind }: BrevoFailure, reason: Reason) =>
  WORTH_A_PROBE.has(reason) && (kind === 'unreachable' || kind === 'timed-out');

/** A person acted: ping now, and do not go on saying what may be mended. */
const retrying = (status: PresenceStatus, now: number): PresenceStatus =>
  status.kind === 'stopped' || status.kind === 'failing' ? status : { kind: 'connecting', since: now };

/** Clocks jump: a time in the future counts as long ago. */
const isRecent = (time: number, ms: number, now: number) => time <= now && now - time < ms;

/** Never further away than the longest back-off, so that a clock set back does not mean a day of silence. */
const isDue = (retry: number, since: number, now: number) => now >= retry || now < since || retry - now > 3_600_000;

function probes(status: Extract<PresenceStatus, { kind: 'stopped' }>, reason: Reason, now: number): boolean {
  if (status.retryAt === undefined) return false;
  return WORTH_A_PROBE.has(reason) || isDue(status.retryAt, status.since, now);
}

/** Troubles that pass without anybody doing anything. */
function isPassing(failure: BrevoFailure): boolean {
  switch (failure.kind) {
    case 'rate-limited':
    case 'unavailable':
    case 'unreachable':
    case 'timed-out':
    case 'redirected':
    case 'unusable-answer':
      return true;
    case 'key-not-found':
    case 'key-missing':
    case 'address-not-authorised':
    case 'forbidden':
    case 'invalid':
    case 'not-found':
      return false;
    default:
      return failure satisfies never;
  }
}

/** An admin may authorise the address or the account while nobody looks at this browser. */
const mayMendItself = (failure: BrevoFailure) =>
  failure.kind === 'address-not-authorised' || failure.kind === 'forbidden';

const retryAt = (failure: BrevoFailure, startedAt: number) =>
  failure.kind === 'rate-limited' ? failure.retryAt : startedAt + RETRY_MS;

/** When visitors last surely saw the agent online, while they still may. */
function confirmed(status: PresenceStatus, now: number): { confirmedAt?: number } {
  const confirmedAt = 'confirmedAt' in status ? status.confirmedAt : undefined;
  return confirmedAt !== undefined && now - confirmedAt < ONLINE_LAPSE_MS ? { confirmedAt } : {};
}
