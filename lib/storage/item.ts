import * as z from 'zod/mini';
import type { StorageFailure } from './failure.ts';

/**
 * One kind of stored value. It is stored as `{ v, data }`, so that a value and its version are written together.
 * `key` ends in `:` for a family with one key per entity.
 */
export type ItemDefinition<T> = {
  key: string;
  version: number;
  schema: z.ZodMiniType<T>;
  /** `migrations[n]` turns the data of version n into that of version n + 1: pure, and safe to run twice. */
  migrations?: Record<number, (data: unknown) => unknown>;
};

/** What a stored value turned out to be. Neither a corrupt nor a newer one may be overwritten. */
export type Reading<T> =
  | { kind: 'absent' }
  | { kind: 'value'; value: T }
  | { kind: 'corrupt' }
  /** Written by a later version of the extension. */
  | { kind: 'newer' };

const envelope = z.object({ v: z.number(), data: z.unknown() });

/** Turns a stored value into what the definition says it is. */
export function decode<T>(definition: ItemDefinition<T>, stored: unknown): Reading<T> {
  if (stored === undefined) return { kind: 'absent' };
  const opened = envelope.safeParse(stored);
  if (!opened.success) return { kind: 'corrupt' };
  if (opened.data.v > definition.version) return { kind: 'newer' };
  try {
    const parsed = definition.schema.safeParse(migrated(definition, opened.data));
    return parsed.success ? { kind: 'value', value: parsed.data } : { kind: 'corrupt' };
  } catch {
    // A migration met data that its version never stored.
    return { kind: 'corrupt' };
  }
}

function migrated<T>({ version, migrations }: ItemDefinition<T>, stored: z.infer<typeof envelope>): unknown {
  let { data } = stored;
  for (let v = stored.v; v < version; v++) {
    const migrate = migrations?.[v];
    if (!migrate) throw new Error(`No way from version ${v}`);
    data = migrate(data);
  }
  return data;
}

/** The stored form of a value. */
export const encode = <T>(definition: ItemDefinition<T>, value: T) => ({ v: definition.version, data: value });

/** The key of one member of a family, or of the item itself. */
export const keyOf = <T>(definition: ItemDefinition<T>, id = '') => definition.key + id;

/** Why a reading holds no value although something is stored. */
export function failureOf({ kind }: Reading<unknown>): StorageFailure | undefined {
  if (kind === 'corrupt') return { kind: 'storage-corrupt' };
  return kind === 'newer' ? { kind: 'storage-newer' } : undefined;
}

/** The value of a reading, or `fallback` when nothing was ever stored or it cannot be read. */
export const valueOr = <T, F>(reading: Reading<T>, fallback: F): T | F =>
  reading.kind === 'value' ? reading.value : fallback;
