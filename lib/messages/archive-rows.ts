import type { DBSchema } from 'idb';
import { decode, encode, valueOr } from '../storage/item.ts';
import { type Message, messageItem } from '../storage/items/messages.ts';
import type { MessageKey } from './archive.ts';
import { type SearchFields, searchFields } from './search-words.ts';

/** A message as the archive keeps it: `{ v, data }` like every stored value, and beside it what the indexes need. */
export type Row = SearchFields & { confirmedAt: number; id: string; v: number; data: unknown };

export const STORE = 'messages';

export interface ArchiveSchema extends DBSchema {
  [STORE]: {
    key: MessageKey;
    value: Row;
    indexes: { id: string; words: string; visitor: string; mode: string; state: string };
  };
}

export const rowOf = (message: Message): Row => ({
  ...searchFields(message),
  confirmedAt: message.confirmedAt,
  id: message.id,
  ...encode(messageItem, message),
});

export const keyOfRow = ({ confirmedAt, id }: Row): MessageKey => [confirmedAt, id];

/** Undefined when nothing is there, or nothing that this version can read. */
export const messageIn = (row: Row | undefined): Message | undefined => valueOr(decode(messageItem, row), undefined);

/** The order of history. */
export const newestFirst = ([timeA, a]: MessageKey, [timeB, b]: MessageKey): number => {
  if (timeA !== timeB) return timeB - timeA;
  if (a === b) return 0;
  return a < b ? 1 : -1;
};

/** All strings that begin with `prefix`, which is not empty. */
export function beginningWith(prefix: string): IDBKeyRange {
  const kept = prefix.replace(/\uffff+$/, '');
  // Nothing follows the last of all characters, so there is no end to what begins with it.
  if (kept === '') return IDBKeyRange.lowerBound(prefix);
  const last = kept.charCodeAt(kept.length - 1);
  return IDBKeyRange.bound(prefix, kept.slice(0, -1) + String.fromCharCode(last + 1), false, true);
}
