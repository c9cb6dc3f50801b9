import type { BrevoClient } from '../brevo/client.ts';
import type { AgentIdentity } from '../brevo/identity.ts';
import { err, ok, type Result } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import type { Presence } from '../storage/items/presence.ts';
import type { Owned } from '../storage/local.ts';
import type { PresenceAlarms } from './alarm.ts';
import { afterPing, type Circumstances, nextStep, type Reason } from './policy.ts';

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
  paint: (presence: Presence) => Promise<void>;
  now: () => number;
};

type Outcome = Promise<Result<Presence, StorageFailure>>;

/** Keeps the agent online. `refresh` is the only thing that changes presence; everything may call it at any time. */
export function createPresence({ stored, brevo, alarms, look, paint, now }: Dependencies) {
  let last: Promise<unknown> = Promise.resolve();

  const run = (reason: Reason, mayPing = true): Outcome =>
    step(reason, mayPing).catch(() => err({ kind: 'storage-unavailable' }));

  const step = async (reason: Reason, mayPing: boolean): Outcome => {
    // The alarm comes first: whatever fails after it, the background is woken again.
    const wasMissing = await setAlarms((await stored.read()).wish);
    const { accountId, agent, hasKey, hasPermission } = await look();
    const world: Circumstances = { hasKey, hasPermission, hasAgent: agent !== undefined };
    let ping = false;
    const stepped = await stored.update((presence) => {
      const next = nextStep(presence, world, wasMissing && reason === 'woke' ? 'started' : reason, now());
      ping = next.ping;
      return { ...presence, ...(accountId && { accountId }), status: next.status };
    });
    if (!stepped.ok) return stepped;
    await paint(stepped.value);
    return ping && mayPing && agent ? pingNow(agent) : stepped;
  };

  /** True when the heartbeat was missing. */
  const setAlarms = async (wish: Presence['wish']): Promise<boolean> => {
    if (wish === 'on') return alarms.ensure(now());
    await alarms.stop();
    return false;
  };

  const pingNow = async (agent: AgentIdentity): Outcome => {
    await alarms.armRetry();
    // The switch does not wait for its turn: it may have been turned off since the decision to ping.
    const current = await stored.read();
    if (current.wish === 'off') {
      await alarms.stop();
      return ok(current);
    }
    const startedAt = now();
    const answer = await brevo.ping(agent);
    const failure = answer.ok ? undefined : answer.failure;
    const settled = await stored.update((presence) =>
      // Switched off while the ping was under way: the switch wins.
      presence.wish === 'off'
        ? { ...presence, ...(answer.ok && { status: { kind: 'off', confirmedAt: now() } }) }
        : { ...presence, status: afterPing(presence.status, { startedAt, endedAt: now(), failure }) },
    );
    if (!settled.ok) return settled;
    if (answer.ok || settled.value.status.kind === 'stopped') await alarms.clearRetry();
    await paint(settled.value);
    return settled;
  };

  /** One at a time, in the order asked: never two pings in flight. */
  const refresh = (reason: Reason): Outcome => {
    const next = last.then(() => run(reason));
    // A failed storage must not block every later refresh.
    last = next.catch(() => undefined);
    return next;
  };

  return {
    refresh,
    /** The switch. Off ends at once: it does not wait for a ping under way. */
    async set(wish: Presence['wish']): Outcome {
      const wished = await stored.update((presence) => ({ ...presence, wish }));
      if (!wished.ok || wish === 'on') return wished.ok ? refresh('switched-on') : wished;
      // It has not waited its turn, so it leaves the ping to the refresh of whoever switches on meanwhile.
      return run('switched-on', false);
    },
  };
}
