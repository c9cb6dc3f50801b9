import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { HistoryQuery } from '../messaging/contract.ts';
import { err, ok } from '../result.ts';
import type { MessageSettings } from '../storage/items/message-settings.ts';
import type { Message } from '../storage/items/messages.ts';
import { createArchive } from './archive.ts';
import { createHistory } from './history.ts';
import { anyMessages, anyQuery, DAY_MS, everything, sentOf, states, UNKNOWN } from './history-testing.ts';
import type { HotRecords } from './retention.ts';
import { fits } from './search-words.ts';
import { isForgettable } from './states.ts';
import { messageOf } from './testing.ts';
import { textHash } from './text-hash.ts';

const NOW = new Date(2026, 4, 4, 12).getTime();
const unavailable = err({ kind: 'storage-unavailable' as const });

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});

function recordsOf(messages: Message[]) {
  const byId = new Map(messages.map((message) => [message.id, message]));
  return {
    byId,
    all: async () => [...byId.values()],
    replace: async (before: Message, after: Message) => {
      if (JSON.stringify(byId.get(before.id)) === JSON.stringify(before)) byId.set(after.id, after);
      return ok(undefined);
    },
    forget: vi.fn<HotRecords['forget']>(async (ids) => {
      for (const id of ids) byId.delete(id);
      return ok(undefined);
    }),
  };
}

async function open({ hot = [] as Message[], archived = [] as Message[], retentionDays = 30 } = {}) {
  const archive = createArchive();
  await archive.put(archived);
  const records = recordsOf(hot);
  const settings = vi.fn(async (): Promise<MessageSettings | undefined> => ({ undoWindowS: 5, retentionDays }));
  const history = createHistory({ archive, records, settings, now: () => NOW });
  const ids = async (query: HistoryQuery = everything) => {
    const page = await history.page(query, 0, 200);
    return page.ok ? page.value.map(({ id }) => id) : page;
  };
  return { archive, records, settings, history, ids };
}

describe('history', () => {
  it('is what is at hand and what is archived, newest first', async () => {
    const { history, ids } = await open({
      hot: [sentOf('hot-1', 10), sentOf('hot-2', 30)],
      archived: [sentOf('old-1', 20), sentOf('old-2', 5)],
    });
    expect(await ids()).toEqual(['hot-2', 'old-1', 'hot-1', 'old-2']);
    expect(await history.page(everything, 1, 2)).toEqual(ok([sentOf('old-1', 20), sentOf('hot-1', 10)]));
    expect(await history.page(everything, 4, 2)).toEqual(ok([]));
  });

  it('counts a message once that is in both, as the records know it, even where it then no longer fits', async () => {
    const { history } = await open({
      hot: [sentOf('a', 2, { text: 'new words' })],
      archived: [sentOf('a', 1, { text: 'old words' })],
    });
    expect(await history.page(everything, 0, 9)).toEqual(ok([sentOf('a', 2, { text: 'new words' })]));
    expect(await history.find({ ...everything, text: 'old' })).toEqual(ok({ total: 0, days: [] }));
  });

  it('says how many there are, and on which days', async () => {
    const day = (date: number, hour: number) => new Date(2026, 4, date, hour).getTime();
    const { history } = await open({
      hot: [sentOf('a', day(4, 9)), sentOf('b', day(3, 0))],
      archived: [sentOf('c', day(3, 23)), sentOf('d', day(1, 12))],
    });
    expect(await history.find(everything)).toEqual(
      ok({
        total: 4,
        days: [
          { start: day(4, 0), count: 1 },
          { start: day(3, 0), count: 2 },
          { start: day(1, 0), count: 1 },
        ],
      }),
    );
  });

  it('finds every message that fits and no other, wherever it is', async () => {
    await fc.assert(
      fc.asyncProperty(anyMessages, anyQuery, fc.nat(), async (messages, query, split) => {
        vi.stubGlobal('indexedDB', new IDBFactory());
        const at = split % (messages.length + 1);
        const { ids } = await open({ hot: messages.slice(0, at), archived: messages.slice(at) });
        const fitting = messages.filter((message) => fits(message, query)).map(({ id }) => id);
        expect(new Set((await ids(query)) as string[])).toEqual(new Set(fitting));
      }),
      { numRuns: 50 },
    );
  });

  it('does not search again to scroll, and does when asked to find', async () => {
    const { archive, history, ids } = await open({ archived: [sentOf('a', 1)] });
    const searched = vi.spyOn(archive, 'find');
    await history.find(everything);
    await Promise.all([history.page(everything, 0, 1), history.page(everything, 1, 1)]);
    expect(searched).toHaveBeenCalledTimes(1);
    await archive.put([sentOf('b', 2)]);
    expect(await ids()).toEqual(['a']);
    await history.find(everything);
    expect(await ids()).toEqual(['b', 'a']);
    await history.page({ ...everything, mode: 'agent' }, 0, 1);
    expect(searched).toHaveBeenCalledTimes(3);
  });

  it('finds a message that moves into the archive while it is read', async () => {
    const { archive, records, ids } = await open({ hot: [sentOf('a', 1)] });
    const find = archive.find;
    vi.spyOn(archive, 'find').mockImplementationOnce(async (query) => {
      await archive.put([sentOf('a', 1)]);
      records.byId.delete('a');
      return find(query);
    });
    expect(await ids()).toEqual(['a']);
  });

  it('G-R9 says that it cannot be read, and searches anew the next time', async () => {
    const { archive, history, ids } = await open({ archived: [sentOf('a', 1)] });
    vi.spyOn(archive, 'find').mockRejectedValueOnce(new Error('disk')).mockRejectedValueOnce(new Error('disk'));
    expect(await history.find(everything)).toEqual(unavailable);
    expect(await history.page(everything, 0, 1)).toEqual(unavailable);
    expect(await ids()).toEqual(['a']);
  });
});

