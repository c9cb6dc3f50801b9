import { createKeyedQueue } from '../keyed-queue.ts';
import { err, ok, type Result } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import { failureOf } from '../storage/item.ts';
import { type Rule, type Site, siteItem } from '../storage/items/sites.ts';
import { entry, idsOf, read, remove, write } from '../storage/local.ts';

type Dependencies = {
  /** What the browser lets in. */
  grantedSites: () => Promise<string[]>;
  registerHost: (sites: string[]) => Promise<void>;
  revoke: (site: string) => Promise<unknown>;
  now: () => number;
};

type Saved = Result<undefined, StorageFailure>;

/** The one writer of sites: what the agent switched on, what is read there, and whether the browser agrees. */
export function createSites({ grantedSites, registerHost, revoke, now }: Dependencies) {
  const queue = createKeyedQueue();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => queue('sites', task);

  const update = async (origin: string, change: (site: Site) => Site): Promise<Saved> => {
    const reading = await read(siteItem, origin).catch(() => undefined);
    if (!reading) return err({ kind: 'storage-unavailable' });
    const failure = failureOf(reading);
    if (failure) return err(failure);
    const before = reading.kind === 'value' ? reading.value : undefined;
    const after = change(before ?? { origin, addedAt: now(), isOn: false, isHidden: false, rules: [] });
    return JSON.stringify(after) === JSON.stringify(before) ? ok(undefined) : write(entry(siteItem, after, origin));
  };

  /**
   * Brings records and registration in line with what the browser grants: at every start, and when a grant comes or goes.
   * Gives what is granted, and what was until now.
   */
  const reconcile = (): Promise<{ granted: string[]; lost: string[] }> =>
    inTurn(async () => {
      const granted = await grantedSites();
      await registerHost(granted);
      const lost: string[] = [];
      const known = await idsOf(siteItem);
      for (const origin of new Set([...known, ...granted])) {
        const isOn = granted.includes(origin);
        await update(origin, (site) => {
          if (site.isOn && !isOn) lost.push(origin);
          return { ...site, isOn };
        });
      }
      return { granted, lost };
    });

  return {
    reconcile,
    async find(origin: string): Promise<Site | undefined> {
      const reading = await read(siteItem, origin);
      return reading.kind === 'value' ? reading.value : undefined;
    },
    setHidden: (origin: string, isHidden: boolean): Promise<Saved> =>
      inTurn(() => update(origin, (site) => ({ ...site, isHidden }))),
    changeRules: (origin: string, change: (rules: Rule[]) => Rule[]): Promise<Saved> =>
      inTurn(() => update(origin, (site) => ({ ...site, rules: change(site.rules) }))),
    async switchOff(origin: string): Promise<Saved> {
      await revoke(origin);
      await reconcile();
      return ok(undefined);
    },
    async forget(origin: string): Promise<Saved> {
      await revoke(origin);
      await reconcile();
      return inTurn(() => remove(siteItem.key + origin));
    },
  };
}

export type Sites = ReturnType<typeof createSites>;
