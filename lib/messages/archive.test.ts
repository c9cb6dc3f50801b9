import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Archive, createArchive, type MessageKey } from './archive.ts';
import { newestFirst } from './archive-rows.ts';
import { anyMessages, anyQuery, everything, sentOf, states } from './history-testing.ts';
import { fits } from './search-words.ts';
import { isOver } from './states.ts';
import { messageOf } from './testing.ts';
import { textHash } from './text-hash.ts';

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});

const all = async (archive: Archive) => archive.get(await archive.find(everything));
const idsIn = async (archive: Archive) => (await archive.find(everything)).map(([, id]) => id);

/** Puts a row there that this version of the extension cannot read. */
async function damage(id: string, envelope: { v: number; data: unknown }): Promise<void> {
  const database = await openDB('archive', 1);
  const row = await database.getFromIndex('messages', 'id', id);
  await database.put('messages', { ...row, ...envelope });
  database.close();
}
const rawRow = async (id: string) => (await openDB('archive', 1)).getFromIndex('messages', 'id', id);

describe('the archive', () => {
  it('keeps messages across restarts, newest first', async () => {
    await createArchive().put([sentOf('a', 1), sentOf('c', 3), sentOf('b', 3)]);
    const archive = createArchive();
    expect(await archive.find(everything)).toEqual([
      [3, 'c'],
      [3, 'b'],
      [1, 'a'],
    ]);
    expect(await all(archive)).toEqual([sentOf('c', 3), sentOf('b', 3), sentOf('a', 1)]);
    expect(await archive.one('a')).toMatchObject({ id: 'a' });
    expect(await archive.one('z')).toBeUndefined();
  });

  it('replaces a message, also when its time changed', async () => {
    const archive = createArchive();
    await archive.put([sentOf('a', 1, { text: 'old' })]);
    await archive.put([sentOf('a', 9, { text: 'new' })]);
    expect(await all(archive)).toEqual([sentOf('a', 9, { text: 'new' })]);
    expect(await archive.find({ ...everything, text: 'old' })).toEqual([]);
  });

  it('writes to the disk before it says that it has', async () => {
    const archive = createArchive();
    const began = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await archive.put([sentOf('a', 1)]);
    expect(began).toHaveBeenCalledWith('messages', 'readwrite', { durability: 'strict' });
  });

  it('gives what is still there, in the order asked', async () => {
    const archive = createArchive();
    await archive.put([sentOf('a', 1), sentOf('b', 2)]);
    expect(
      await archive.get([
        [1, 'a'],
        [7, 'z'],
        [2, 'b'],
      ]),
    ).toEqual([sentOf('a', 1), sentOf('b', 2)]);
  });

  it('finds the same as a look at each message does', async () => {
    await fc.assert(
      fc.asyncProperty(anyMessages, anyQuery, async (messages, query) => {
        vi.stubGlobal('indexedDB', new IDBFactory());
        const archive = createArchive();
        await archive.put(messages);
        const looked = messages.filter((message) => fits(message, query));
        const keys = looked.map(({ confirmedAt, id }): MessageKey => [confirmedAt, id]);
        expect(await archive.find(query)).toEqual(keys.sort(newestFirst));
      }),
    );
  });
});

describe('what is too old', () => {
  it('goes when nothing is left to decide, whatever the number', async () => {
    const archive = createArchive();
    await archive.put(Array.from({ length: 1201 }, (_, n) => sentOf(`m-${n}`, n)));
    await archive.removeBefore(1200);
    expect(await idsIn(archive)).toEqual(['m-1200']);
  });

  it('stays while it may still need the agent', async () => {
    const archive = createArchive();
    await archive.put(states.map((state, n) => messageOf(state, { id: `${state.kind}-${n}`, confirmedAt: n })));
    await archive.removeBefore(Number.POSITIVE_INFINITY);
    const left = (await all(archive)).map(({ state }) => state.kind);
    expect(left.toSorted()).toEqual(['dispatching', 'held', 'needs-answer', 'queued', 'unknown']);
  });
});