describe('wiping', () => {
  it('removes all that has come to its end and leaves what may still need the agent', async () => {
    const every = states.map((state, n) => messageOf(state, { id: `m-${n}`, confirmedAt: n }));
    const { history, ids } = await open({
      hot: every.map((message) => ({ ...message, id: `hot-${message.id}` })),
      archived: every,
    });
    await history.find(everything);
    expect(await history.wipe()).toEqual(ok(undefined));
    const left = every.filter((message) => !isForgettable(message)).flatMap(({ id }) => [id, `hot-${id}`]);
    expect(((await ids()) as string[]).toSorted()).toEqual(left.toSorted());
  });

  it('G-R9 says when it could not', async () => {
    const { archive, records, history } = await open({ hot: [sentOf('a', 1)] });
    records.forget.mockResolvedValueOnce(unavailable);
    expect(await history.wipe()).toEqual(unavailable);
    vi.spyOn(archive, 'removeBefore').mockRejectedValueOnce(new Error('disk'));
    expect(await history.wipe()).toEqual(unavailable);
  });
});

describe('keeping history for a number of days', () => {
  const ages = (ages: number[], prefix: string) => ages.map((age) => sentOf(`${prefix}${age}`, NOW - age * DAY_MS));

  it('removes what is older and has come to its end', async () => {
    const { history, ids } = await open({
      hot: [...ages([1, 7, 8], 'h'), messageOf(UNKNOWN, { id: 'u', confirmedAt: NOW - 9 * DAY_MS })],
      archived: [...ages([6, 7, 90], 'a'), messageOf(UNKNOWN, { id: 'v', confirmedAt: NOW - 10 * DAY_MS })],
      retentionDays: 7,
    });
    await history.sweep();
    expect(await ids()).toEqual(['h1', 'a6', 'h7', 'a7', 'u', 'v']);
  });

  it('with 0 keeps a hash in place of each text, and the rest for 30 days', async () => {
    const { records, archive, history, ids } = await open({
      hot: [...ages([1, 31], 'h'), messageOf(UNKNOWN, { id: 'u', confirmedAt: NOW })],
      archived: ages([29, 31], 'a'),
      retentionDays: 0,
    });
    await history.sweep();
    expect(await ids()).toEqual(['u', 'h1', 'a29']);
    expect(records.byId.get('h1')).toMatchObject({ text: '', textHash: await textHash({ id: 'h1' }, 'Hello') });
    expect(records.byId.get('u')?.text).toBe('Hello');
    expect(await archive.find({ ...everything, text: 'hello' })).toEqual([]);
  });

  it('G-R7 does not undo what the agent does meanwhile', async () => {
    const { records, history } = await open({ hot: [sentOf('a', NOW)], retentionDays: 0 });
    const digest = crypto.subtle.digest.bind(crypto.subtle);
    const edited = sentOf('a', NOW, { text: 'edited' });
    vi.spyOn(crypto.subtle, 'digest').mockImplementationOnce(async (...given) => {
      records.byId.set('a', edited);
      return digest(...given);
    });
    await history.sweep();
    expect(records.byId.get('a')).toEqual(edited);
  });

  it('G-R9 removes nothing by guess while nobody knows what the agent chose', async () => {
    const { history, settings, ids } = await open({ hot: ages([99], 'h'), archived: ages([99], 'a') });
    settings.mockResolvedValue(undefined);
    await history.sweep();
    expect(await ids()).toEqual(['h99', 'a99']);
  });

  it('G-R9 leaves the rest to the next time when the database is out of order', async () => {
    const { archive, history, ids } = await open({ hot: ages([99], 'h'), archived: ages([98], 'a') });
    vi.spyOn(archive, 'removeBefore').mockRejectedValueOnce(new Error('disk'));
    await history.sweep();
    expect(await ids()).toEqual(['a98']);
    await history.sweep();
    expect(await ids()).toEqual([]);
  });
});
