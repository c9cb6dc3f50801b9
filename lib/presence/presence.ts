import type { Pace } from '../brevo/budget.ts';
import type { BrevoClient } from '../brevo/client.ts';
import type { AgentIdentity } from '../brevo/identity.ts';
import { err, ok, type Result } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import type { Presence } from '../storage/items/presence.ts';
import type { LogLine } from '../storage/items/presence-log.ts';
import type { PresenceSettings } from '../storage/items/presence-settings.ts';
import type { Owned } from '../storage/local.ts';
import type { PresenceAlarms } from './alarm.ts';
import { linesFor } from './log.ts';
import { PERIOD_MS } from './period.ts';
import { afterPing, isAwake, JITTER_MS, lookedAt, type Reason } from './policy.ts';
import { soonest } from './rest.ts';
import { knownPace } from './surroundings.ts';
import { tellingOf } from './trouble.ts';

type Input = NonNullable<Presence['input']>;

type Dependencies = {
  stored: Owned<Presence>;
  brevo: Pick<BrevoClient, 'ping'>;
  alarms: PresenceAlarms;
  /** The agent, whether there is a key, and whether the browser lets us reach Brevo. */
  look: () => Promise<{
    accountId?: string | undefined;
    agent: AgentIdentity | undefined;
    hasKey: boolean;
    hasPermission: boolean;
  }>;
  rules: () => Promise<PresenceSettings>;
  pace: () => Promise<Pace>;
  hasWindow: () => Promise<boolean>;
  /** What the browser says about keyboard, mouse and screen; idle after so many minutes. */
  askInput: (minutes: number) => Promise<Input>;
  log: { keep(accountId: string, lines: LogLine[]): Promise<void>; midnight(now: number): number };
  notification: { tell(presence: Presence): Promise<void>; untell(): Promise<void> };
  paint: (presence: Presence) => Promise<void>;
  now: () => number;
  /** From 0 to 1. */
  random: () => number;
};

type Outcome = Promise<Result<Presence, StorageFailure>>;

/** The browser's word is asked for at these times, in case one of its events was missed. */
const ASKS_INPUT: ReadonlySet<Reason> = new Set(['alarm', 'started', 'rules-changed']);

/** What only shows or remembers must not keep anybody offline. */
const harmless = (doing: Promise<unknown>): Promise<unknown> => doing.catch(() => undefined);

