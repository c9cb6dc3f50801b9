import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { LONGEST_WORDS } from '../brevo/wire.ts';
import { decode } from '../storage/item.ts';
import {
  LONGEST_TEXT,
  LONGEST_VISITOR_ID,
  type MessageState,
  messageItem,
  recentItem,
} from '../storage/items/messages.ts';
import { entry } from '../storage/local.ts';
import { type Life, living, makeStorageMortal } from '../testing/mortal.ts';
import { createFakeArchive } from './fakes.ts';
import { createRecords } from './records.ts';
import { messageOf } from './testing.ts';
import { textHash } from './text-hash.ts';

const { local } = fakeBrowser.storage;
const desk = (archive = createFakeArchive(), keepsText = true) => {
  const records = createRecords({ archive, keepsText: async () => keepsText });
  const idsOf = (messages: { id: string }[]) => messages.map(({ id }) => id);
  return {
    ...records,
    archive,
    recentIds: async () => idsOf(await records.all()),
    unsettledIds: async () => idsOf(await records.unsettled()),
  };
};
const sent = (id: string, confirmedAt = 1) => messageOf({ kind: 'sent', at: 1, brevoId: id }, { id, confirmedAt });
const queued = (id: string, confirmedAt = 1) => messageOf({ kind: 'queued' }, { id, confirmedAt });
const storedRecent = async () => decode(recentItem, (await local.get(recentItem.key))[recentItem.key]);

describe('the list of recent messages', () => {
  it('holds the newest first, and all that wait', async () => {
    const records = desk();
    for (let i = 1; i <= 60; i++) await records.put(sent(`m-${i}`));
    const ids = await records.recentIds();
    expect(ids).toHaveLength(60);
    expect(ids.slice(0, 2)).toEqual(['m-60', 'm-59']);
  });

  it('leaves a record that only changes where it is', async () => {
    const records = desk();
    for (const id of ['a', 'b', 'c']) await records.put(queued(id));
    await records.put(sent('a'));
    expect(await records.recentIds()).toEqual(['c', 'b', 'a']);
  });

  it('G-R3 knows what is queued or on its way, also when it has left the recent ones', async () => {
    const records = desk();
    await records.put(queued('first'));
    await records.put(messageOf({ kind: 'dispatching', at: 1 }, { id: 'second' }));
    for (let i = 1; i <= 60; i++) await records.put(sent(`m-${i}`));
    expect(await records.unsettledIds()).toEqual(['first', 'second']);
    await records.put(sent('first'));
    expect(await records.unsettledIds()).toEqual(['second']);
  });

  it('G-R6 keeps the place of what may have been sent, also when it is sent again', async () => {
    const records = desk();
    await records.put(messageOf({ kind: 'unknown', at: 1 }, { id: 'a' }));
    await records.put(queued('b'));
    await records.put(queued('a'));
    expect(await records.unsettledIds()).toEqual(['a', 'b']);
    await records.put(messageOf({ kind: 'not-sent', at: 1, reason: { kind: 'no-key' } }, { id: 'a' }));
    await records.put(queued('a'));
    expect(await records.unsettledIds()).toEqual(['b', 'a']);
  });

  it('G-R7 loses none of many records put at once', async () => {
    const records = desk();
    const ids = Array.from({ length: 40 }, (_, i) => `m-${i}`);
    await Promise.all(ids.map((id) => records.put(queued(id))));
    expect(await records.unsettledIds()).toEqual(ids);
    expect(await records.recentIds()).toEqual(ids.toReversed());
  });

  it('G-R9 is made anew from the records when it is corrupt', async () => {
    const records = desk();
    for (const [id, at] of Object.entries({ c: 3, a: 1, b: 2 })) await records.put(queued(id, at));
    await local.set({ [recentItem.key]: { v: 1, data: 'rubbish' }, 'message:x': { v: 1, data: {} } });
    expect(await records.recentIds()).toEqual(['c', 'b', 'a']);
    expect(await records.unsettledIds()).toEqual(['a', 'b', 'c']);
    await records.put(sent('d', 4));
    expect(await storedRecent()).toEqual({
      kind: 'value',
      value: { ids: ['d', 'c', 'b', 'a'], unsettled: ['a', 'b', 'c'] },
    });
  });

  it('G-R10 is never written over when a later version wrote it', async () => {
    const newer = { v: recentItem.version + 1, data: { pages: [['a']] } };
    await local.set({ [recentItem.key]: newer });
    const records = desk();
    expect(await records.put(queued('a'))).toEqual({ ok: false, failure: { kind: 'storage-newer' } });
    expect((await local.get(recentItem.key))[recentItem.key]).toEqual(newer);
    expect((await records.known('a')) !== undefined).toBe(false);
  });
});

