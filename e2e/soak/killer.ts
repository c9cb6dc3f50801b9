import type { Simulation } from '../../lib/brevo/simulation/types.ts';
import type { Browser } from '../browsers/browser.ts';
import type { Chance } from './chance.ts';
import { isPost } from './traffic.ts';

/** Longer than the hold of a message, so that what is confirmed now is waited for. */
const PATIENCE_MS = 4000;
const SLOW = { kind: 'delay', ms: 1500 } as const;

/** Kills the background: at any moment, or while Brevo takes its time over a message. */
export function createKiller(browser: Browser, brevo: Simulation, chance: Chance) {
  let pending: Promise<void> = Promise.resolve();
  const kills = { any: 0, inFlight: 0 };

  const atAnyMoment = async (moment: number) => {
    await pause(moment);
    await browser.killWorker();
    kills.any += 1;
  };
  const inFlight = async (moment: number) => {
    const before = postsAt(brevo);
    for (const path of ['messages', 'pushedMessages']) {
      brevo.script({ method: 'POST', path: `/conversations/${path}`, fault: SLOW });
    }
    const end = Date.now() + PATIENCE_MS;
    while (postsAt(brevo) === before && Date.now() < end) await pause(20);
    if (postsAt(brevo) === before) return;
    await pause(moment);
    await browser.killWorker();
    kills.inFlight += 1;
  };

  return {
    /** Goes on by itself, after the kill before it. */
    async killSoon(): Promise<void> {
      await pending;
      const how = chance() < 0.6 ? inFlight : atAnyMoment;
      pending = how(chance() * 1000);
      // Its failure is that of the next one, or of `done`.
      pending.catch(() => undefined);
    },
    done: () => pending,
    kills: (): Readonly<typeof kills> => kills,
  };
}

const postsAt = (brevo: Simulation) => brevo.arrivals.filter(({ request }) => isPost(request)).length;

/** A random moment is the point of these kills, not a wait for something. */
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
