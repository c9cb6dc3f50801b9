import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { decode, failureOf, type ItemDefinition, keyOf, type Reading, valueOr } from '../storage/item.ts';
import { idsOf, onStorageChanged, readRaw } from '../storage/local.ts';

type Followed = { signal: Signal<unknown>; decode: (stored: unknown) => unknown; isLoaded: boolean };
type Family = {
  key: string;
  /** All at once: a family may have thousands of members, and each new map is a copy. */
  take: (members: [id: string, stored: unknown][]) => void;
  ids: () => Promise<string[]>;
  isLoaded: boolean;
  /** Ids that changed before the family was read: what was read of them is older. */
  changed: Set<string>;
};

/** Mirrors stored items into signals. State comes down this way alone, so every page shows the same. */
export function createFollower() {
  const followed = new Map<string, Followed>();
  const families: Family[] = [];
  /** The keys of members that cannot be read. */
  const unreadable = new Set<string>();

  onStorageChanged((changes) => {
    for (const [key, { newValue }] of Object.entries(changes)) {
      for (const family of families) {
        if (!key.startsWith(family.key)) continue;
        const id = key.slice(family.key.length);
        family.changed.add(id);
        family.take([[id, newValue]]);
      }
      const item = followed.get(key);
      if (!item) continue;
      item.isLoaded = true;
      item.signal.value = item.decode(newValue);
    }
  });

  return {
    /** A signal of an item; absent until `load` has run. */
    follow<T>(definition: ItemDefinition<T>, id = ''): ReadonlySignal<Reading<T>> {
      const key = keyOf(definition, id);
      const known = followed.get(key);
      if (known) return known.signal as Signal<Reading<T>>;
      const made = signal<Reading<T>>({ kind: 'absent' });
      const read = (stored: unknown) => decode(definition, stored);
      followed.set(key, { signal: made as Signal<unknown>, decode: read, isLoaded: false });
      return made;
    },
    /** Lets go of an item that nobody shows any more. */
    unfollow<T>(definition: ItemDefinition<T>, id: string): void {
      followed.delete(keyOf(definition, id));
    },
    /** All readable members of a family, by id; none until `load` has run. */
    followFamily<T>(definition: ItemDefinition<T>): ReadonlySignal<ReadonlyMap<string, T>> {
      const made = signal<ReadonlyMap<string, T>>(new Map());
      const take = (members: [id: string, stored: unknown][]) => {
        const next = new Map(made.value);
        for (const [id, stored] of members) {
          // The test double says null where browsers say nothing: it was removed.
          const reading = decode(definition, stored ?? undefined);
          const value = valueOr(reading, undefined);
          if (failureOf(reading)) unreadable.add(definition.key + id);
          else unreadable.delete(definition.key + id);
          if (value === undefined) next.delete(id);
          else next.set(id, value);
        }
        made.value = next;
      };
      families.push({ key: definition.key, take, ids: () => idsOf(definition), isLoaded: false, changed: new Set() });
      return made;
    },
    /** Whether something is stored under this key of a followed family that must not be written over. */
    isUnreadable: (key: string): boolean => unreadable.has(key),
    /** Reads everything that is followed and was not read yet, in one call. */
    async load(): Promise<void> {
      const unread = families.filter(({ isLoaded }) => !isLoaded);
      const members = await membersOf(unread);
      const items = [...followed].filter(([, item]) => !item.isLoaded).map(([key]) => key);
      if (members.length + items.length === 0) return;
      const stored = await readRaw([...items, ...members.map(({ family, id }) => family.key + id)]);
      for (const family of unread) family.isLoaded = true;
      // A change that came meanwhile is newer than what was read.
      for (const key of items) {
        const item = followed.get(key);
        if (!item || item.isLoaded) continue;
        item.isLoaded = true;
        item.signal.value = item.decode(stored[key]);
      }
      for (const family of unread) {
        const read = members.filter(({ family: of, id }) => of === family && !family.changed.has(id));
        if (read.length > 0) family.take(read.map(({ id }) => [id, stored[family.key + id]]));
      }
    },
  };
}

async function membersOf(families: Family[]): Promise<{ family: Family; id: string }[]> {
  const found = await Promise.all(families.map(async (family) => (await family.ids()).map((id) => ({ family, id }))));
  return found.flat();
}

export type Follower = ReturnType<typeof createFollower>;