describe('what is no longer recent', () => {
  const fill = async (records: ReturnType<typeof desk>, count: number) => {
    for (let i = 1; i <= count; i++) await records.put(sent(`m-${i}`, i));
  };
  /** Everything, here and in the archive, and the ids that are in both or on the list without a record. */
  const inventory = async ({ archive, recentIds }: ReturnType<typeof desk>) => {
    const stored = Object.keys(await local.get(null)).filter((key) => key.startsWith(messageItem.key));
    const here = stored.map((key) => key.slice(messageItem.key.length));
    const listed = await recentIds();
    return { here, listed, all: new Set([...here, ...archive.messages.keys()]) };
  };

  it('moves to the archive: at most 50 stay, the newest', async () => {
    const records = desk();
    await fill(records, 63);
    expect(await records.tidy()).toEqual({ ok: true, value: undefined });
    const { here, listed } = await inventory(records);
    expect([here.length, listed.length, listed[0], listed.at(-1)]).toEqual([50, 50, 'm-63', 'm-14']);
    expect([...records.archive.messages.values()]).toEqual(
      Array.from({ length: 13 }, (_, i) => sent(`m-${13 - i}`, 13 - i)),
    );
    expect([(await records.known('m-1')) !== undefined, await records.get('m-1')]).toEqual([true, undefined]);
    expect(await records.tidy()).toEqual({ ok: true, value: undefined });
    expect(records.archive.messages.size).toBe(13);
  });

  it.each<MessageState>([
    { kind: 'held', windowMs: 1 },
    { kind: 'queued' },
    { kind: 'dispatching', at: 1 },
    { kind: 'needs-answer', at: 1, why: 'stale' },
  ])('G-R3 stays while it is $kind', async (state) => {
    const records = desk();
    await records.put(messageOf(state, { id: 'old' }));
    await fill(records, 60);
    await records.tidy();
    expect(await records.unsettledIds()).toEqual(['old']);
    expect(await records.recentIds()).toHaveLength(51);
    await records.put(sent('old'));
    await records.tidy();
    expect([
      await records.recentIds(),
      await records.unsettledIds(),
      records.archive.messages.has('old'),
    ]).toMatchObject([{ length: 50 }, [], true]);
  });

  it('G-R9 stays here while the archive is out of order, and moves when it is back', async () => {
    const records = desk();
    await fill(records, 55);
    records.archive.isBroken = true;
    expect(await records.tidy()).toEqual({ ok: false, failure: { kind: 'storage-unavailable' } });
    expect((await inventory(records)).listed).toHaveLength(55);
    expect([(await records.known('m-1')) !== undefined, (await records.known('never')) !== undefined]).toEqual([
      true,
      false,
    ]);
    records.archive.isBroken = false;
    expect(await records.tidy()).toEqual({ ok: true, value: undefined });
    expect((await inventory(records)).listed).toHaveLength(50);
  });

  it('G-R9 leaves alone what cannot be read', async () => {
    const records = desk();
    await fill(records, 55);
    const corrupt = { v: 2, data: 'rubbish' };
    await local.set({ 'message:m-2': corrupt });
    await records.tidy();
    expect((await local.get('message:m-2'))['message:m-2']).toEqual(corrupt);
    expect([...records.archive.messages.keys()].toSorted()).toEqual(['m-1', 'm-3', 'm-4', 'm-5']);
  });

  it('G-R1 is never lost, whichever step the background dies at, and the next start of the browser mends the list', async () => {
    makeStorageMortal();
    for (let steps = 0; ; steps++) {
      await local.clear();
      const before = desk();
      await fill(before, 53);
      const life: Life = { stepsLeft: steps };
      let isDone = false;
      living(life, () => void before.tidy().then(() => (isDone = true)));
      await new Promise((resolve) => setImmediate(resolve));
      expect((await inventory(before)).all.size, `after ${steps} steps`).toBe(53);
      const after = desk(before.archive);
      expect(await after.mend()).toEqual({ ok: true, value: undefined });
      const mended = await inventory(after);
      expect(mended.listed.toSorted(), `after ${steps} steps`).toEqual(mended.here.toSorted());
      await after.tidy();
      const { here, listed, all } = await inventory(after);
      expect([here.length, listed.length, all.size, after.archive.messages.size]).toEqual([50, 50, 53, 3]);
      expect(listed[0]).toBe('m-53');
      if (isDone) return expect(steps).toBeGreaterThan(8);
    }
  });
});

describe('mending the list', () => {
  it('puts back what was left off it: as the oldest, and what waits before all others', async () => {
    const records = desk();
    for (const id of ['x', 'y']) await records.put(queued(id, 9));
    await records.put(sent('z', 9));
    const orphans = [queued('b', 2), queued('a', 1), sent('c', 3)];
    await local.set(Object.fromEntries(orphans.map((orphan) => entry(messageItem, orphan, orphan.id))));
    await records.mend();
    expect(await records.recentIds()).toEqual(['z', 'y', 'x', 'c', 'b', 'a']);
    expect(await records.unsettledIds()).toEqual(['a', 'b', 'x', 'y']);
    const once = await storedRecent();
    await records.mend();
    expect(await storedRecent()).toEqual(once);
  });

  it('writes nothing when nothing is missing', async () => {
    const records = desk();
    await records.put(queued('a'));
    const set = vi.spyOn(local, 'set');
    await records.mend();
    expect(set).not.toHaveBeenCalled();
  });
});

