import { AsyncLocalStorage } from 'node:async_hooks';
import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';

/**
 * One life of the background. After so many steps (before and after each outside call) nothing of it goes on. While its
 * disk is full it can write nothing.
 */
export type Life = { stepsLeft: number; isDiskFull?: boolean };

const lives = new AsyncLocalStorage<Life>();
const never = new Promise<never>(() => undefined);

/** Runs what belongs to a life; what it awaits belongs to it too. */
export const living = <T>(life: Life, run: () => T): T => lives.run(life, run);

async function step(): Promise<void> {
  const life = lives.getStore();
  if (!life) return;
  if (life.stepsLeft <= 0) return never;
  life.stepsLeft--;
}

/** The same call, but one of a dead life does not begin, and one that outlives its life is never answered. */
export function mortal<A extends unknown[], R>(call: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  return async (...args) => {
    await step();
    const result = await call(...args);
    await step();
    return result;
  };
}

/** Makes storage obey the life that calls it; pages, which belong to none, write as ever. */
export function makeStorageMortal(): void {
  const { local } = fakeBrowser.storage;
  for (const name of ['get', 'set', 'remove'] as const) {
    const call = local[name].bind(local) as (...args: unknown[]) => Promise<void>;
    const obeying = mortal(async (...args) => {
      if (name === 'set' && lives.getStore()?.isDiskFull) throw new Error('full');
      return call(...args);
    });
    vi.spyOn(local, name).mockImplementation(obeying);
  }
}
