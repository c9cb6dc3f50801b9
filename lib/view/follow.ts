import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { decode, type ItemDefinition, keyOf, type Reading } from '../storage/item.ts';
import { onStorageChanged, readRaw } from '../storage/local.ts';

type Followed = { signal: Signal<unknown>; decode: (stored: unknown) => unknown; isLoaded: boolean };

/** Mirrors stored items into signals. State comes down this way alone, so every page shows the same. */
export function createFollower() {
  const followed = new Map<string, Followed>();

  onStorageChanged((changes) => {
    for (const [key, { newValue }] of Object.entries(changes)) {
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
    /** Reads everything that is followed and was not read yet, in one call. */
    async load(): Promise<void> {
      const wanted = [...followed].filter(([, item]) => !item.isLoaded).map(([key]) => key);
      if (wanted.length === 0) return;
      const stored = await readRaw(wanted);
      for (const key of wanted) {
        const item = followed.get(key);
        // A change that came meanwhile is newer than what was read.
        if (!item || item.isLoaded) continue;
        item.isLoaded = true;
        item.signal.value = item.decode(stored[key]);
      }
    },
  };
}

export type Follower = ReturnType<typeof createFollower>;
