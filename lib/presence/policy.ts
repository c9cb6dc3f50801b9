import type { Pace } from '../brevo/budget.ts';
import type { BrevoFailure } from '../brevo/failure.ts';
import type { Presence, PresenceStatus } from '../storage/items/presence.ts';
import type { PresenceSettings } from '../storage/items/presence-settings.ts';
import { PERIOD_MS } from './period.ts';
import { restAt, soonest } from './rest.ts';
import { inTheseSurroundings } from './surroundings.ts';

/** Triggers within this time of a success count as the same one. */
const COALESCE_MS = 20_000;
/** Up to so much later an agent comes back after a rate limit. */
export const JITTER_MS = 15_000;
/** Counted from the start of the ping that failed. */
const RETRY_MS = 30_000;
/** The retry alarm is armed a moment before that, and takes a beat that comes at about the same time with it. */
const EARLY_MS = 5000;
/** An hour is the longest that a rate limit is obeyed; agents who share it add some seconds by chance. */
const LONGEST_MS = 3_600_000 + JITTER_MS;
const PROBES_MS = [5 * 60_000, 15 * 60_000, 30 * 60_000];

/** Why presence is looked at. */
export type Reason =
  | 'alarm'
  /** The browser or the extension started, or the alarm was found missing. */
  | 'started'
  /** The background woke, for whatever reason. */
  | 'woke'
  | 'switched-on'
  /** The key or the agent may be another. */
  | 'settings-saved'
  /** The agent paused, went on, or changed a rule of presence. */
  | 'rules-changed'
  | 'permission-changed'
  /** Keyboard, mouse, screen or windows. */
  | 'surroundings-changed'
  | 'try-again'
  | 'network-back'
  | 'page-opened';

/** What the world says besides the stored presence. */
export type World = {
  accountId?: string | undefined;
  hasPermission: boolean;
  hasKey: boolean;
  hasAgent: boolean;
  hasWindow: boolean;
  /** Undefined when the browser was not asked: then what it last said still holds. */
  input?: Presence['input'] | undefined;
  rules: PresenceSettings;
  pace: Pace;
};

/** `wakeAt` is when the clock alone may change something, in ms since 1970. */
export type Step = { presence: Presence; ping: boolean; wakeAt?: number | undefined };

/** Things that a person did about it: they end every wait. */
const ENDS_WAIT: ReadonlySet<Reason> = new Set(['switched-on', 'settings-saved', 'permission-changed', 'try-again']);
/** The heartbeat itself; other wakes ping only when it is overdue, so that an hour holds no more than 62 pings. */
const BEATS: ReadonlySet<Reason> = new Set(['alarm', 'started']);
/** Things that make another try worth it when the trouble may have passed. */
const WORTH_A_PROBE: ReadonlySet<Reason> = new Set(['page-opened', 'network-back']);

/**
 * What presence is now, and whether to ping. Pure; times in ms since 1970. What wins: switched off, permission or key
 * problem, pause, no window, locked, outside the schedule, idle, the limit, the network, online.
 */
export function lookedAt(before: Presence, world: World, reason: Reason, now: number): Step {
  const presence = inTheseSurroundings(before, world, reason, now);
  const { status } = presence;
  const { rest, changesAt, closesAt } = restAt(presence, world.rules, now);
  const become = (next: PresenceStatus, ping = false): Step => ({
    presence: { ...presence, closesAt, status: next },
    ping,
    wakeAt: soonest(now, changesAt, ping ? undefined : endAt(next, world.pace)),
  });
  if (presence.wish === 'off') return become(status.kind === 'off' ? status : { kind: 'off', ...began(status, now) });
  const missing = missingFor(world);
  if (missing) return become({ kind: 'not-ready', missing, ...began(status, now, isMissing(status, missing)) });
  if (status.kind === 'stopped' && !ENDS_WAIT.has(reason)) {
    return become(status, !rest && !yields(world.pace, now) && probes(status, reason, now));
  }
  if (rest) return become({ kind: 'resting', ...rest, ...began(status, now, isResting(status, rest.why)) });
  return become(...awake(status, world.pace, reason, now));
}

/** The status of an agent whom nothing of the above keeps from being online, and whether to ping. */
function awake(status: PresenceStatus, pace: Pace, reason: Reason, now: number): [PresenceStatus, boolean] {
  // Only saved settings may have changed the key or the agent that the last success was for.
  const isSame = reason !== 'settings-saved' && status.kind === 'online';
  if (isSame && isRecent(status.confirmedAt, COALESCE_MS, now)) return [status, false];
  if (ENDS_WAIT.has(reason)) return [retrying(status, now), true];
  if (isLimited(status) && !isDue(status.retryAt, status.since, now)) return [status, false];
  if (yields(pace, now)) {
    return [{ kind: 'yielding', until: pace.waitUntil, ...began(status, now, status.kind === 'yielding') }, false];
  }
  switch (status.kind) {
    case 'online':
      return [status, !isRecent(status.confirmedAt, BEATS.has(reason) ? beatMs(pace) : pace.everyMs, now)];
    case 'failing':
      return [status, isRetryDue(status, reason, now) || isWorthATry(status.failure, reason)];
    default:
      return [{ kind: 'connecting', ...began(status, now) }, true];
  }
}

