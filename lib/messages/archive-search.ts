import type { IDBPIndex, IDBPObjectStore } from 'idb';
import type { HistoryQuery } from '../messaging/contract.ts';
import type { MessageKey } from './archive.ts';
import { type ArchiveSchema, beginningWith, newestFirst, type STORE } from './archive-rows.ts';
import { criteriaOf } from './search-words.ts';

type Store = IDBPObjectStore<ArchiveSchema, [typeof STORE], typeof STORE, 'readonly'>;
type IndexName = keyof ArchiveSchema[typeof STORE]['indexes'];

/** The keys of all rows that fit, newest first, found in the indexes alone: no text is read. */
export async function findKeys(store: Store, query: HistoryQuery): Promise<MessageKey[]> {
  const asked = questions(store, query);
  if (asked.length === 0) return (await store.getAllKeys()).reverse();
  const [first, ...others] = (await Promise.all(asked)).map(byId).sort((a, b) => a.size - b.size);
  const found = [...(first ?? [])].filter(([id]) => others.every((other) => other.has(id)));
  return found.map(([, key]) => key).sort(newestFirst);
}

/** One answer for each thing that the query asks; a row has to be in all of them. */
function questions(store: Store, query: HistoryQuery): Promise<MessageKey[]>[] {
  const { words, visitor, mode, states } = criteriaOf(query);
  const index = (name: IndexName): IDBPIndex<ArchiveSchema, [typeof STORE], typeof STORE, IndexName> =>
    store.index(name);
  const asked = words.map((word) => index('words').getAllKeys(beginningWith(word)));
  if (visitor !== '') asked.push(index('visitor').getAllKeys(beginningWith(visitor)));
  if (mode) asked.push(index('mode').getAllKeys(mode));
  if (states) {
    const parts = states.map((state) => index('state').getAllKeys(state));
    asked.push(Promise.all(parts).then((keys) => keys.flat()));
  }
  return asked;
}

/** A row with several fitting words comes several times. */
const byId = (keys: MessageKey[]) => new Map(keys.map((key) => [key[1], key]));
