import { browser } from 'wxt/browser';
import { err, ok, type Result } from '../result.ts';
import type { StorageFailure } from './failure.ts';
import { decode, encode, failureOf, type ItemDefinition, keyOf, type Reading, valueOr } from './item.ts';

type Changes = Record<string, { newValue?: unknown }>;
/** One value on its way into storage. */
export type Entry = [key: string, stored: unknown];

export const entry = <T>(definition: ItemDefinition<T>, value: T, id = ''): Entry => [
  keyOf(definition, id),
  encode(definition, value),
];

/** Reads several keys in one call, raw. Rejects when the browser's storage is out of order. */
export const readRaw = (keys: string[]): Promise<Record<string, unknown>> => browser.storage.local.get(keys);

/** Reads one value. Rejects when the browser's storage is out of order. */
export async function read<T>(definition: ItemDefinition<T>, id = ''): Promise<Reading<T>> {
  const key = keyOf(definition, id);
  return decode(definition, (await readRaw([key]))[key]);
}

/** Reads several members of a family in one call, in the order asked. */
export async function readMany<T>(definition: ItemDefinition<T>, ids: string[]): Promise<Reading<T>[]> {
  if (ids.length === 0) return [];
  const stored = await readRaw(ids.map((id) => keyOf(definition, id)));
  return ids.map((id) => decode(definition, stored[keyOf(definition, id)]));
}

/** Writes all entries, or none. The call leaves in this very tick, so it outlives a page that closes right after. */
export async function write(...entries: Entry[]): Promise<Result<undefined, StorageFailure>> {
  try {
    await browser.storage.local.set(Object.fromEntries(entries));
    return ok(undefined);
  } catch {
    return err({ kind: 'storage-unavailable' });
  }
}

/** Removes keys; what is not there is fine. */
export async function remove(...keys: string[]): Promise<Result<undefined, StorageFailure>> {
  try {
    await browser.storage.local.remove(keys);
    return ok(undefined);
  } catch {
    return err({ kind: 'storage-unavailable' });
  }
}

/** The ids of all stored members of a family. */
export async function idsOf<T>({ key: prefix }: ItemDefinition<T>): Promise<string[]> {
  return (await allKeys()).filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
}

/** `getKeys` is there from Chrome 130 and Firefox 143; without it everything has to be read. */
async function allKeys(): Promise<string[]> {
  const local: { getKeys?: () => Promise<string[]> } = browser.storage.local;
  return local.getKeys ? local.getKeys() : Object.keys(await browser.storage.local.get(null));
}

/** Keeps content scripts out of local storage where the browser can (Chrome); the key is never there in any case. */
export async function closeToContentScripts(): Promise<void> {
  const local: Partial<Pick<typeof browser.storage.local, 'setAccessLevel'>> = browser.storage.local;
  await local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}

/** Calls back with every change of local storage. Must run before the first `await` of the background. */
export function onStorageChanged(listener: (changes: Changes) => void): () => void {
  const onChanged = (changes: Changes, area: string) => {
    if (area === 'local') listener(changes);
  };
  browser.storage.onChanged.addListener(onChanged);
  return () => browser.storage.onChanged.removeListener(onChanged);
}

export type Owned<T> = {
  read(): Promise<T>;
  /** Reads, changes and writes with no other update of this item in between. What cannot be read is not overwritten. */
  update(change: (value: T) => T): Promise<Result<T, StorageFailure>>;
};

/** An item seen by its one writer, who alone may change it. `fallback` is what it holds before the first write. */
export function own<T>(definition: ItemDefinition<T>, fallback: T): Owned<T> {
  let last: Promise<unknown> = Promise.resolve();
  const change = async (fn: (value: T) => T): Promise<Result<T, StorageFailure>> => {
    const reading = await read(definition).catch(() => undefined);
    if (!reading) return err({ kind: 'storage-unavailable' });
    const failure = failureOf(reading);
    if (failure) return err(failure);
    const value = fn(reading.kind === 'value' ? reading.value : fallback);
    const written = await write(entry(definition, value));
    return written.ok ? ok(value) : written;
  };
  return {
    async read() {
      return valueOr(await read(definition), fallback);
    },
    update(fn) {
      const next = last.then(() => change(fn));
      // A bug in one change must not stop every later one.
      last = next.catch(() => undefined);
      return next;
    },
  };
}
