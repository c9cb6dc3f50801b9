import type { IDBPDatabase, IDBPObjectStore } from 'idb';
import type { Message } from '../storage/items/messages.ts';
import { type ArchiveSchema, keyOfRow, messageIn, type Row, rowOf, STORE } from './archive-rows.ts';

type Database = IDBPDatabase<ArchiveSchema>;
type Store = IDBPObjectStore<ArchiveSchema, [typeof STORE], typeof STORE, 'readwrite'>;

/** Rows in memory at a time. */
const BATCH = 500;

/** Keeps all messages, or none. */
export const putMessages = (database: Database, messages: Message[]): Promise<void> =>
  inOneGo(database, async (store) => {
    for (const message of messages) await replace(store, message);
  });

async function replace(store: Store, message: Message): Promise<void> {
  const row = rowOf(message);
  const before = await store.index('id').get(message.id);
  if (before) {
    if (!messageIn(before)) throw new Error(`What the archive holds as ${message.id} cannot be read`);
    await store.delete(keyOfRow(before));
  }
  await store.put(row);
}

/**
 * Goes through the messages of a range and does with each what `decide` says: keeps it as it is, puts another in its
 * place, or removes it. What changes meanwhile is left alone, and so is what cannot be read.
 */
export async function rewrite(
  database: Database,
  range: IDBKeyRange | undefined,
  decide: (message: Message) => Promise<Message | 'gone'>,
): Promise<void> {
  for (let rest = range; ; ) {
    const rows = await database.getAll(STORE, rest, BATCH);
    await rewriteRows(database, rows, decide);
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    rest = after(last, range);
  }
}

async function rewriteRows(database: Database, rows: Row[], decide: (message: Message) => Promise<Message | 'gone'>) {
  // Before the transaction, which would end while a decision waits for anything else than the database.
  const decided = await Promise.all(
    rows.map(async (row) => {
      const message = messageIn(row);
      const made = message && (await decide(message));
      return made === message ? [] : [{ row, made }];
    }),
  );
  await inOneGo(database, async (store) => {
    const isEmptied = decided.flat().filter(({ made }) => made === 'gone').length === rows.length;
    if (isEmptied && (await removeTogether(store, rows))) return;
    // All at once, so that no request waits for the answer to another.
    await Promise.all(decided.flat().map(({ row, made }) => settle(store, row, made)));
  });
}

/** One request for neighbouring rows, because a hundred thousand take minutes one by one. False when one has changed. */
async function removeTogether(store: Store, rows: Row[]): Promise<boolean> {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return true;
  const range = IDBKeyRange.bound(keyOfRow(first), keyOfRow(last));
  const now = await store.getAll(range);
  const isUnchanged = now.length === rows.length && now.every((row, i) => rows[i] && isSame(row, rows[i]));
  if (isUnchanged) await store.delete(range);
  return isUnchanged;
}

async function settle(store: Store, row: Row, made: Message | 'gone' | undefined): Promise<void> {
  const now = await store.get(keyOfRow(row));
  if (!now || !isSame(now, row) || made === undefined) return;
  await (made === 'gone' ? store.delete(keyOfRow(row)) : store.put(rowOf(made)));
}

const after = (row: Row, range: IDBKeyRange | undefined) =>
  range?.upper === undefined
    ? IDBKeyRange.lowerBound(keyOfRow(row), true)
    : IDBKeyRange.bound(keyOfRow(row), range.upper, true, range.upperOpen);

const isSame = (a: Row, b: Row) => a.v === b.v && JSON.stringify(a.data) === JSON.stringify(b.data);

/** Everything that `change` does, or nothing; on the disk before it resolves. */
async function inOneGo(database: Database, change: (store: Store) => Promise<void>): Promise<void> {
  const transaction = database.transaction(STORE, 'readwrite', { durability: 'strict' });
  // Waited for below; until then its failure is nobody's.
  transaction.done.catch(() => undefined);
  try {
    await change(transaction.store);
  } catch (problem) {
    abort(transaction);
    throw problem;
  }
  await transaction.done;
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // The database has done it already.
  }
}