/** Keeps the agent online. `refresh` is the only thing that changes presence; everything may call it at any time. */
export function createPresence(dependencies: Dependencies) {
  const { stored, brevo, alarms, look, paint, log, notification, now } = dependencies;
  let last: Promise<unknown> = Promise.resolve();
  /** How many looks wait for their turn. */
  let waiting = 0;

  const run = (reason: Reason, mayPing = true, input?: Input): Outcome =>
    step(reason, mayPing, input).catch(() => err({ kind: 'storage-unavailable' }));

  const step = async (reason: Reason, mayPing: boolean, input?: Input): Outcome => {
    // The alarms come first: whatever fails after them, even this background's life, it is woken again.
    if (mayPing) await alarms.armRetry();
    const wasMissing = await repairHeartbeat();
    const { agent, ...account } = await look();
    const world = { ...account, hasAgent: agent !== undefined, ...(await circumstances(reason, input)) };
    let [ping, wakeAt]: [boolean, number | undefined] = [false, undefined];
    const settled = await settle((presence) => {
      const next = lookedAt(presence, world, wasMissing && reason === 'woke' ? 'started' : reason, now());
      [ping, wakeAt] = [next.ping && mayPing, next.wakeAt];
      return next.presence;
    });
    if (!settled.ok) return settled;
    // When a beat has started this background, the look for it follows: until then the next one is not late.
    if (waiting === 0 || !mayPing) await setAlarms(soonest(now(), wakeAt, tellingOf(settled.value, now()).at));
    if (ping && agent) return pingNow(agent);
    // After a sleep what was wrong before it may be over: only an answer can say that it is not.
    await tell();
    // Not between two looks: the background may die before the next one has armed it again.
    if (mayPing && waiting === 0 && settled.value.status.kind !== 'failing') await alarms.clearRetry();
    return settled;
  };

  const circumstances = async (reason: Reason, input?: Input) => {
    const [rules, pace, hasWindow] = await Promise.all([
      dependencies.rules(),
      dependencies.pace(),
      dependencies.hasWindow(),
    ]);
    const isAsked = ASKS_INPUT.has(reason) && (rules.idle.isOn || rules.lock.isOn);
    return {
      rules,
      pace,
      hasWindow,
      input: input ?? (isAsked ? await dependencies.askInput(rules.idle.minutes) : undefined),
    };
  };

  /** True when the heartbeat was missing. */
  const repairHeartbeat = async (wakeAt?: number): Promise<boolean> => {
    const { wish, pace } = await stored.read();
    return wish === 'on' && alarms.ensure({ everyMs: pace?.everyMs ?? PERIOD_MS, wakeAt }, now());
  };

  /** It reads anew: the switch does not wait for its turn. */
  const setAlarms = async (wakeAt?: number): Promise<void> => {
    await repairHeartbeat(wakeAt);
    if ((await stored.read()).wish === 'off') await alarms.stop();
  };

  /** Stores what presence has become, logs and paints it. */
  const settle = async (change: (presence: Presence) => Presence): Outcome => {
    let lines: LogLine[] = [];
    const settled = await stored.update((before) => {
      const after = change(before);
      lines = linesFor(before, after, now(), log.midnight(now()));
      // What is not written down yet is noted when it is: until then the next look finds it again.
      return lines.length > 0 ? after : { ...after, lookedAt: now() };
    });
    if (!settled.ok) return settled;
    await harmless(keepLines(settled.value.accountId, lines));
    await harmless(paint(settled.value));
    return settled;
  };

  const keepLines = async (accountId: string | undefined, lines: LogLine[]): Promise<void> => {
    const logged = lines.at(-1);
    if (accountId === undefined || logged === undefined) return;
    await log.keep(accountId, lines);
    await stored.update((presence) => ({ ...presence, logged, lookedAt: now() }));
  };

  /** Shown before it is noted: should the background die in between, the same notification is shown again. */
  const tell = async (): Promise<void> => {
    const presence = await stored.read();
    const telling = tellingOf(presence, now());
    if (telling.kind === 'nothing') return;
    await harmless(notification[telling.kind](presence));
    const { what } = telling;
    await stored.update(({ told: _, ...rest }) => (what === undefined ? rest : { ...rest, told: what }));
  };

  const pingNow = async (agent: AgentIdentity): Outcome => {
    // The switch and a pause do not wait for their turn: they may have come since the decision to ping.
    const current = await stored.read();
    if (current.wish === 'off' || !isAwake(current.status)) {
      await alarms.clearRetry();
      return ok(current);
    }
    const startedAt = now();
    const answer = await brevo.ping(agent);
    const failure = answer.ok ? undefined : answer.failure;
    const jitterMs = Math.round(dependencies.random() * JITTER_MS);
    // The answer may have said that the limit is short.
    const pace = knownPace(await dependencies.pace());
    const settled = await settle((presence) => ({
      ...presence,
      pace,
      status: afterPing(presence.status, { startedAt, endedAt: now(), failure }, jitterMs, pace.everyMs),
    }));
    if (!settled.ok) return settled;
    await setAlarms();
    await tell();
    if (settled.value.status.kind !== 'failing') await alarms.clearRetry();
    return settled;
  };

  /** One at a time, in the order asked: never two pings in flight. */
  const refresh = (reason: Reason, input?: Input): Outcome => {
    waiting++;
    const next = last.then(() => {
      waiting--;
      return run(reason, true, input);
    });
    // A failed storage must not block every later refresh.
    last = next.catch(() => undefined);
    return next;
  };

  /** Stores what the agent did. What ends pings takes effect at once: it does not wait for a ping under way. */
  const act = async (change: (presence: Presence) => Presence, reason: Reason, isEnd: boolean): Outcome => {
    // Between the note and the look the background may die too.
    if (!isEnd) await alarms.armRetry();
    const noted = await stored.update(change);
    if (!noted.ok) return noted;
    // It has not waited its turn, so it leaves the ping to the refresh of whoever begins again meanwhile.
    return isEnd ? run(reason, false) : refresh(reason);
  };

  return {
    refresh,
    /** The switch. It ends a pause. */
    set: (wish: Presence['wish']): Outcome =>
      act(({ pause: _, ...presence }) => ({ ...presence, wish }), 'switched-on', wish === 'off'),
    /** A break until then, in ms since 1970; null ends it. */
    pause: (until: number | null): Outcome =>
      act(
        ({ pause: _, ...presence }) => (until === null ? presence : { ...presence, pause: { since: now(), until } }),
        'rules-changed',
        until !== null,
      ),
    /** Until then an idle computer is no reason to go offline, in ms since 1970; null ends that. */
    stayOnline: (until: number | null): Outcome =>
      act(
        ({ stayOnlineUntil: _, ...presence }) => (until === null ? presence : { ...presence, stayOnlineUntil: until }),
        'rules-changed',
        false,
      ),
  };
}