export type PingAnswer = { startedAt: number; endedAt: number; failure?: BrevoFailure | undefined };

/**
 * What a ping's answer makes of presence. `jitterMs` keeps agents who share a limit from coming back all at once. What
 * passes is tried again once after 30 s and then with the next beat: two pings in a period of `everyMs`, whatever it is.
 */
export function afterPing(
  status: PresenceStatus,
  answer: PingAnswer,
  jitterMs = 0,
  everyMs = PERIOD_MS,
): PresenceStatus {
  const { startedAt, endedAt: now, failure } = answer;
  // Switched off, paused or without permission while the ping was under way: that wins, but visitors have seen it.
  if (!isAwake(status)) return failure ? status : { ...status, confirmedAt: now };
  if (!failure) return { kind: 'online', confirmedAt: now };
  if (isPassing(failure)) {
    const tries = status.kind === 'failing' ? status.tries + 1 : 1;
    const wait = tries % 2 === 1 ? RETRY_MS : Math.max(RETRY_MS, everyMs - RETRY_MS);
    const retryAt = failure.kind === 'rate-limited' ? failure.retryAt + jitterMs : startedAt + wait;
    return { kind: 'failing', tries, retryAt, failure, ...began(status, now, status.kind === 'failing') };
  }
  const isSame = status.kind === 'stopped';
  return { kind: 'stopped', failure, ...nextProbe(status, failure, startedAt, now), ...began(status, now, isSame) };
}

/** A probe that came early, because a page was opened, does not make the later ones rarer. */
function nextProbe(status: PresenceStatus, failure: BrevoFailure, startedAt: number, now: number) {
  const { probes, retryAt } = status.kind === 'stopped' ? status : { probes: 0, retryAt: undefined };
  if (!mayMendItself(failure)) return { probes: probes + 1 };
  if (retryAt !== undefined && startedAt < retryAt) return { probes, retryAt };
  return { probes: probes + 1, retryAt: now + (PROBES_MS[Math.min(probes, PROBES_MS.length - 1)] ?? PERIOD_MS) };
}

/** Whether pings may be made in this status at all. */
export const isAwake = ({ kind }: PresenceStatus): boolean =>
  kind === 'connecting' || kind === 'online' || kind === 'failing' || kind === 'stopped';

const missingFor = ({ hasPermission, hasKey, hasAgent }: World) =>
  !hasKey ? 'key' : !hasAgent ? 'agent' : !hasPermission ? 'permission' : undefined;

const isMissing = (status: PresenceStatus, missing: string) =>
  status.kind === 'not-ready' && status.missing === missing;

const isResting = (status: PresenceStatus, why: string) => status.kind === 'resting' && status.why === why;

const yields = (pace: Pace, now: number): pace is Pace & { waitUntil: number } =>
  pace.waitUntil !== undefined && now < pace.waitUntil;

const isLimited = (status: PresenceStatus): status is Extract<PresenceStatus, { kind: 'failing' }> =>
  status.kind === 'failing' && status.failure.kind === 'rate-limited';

/** When it began, and when visitors last surely saw the agent. */
function began(status: PresenceStatus, now: number, isSame = false): { since: number; confirmedAt?: number } {
  const { since, confirmedAt } = status as { since?: number; confirmedAt?: number };
  return {
    since: isSame && since !== undefined && since <= now ? since : now,
    ...(confirmedAt !== undefined && { confirmedAt }),
  };
}

/**
 * When the status itself wants to be looked at. A beat that was taken for the same as a success just before it must not
 * make the next one late; what was promised for a time has to come then, however slow the pace is.
 */
function endAt(status: PresenceStatus, { everyMs }: Pace): number | undefined {
  if (status.kind === 'online') return status.confirmedAt + everyMs;
  if (status.kind === 'resting' || status.kind === 'yielding') return status.until;
  return status.kind === 'stopped' || isLimited(status) ? status.retryAt : undefined;
}

/** After a retry that worked, the next beat comes up to 30 s sooner; it must not be left out for that. */
const beatMs = ({ everyMs }: Pace) => everyMs - PERIOD_MS + COALESCE_MS;

/** Only alarms may be a little early: with every other wake there would be more than two pings in a period. */
const isRetryDue = ({ retryAt, since }: { retryAt: number; since: number }, reason: Reason, now: number) =>
  isDue(BEATS.has(reason) ? retryAt - EARLY_MS : retryAt, since, now);

/** The network may be what was missing; a rate limit is not. */
const isWorthATry = ({ kind }: BrevoFailure, reason: Reason) =>
  WORTH_A_PROBE.has(reason) && (kind === 'unreachable' || kind === 'timed-out');

/** A person acted: ping now, and do not go on saying what may be mended. */
const retrying = (status: PresenceStatus, now: number): PresenceStatus =>
  status.kind === 'stopped' || status.kind === 'failing' ? status : { kind: 'connecting', ...began(status, now) };

/** Clocks jump: a time in the future counts as long ago. */
const isRecent = (time: number, ms: number, now: number) => time <= now && now - time < ms;

/** Never further away than the longest back-off, so that a clock set back does not mean a day of silence. */
const isDue = (retry: number, since: number, now: number) => now >= retry || now < since || retry - now > LONGEST_MS;

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
