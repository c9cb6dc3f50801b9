import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { LONGEST_WORDS } from '../brevo/wire.ts';
import { decode } from '../storage/item.ts';
import { LONGEST_TEXT, LONGEST_VISITOR_ID, messageItem, recentItem } from '../storage/items/messages.ts';
import { entry } from '../storage/local.ts';
import { createRecords } from './records.ts';
import { messageOf } from './testing.ts';

const { local } = fakeBrowser.storage;
const sent = (id: string, confirmedAt = 1) => messageOf({ kind: 'sent', at: 1, brevoId: id }, { id, confirmedAt });
const queued = (id: string, confirmedAt = 1) => messageOf({ kind: 'queued' }, { id, confirmedAt });
const storedRecent = async () => decode(recentItem, (await local.get(recentItem.key))[recentItem.key]);

describe('the list of recent messages', () => {
  it('holds the newest 50 and no more; the older records stay', async () => {
    const records = createRecords();
    for (let i = 1; i <= 60; i++) await records.put(sent(`m-${i}`));
    const ids = await records.recentIds();
    expect(ids).toHaveLength(50);
    expect(ids.slice(0, 2)).toEqual(['m-60', 'm-59']);
    expect(await records.get('m-1')).toEqual(sent('m-1'));
  });

  it('leaves a record that only changes where it is', async () => {
    const records = createRecords();
    for (const id of ['a', 'b', 'c']) await records.put(queued(id));
    await records.put(sent('a'));
    expect(await records.recentIds()).toEqual(['c', 'b', 'a']);
  });

  it('G-R3 knows what is queued or on its way, also when it has left the recent ones', async () => {
    const records = createRecords();
    await records.put(queued('first'));
    await records.put(messageOf({ kind: 'dispatching', at: 1 }, { id: 'second' }));
    for (let i = 1; i <= 60; i++) await records.put(sent(`m-${i}`));
    expect(await records.unsettledIds()).toEqual(['first', 'second']);
    await records.put(sent('first'));
    expect(await records.unsettledIds()).toEqual(['second']);
  });

  it('G-R7 loses none of many records put at once', async () => {
    const records = createRecords();
    const ids = Array.from({ length: 40 }, (_, i) => `m-${i}`);
    await Promise.all(ids.map((id) => records.put(queued(id))));
    expect(await records.unsettledIds()).toEqual(ids);
    expect(await records.recentIds()).toEqual(ids.toReversed());
  });

  it('G-R9 is made anew from the records when it is corrupt', async () => {
    const records = createRecords();
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
    const records = createRecords();
    expect(await records.put(queued('a'))).toEqual({ ok: false, failure: { kind: 'storage-newer' } });
    expect((await local.get(recentItem.key))[recentItem.key]).toEqual(newer);
    expect(await records.has('a')).toBe(false);
  });
});

describe('a record', () => {
  it('G-R1 is written together with the list, or not at all', async () => {
    const set = vi.spyOn(local, 'set');
    await createRecords().put(queued('a'));
    expect(set).toHaveBeenCalledOnce();
    expect(Object.keys(set.mock.calls[0]?.[0] ?? {})).toEqual(['message:a', recentItem.key]);
  });

  it.each(['get', 'set'] as const)(
    'G-R9 reports a storage whose %s rejects, and goes on when it is back',
    async (call) => {
      const records = createRecords();
      vi.spyOn(local, call).mockRejectedValueOnce(new Error('disk'));
      expect(await records.put(queued('a'))).toEqual({ ok: false, failure: { kind: 'storage-unavailable' } });
      expect(await records.put(queued('b'))).toEqual({ ok: true, value: queued('b') });
      expect(await records.recentIds()).toEqual(['b']);
    },
  );

  it('G-R9 that cannot be read is there all the same, so that nothing is written over it', async () => {
    await local.set({ 'message:a': { v: 1, data: { id: 'a' } }, 'message:b': { v: 9, data: {} } });
    const records = createRecords();
    expect([await records.get('a'), await records.get('b')]).toEqual([undefined, undefined]);
    expect([await records.has('a'), await records.has('b'), await records.has('c')]).toEqual([true, true, false]);
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
