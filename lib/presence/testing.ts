import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Pace } from '../brevo/budget.ts';
import { type BrevoClient, createBrevoClient } from '../brevo/client.ts';
import type { BrevoFailure } from '../brevo/failure.ts';
import { createSimulationFetch } from '../brevo/simulation/fetch.ts';
import { createSimulation } from '../brevo/simulation/simulation.ts';
import { LIZ, START } from '../brevo/simulation/testing.ts';
import { noPresence, type Presence, presenceItem } from '../storage/items/presence.ts';
import { defaultPresenceSettings } from '../storage/items/presence-settings.ts';
import { entry, own, read, write } from '../storage/local.ts';
import { presenceAlarms } from './alarm.ts';
import { createPresenceLog } from './log-keeper.ts';
import { createPresence } from './presence.ts';
import { paintBadge } from './toolbar.ts';

export const PRESENCE_KEY = 'xkeysib-presence-0f0f';

/** A simulated Brevo, stored presence, fake alarms and a clock that only the test turns. */
export function createPost() {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  const now = () => Date.now();
  const simulation = createSimulation({ now, keys: { [PRESENCE_KEY]: 'full' }, agents: [LIZ] });
  const brevo = createBrevoClient({
    fetch: createSimulationFetch(simulation),
    key: async () => PRESENCE_KEY,
    now,
    timeLimitMs: 5000,
  });
  const world = {
    accountId: 'acc-1',
    agent: { kind: 'id', agentId: LIZ.id } as const,
    hasKey: true,
    hasPermission: true,
    hasWindow: true,
    /** What the browser says when it is asked. */
    input: 'active' as 'active' | 'idle' | 'locked',
    rules: structuredClone(defaultPresenceSettings),
    pace: { everyMs: 60_000, isShort: false } as Pace,
  };
  const told: string[] = [];
  return {
    simulation,
    brevo,
    world,
    /** What the notification told, in order; `over` when it was taken away. */
    told,
    /** A background that has just started. */
    wake: (
      client: Pick<BrevoClient, 'ping'> = brevo,
      look = async () => {
        const { accountId, agent, hasKey, hasPermission } = world;
        return { accountId, agent, hasKey, hasPermission };
      },
      random = () => 0,
    ) =>
      createPresence({
        stored: own(presenceItem, noPresence),
        brevo: client,
        alarms: presenceAlarms,
        look,
        rules: async () => world.rules,
        pace: async () => world.pace,
        hasWindow: async () => world.hasWindow,
        askInput: async () => world.input,
        log: createPresenceLog(),
        notification: {
          tell: async ({ status }) => void told.push(status.kind),
          untell: async () => void told.push('over'),
        },
        paint: (shown) => paintBadge(shown, 0),
        now,
        random,
      }),
    pings: () => simulation.arrivals.length,
    pass: (seconds: number) => vi.setSystemTime(now() + seconds * 1000),
  };
}

/** Pings that end when the test says so, and how many were ever under way at once. */
export function createSlowPings(failure?: BrevoFailure) {
  const waiting: (() => void)[] = [];
  const seen = { begun: 0, underWay: 0, mostAtOnce: 0 };
  const ping: BrevoClient['ping'] = async () => {
    seen.begun++;
    seen.mostAtOnce = Math.max(seen.mostAtOnce, ++seen.underWay);
    await new Promise<void>((resolve) => waiting.push(resolve));
    seen.underWay--;
    return failure ? { ok: false, failure } : { ok: true, value: { value: undefined } };
  };
  return {
    ping,
    seen,
    // Not `vi.waitFor`, which turns a fake clock.
    async begun(count: number) {
      while (seen.begun < count) await new Promise((resolve) => setImmediate(resolve));
    },
    answer() {
      for (const resolve of waiting.splice(0)) resolve();
    },
  };
}

export const storePresence = (presence: Presence) => write(entry(presenceItem, presence));

export async function storedStatus() {
  const reading = await read(presenceItem);
  return reading.kind === 'value' ? reading.value.status : reading.kind;
}

export const alarmNames = async () => (await fakeBrowser.alarms.getAll()).map(({ name }) => name).toSorted();