describe('forgetting', () => {
  it('takes records and their places on the list away', async () => {
    const records = desk();
    for (const id of ['a', 'b', 'c']) await records.put(queued(id));
    expect(await records.forget(['a', 'c', 'nothing'])).toEqual({ ok: true, value: undefined });
    expect([await records.recentIds(), await records.unsettledIds()]).toEqual([['b'], ['b']]);
    expect(Object.keys(await local.get(null)).toSorted()).toEqual(['message:b', recentItem.key]);
  });
});

describe('the agent who keeps no texts', () => {
  const over: MessageState[] = [
    { kind: 'sent', at: 1, brevoId: 'Q' },
    { kind: 'sent-id-unknown', at: 1, by: 'brevo' },
    { kind: 'deleted', at: 1 },
    { kind: 'cancelled', at: 1 },
  ];

  it.each(over)('has a hash in place of the text of what is $kind', async (state) => {
    const { put, get } = desk(undefined, false);
    const hashed = { ...messageOf(state), text: '', textHash: await textHash({ id: 'm-1' }, 'Hello') };
    expect(await put(messageOf(state))).toEqual({ ok: true, value: hashed });
    expect(await get('m-1')).toEqual(hashed);
    expect(JSON.stringify(await local.get(null))).not.toContain('Hello');
    // Writing it once more must not hash the nothing that is left.
    expect(await put(hashed)).toEqual({ ok: true, value: hashed });
  });

  it.each<MessageState>([
    { kind: 'held', windowMs: 1 },
    { kind: 'queued' },
    { kind: 'dispatching', at: 1 },
    { kind: 'needs-answer', at: 1, why: 'stale' },
    { kind: 'not-sent', at: 1, reason: { kind: 'no-key' } },
    { kind: 'unknown', at: 1 },
  ])('G-R1 has the text of what is $kind all the same', async (state) => {
    const { put } = desk(undefined, false);
    expect(await put(messageOf(state))).toEqual({ ok: true, value: messageOf(state) });
  });

  it('has hashes that differ from message to message', async () => {
    expect(await textHash({ id: 'a' }, 'Hello')).not.toBe(await textHash({ id: 'b' }, 'Hello'));
    expect(await textHash({ id: 'a' }, 'Hello')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('leaves no hash of an old text beside a new one, when texts are kept again', async () => {
    const { put } = desk();
    const textOfOld = { ...messageOf({ kind: 'sent', at: 1, brevoId: 'Q' }), text: 'New', textHash: 'a1' };
    expect(await put(textOfOld)).toEqual({ ok: true, value: messageOf(textOfOld.state, { text: 'New' }) });
  });
});

describe('a record', () => {
  it('G-R1 is written together with the list, or not at all', async () => {
    const set = vi.spyOn(local, 'set');
    await desk().put(queued('a'));
    expect(set).toHaveBeenCalledOnce();
    expect(Object.keys(set.mock.calls[0]?.[0] ?? {})).toEqual(['message:a', recentItem.key]);
  });

  it.each(['get', 'set'] as const)(
    'G-R9 reports a storage whose %s rejects, and goes on when it is back',
    async (call) => {
      const records = desk();
      vi.spyOn(local, call).mockRejectedValueOnce(new Error('disk'));
      expect(await records.put(queued('a'))).toEqual({ ok: false, failure: { kind: 'storage-unavailable' } });
      expect(await records.put(queued('b'))).toEqual({ ok: true, value: queued('b') });
      expect(await records.recentIds()).toEqual(['b']);
    },
  );

  it('G-R9 that cannot be read is there all the same, so that nothing is written over it', async () => {
    await local.set({ 'message:a': { v: 1, data: { id: 'a' } }, 'message:b': { v: 9, data: {} } });
    const records = desk();
    expect([await records.get('a'), await records.get('b')]).toEqual([undefined, undefined]);
    expect([
      (await records.known('a')) !== undefined,
      (await records.known('b')) !== undefined,
      (await records.known('c')) !== undefined,
    ]).toEqual([true, true, false]);
  });

  it.each([
    ['Latin', 'x'],
    ['quotes', '"'],
    ['back-slashes', '\\'],
    ['Chinese', '語'],
    ['line separators', '\u2028'],
    ['emoji', '👋'],
    ['line breaks', '\n'],
  ])('fits into 64 kB with the longest text, all in %s', (_, letter) => {
    const failure = {
      kind: 'invalid',
      status: 400,
      code: '語'.repeat(LONGEST_WORDS),
      words: '語'.repeat(LONGEST_WORDS),
      mayHaveActed: true,
    };
    const message = messageOf(
      { kind: 'unknown', at: 1_767_603_600_000, failure: failure as never },
      { id: 'x'.repeat(64), accountId: crypto.randomUUID(), visitorId: '語'.repeat(LONGEST_VISITOR_ID) },
    );
    const text = letter.repeat(LONGEST_TEXT / letter.length);
    const [key, stored] = entry(messageItem, { ...message, text }, message.id);
    const bytes = new TextEncoder().encode(key + JSON.stringify(stored)).length;
    expect(bytes).toBeLessThanOrEqual(65_536);
  });
});
