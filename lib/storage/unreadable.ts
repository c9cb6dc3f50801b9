import { decode, type ItemDefinition, type Reading } from './item.ts';
import { allItems } from './items/all.ts';
import { idsOf, readRaw } from './local.ts';

/** A stored value that this version cannot read; `stored` is what is there. */
export type Unreadable = { key: string; kind: Extract<Reading<unknown>['kind'], 'corrupt' | 'newer'>; stored: unknown };

/**
 * What is stored and cannot be read. Such values stay where they are and nothing is written over them, so that a later
 * version, or somebody who looks at them, can still save what is inside. Rejects when the browser's storage is out of order.
 */
export async function findUnreadable(): Promise<Unreadable[]> {
  const found = await Promise.all(allItems.map(unreadableOf));
  return found.flat().sort((a, b) => (a.key < b.key ? -1 : 1));
}

async function unreadableOf(definition: ItemDefinition<unknown>): Promise<Unreadable[]> {
  const all = await readRaw(await keysOf(definition));
  return Object.entries(all).flatMap(([key, stored]) => {
    const { kind } = decode(definition, stored);
    return kind === 'corrupt' || kind === 'newer' ? { key, kind, stored } : [];
  });
}

const keysOf = async (definition: ItemDefinition<unknown>): Promise<string[]> =>
  definition.key.endsWith(':') ? (await idsOf(definition)).map((id) => definition.key + id) : [definition.key];