describe('texts that are not kept', () => {
  it('are replaced by their hash when nothing is left to decide, and no longer found by their words', async () => {
    const archive = createArchive();
    const messages = states.map((state, n) => messageOf(state, { id: `m-${n}`, text: 'Secret plan', confirmedAt: n }));
    await archive.put(messages);
    await archive.forgetTexts();
    for (const message of messages) {
      const [now] = await archive.get([[message.confirmedAt, message.id]]);
      const forgotten = { ...message, text: '', textHash: await textHash(message, 'Secret plan') };
      expect(now).toEqual(isOver(message) ? forgotten : message);
      if (isOver(message)) expect(JSON.stringify(await rawRow(message.id))).not.toMatch(/secret/i);
    }
    const found = await archive.find({ ...everything, text: 'secret' });
    expect(found).toHaveLength(messages.filter((message) => !isOver(message)).length);
  });

  it('leave a hash alone that stands there already', async () => {
    const archive = createArchive();
    await archive.put([sentOf('a', 1, { text: '', textHash: 'h' })]);
    await archive.forgetTexts();
    expect(await all(archive)).toEqual([sentOf('a', 1, { text: '', textHash: 'h' })]);
  });

  it('G-R7 does not bring back what changed while it was hashed', async () => {
    const archive = createArchive();
    await archive.put([sentOf('a', 1)]);
    const digest = crypto.subtle.digest.bind(crypto.subtle);
    vi.spyOn(crypto.subtle, 'digest').mockImplementationOnce(async (...given) => {
      await createArchive().put([sentOf('a', 1, { text: 'edited' })]);
      return digest(...given);
    });
    await archive.forgetTexts();
    expect(await all(archive)).toEqual([sentOf('a', 1, { text: 'edited' })]);
  });
});

describe('what cannot be read', () => {
  const damages = { 'G-R9 corrupt': { v: 2, data: 'x' }, 'G-R10 newer': { v: 99, data: { text: 'future' } } };

  it.each(Object.entries(damages))(
    '%s: is left out, and neither swept, emptied nor written over',
    async (_, envelope) => {
      const archive = createArchive();
      await archive.put([sentOf('a', 1), sentOf('b', 2)]);
      await damage('a', envelope);
      const before = await rawRow('a');
      expect(await all(archive)).toEqual([sentOf('b', 2)]);
      await archive.forgetTexts();
      await archive.removeBefore(Number.POSITIVE_INFINITY);
      await expect(archive.put([sentOf('c', 3), sentOf('a', 4)])).rejects.toThrow('a cannot be read');
      expect(await rawRow('a')).toEqual(before);
      expect(await idsIn(archive)).toEqual(['a']);
      expect(await archive.one('a')).toBe('unreadable');
    },
  );

  it('G-R10 reads what version 1 wrote', async () => {
    const archive = createArchive();
    await archive.put([sentOf('a', 1)]);
    await damage('a', { v: 1, data: sentOf('a', 1) });
    expect(await all(archive)).toEqual([sentOf('a', 1)]);
  });
});

describe('G-R9 a browser whose database is out of order', () => {
  it('is reported, and works again when it is back', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
      throw new DOMException('A mutation operation was attempted on a database that did not allow mutations.');
    });
    const archive = createArchive();
    await expect(archive.put([sentOf('a', 1)])).rejects.toThrow();
    await archive.put([sentOf('a', 1)]);
    expect(await idsIn(archive)).toEqual(['a']);
  });

  it('keeps all of what was given, or nothing', async () => {
    const archive = createArchive();
    await archive.put([sentOf('a', 1, { text: 'old' })]);
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put')
      .mockImplementationOnce(function (this: IDBObjectStore, ...given) {
        return put.apply(this, given);
      })
      .mockImplementationOnce(() => {
        throw new DOMException('Full', 'QuotaExceededError');
      });
    await expect(archive.put([sentOf('a', 9, { text: 'new' }), sentOf('b', 2)])).rejects.toThrow('Full');
    expect(await all(archive)).toEqual([sentOf('a', 1, { text: 'old' })]);
  });
});
