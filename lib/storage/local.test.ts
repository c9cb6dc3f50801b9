import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import * as z from 'zod/mini';
import type { ItemDefinition } from './item.ts';
import { entry, idsOf, onStorageChanged, own, read, remove, write } from './local.ts';

const counter: ItemDefinition<{ count: number }> = {
  key: 'counter',
  version: 1,
  schema: z.object({ count: z.number() }),
};
const note: ItemDefinition<string> = { key: 'note:', version: 1, schema: z.string() };
const { local } = fakeBrowser.storage;
const more = ({ count }: { count: number }) => ({ count: count + 1 });
const stored = async () => (await local.get('counter')).counter;

describe('one writer of an item', () => {
  it('G-R7 loses none of 200 changes made at once, and gives each its own turn', async () => {
    const owned = own(counter, { count: 0 });
    const answers = await Promise.all(Array.from({ length: 200 }, () => owned.update(more)));
    expect(await owned.read()).toEqual({ count: 200 });
    expect(answers.map((answer) => answer.ok && answer.value.count)).toEqual(
      Array.from({ length: 200 }, (_, i) => i + 1),
    );
  });

  it('G-R7 keeps its turn when storage answers late and out of order', async () => {
    const get = local.get.bind(local);
    const slow = vi.spyOn(local, 'get');
    let calls = 0;
    slow.mockImplementation(async (keys) => {
      for (let i = (calls++ * 7) % 5; i > 0; i--) await new Promise((resolve) => setImmediate(resolve));
      return get(keys);
    });
    const owned = own(counter, { count: 0 });
    await Promise.all(Array.from({ length: 20 }, () => owned.update(more)));
    expect(await owned.read()).toEqual({ count: 20 });
  });

  it('starts from the fallback and stores the version with the value', async () => {
    await own(counter, { count: 41 }).update(more);
    expect(await stored()).toEqual({ v: 1, data: { count: 42 } });
  });

  it.each([
    ['storage-corrupt', { v: 1, data: { count: 'many' } }],
    ['storage-corrupt', 'rubbish'],
    ['storage-newer', { v: 2, data: { counts: [1] } }],
  ])('G-R9 reports %s and writes nothing over it', async (kind, value) => {
    await local.set({ counter: value });
    const set = vi.spyOn(local, 'set');
    const owned = own(counter, { count: 0 });
    expect(await owned.update(more)).toEqual({ ok: false, failure: { kind } });
    expect(await owned.read()).toEqual({ count: 0 });
    expect(set).not.toHaveBeenCalled();
    expect(await stored()).toEqual(value);
  });

  it('G-R9 reports a browser that cannot read, and works again when it can', async () => {
    const owned = own(counter, { count: 0 });
    await owned.update(more);
    vi.spyOn(local, 'get').mockRejectedValueOnce(new Error('disk'));
    expect(await owned.update(more)).toEqual({ ok: false, failure: { kind: 'storage-unavailable' } });
    expect(await owned.update(more)).toEqual({ ok: true, value: { count: 2 } });
  });

  it('G-R9 reports a full disk and keeps what was stored', async () => {
    const owned = own(counter, { count: 7 });
    await owned.update(more);
    vi.spyOn(local, 'set').mockRejectedValueOnce(new Error('QUOTA_BYTES quota exceeded'));
    expect(await owned.update(more)).toEqual({ ok: false, failure: { kind: 'storage-unavailable' } });
    expect(await owned.read()).toEqual({ count: 8 });
  });

  it('goes on after a bug in one change', async () => {
    const owned = own(counter, { count: 0 });
    const broken = owned.update(() => {
      throw new Error('bug');
    });
    const next = owned.update(more);
    await expect(broken).rejects.toThrow('bug');
    expect(await next).toEqual({ ok: true, value: { count: 1 } });
  });
});

describe('writing', () => {
  it('F21 leaves in the very tick of the call, so that a page may close right after it', () => {
    const set = vi.spyOn(local, 'set');
    void write(entry(note, 'Hello', 'a'));
    expect(set).toHaveBeenCalledOnce();
  });

  it('is one call for all entries, so that all are stored or none', async () => {
    const set = vi.spyOn(local, 'set');
    await write(entry(note, 'one', 'a'), entry(note, 'two', 'b'), entry(counter, { count: 1 }));
    expect(set).toHaveBeenCalledOnce();
    expect(Object.keys(set.mock.calls[0]?.[0] ?? {})).toEqual(['note:a', 'note:b', 'counter']);
  });

  it('G-R9 reports a refusal instead of throwing, also one that is thrown at once', async () => {
    const failure = { ok: false, failure: { kind: 'storage-unavailable' } };
    vi.spyOn(local, 'set').mockRejectedValueOnce(new Error('full'));
    expect(await write(entry(note, 'x', 'a'))).toEqual(failure);
    vi.spyOn(local, 'set').mockImplementationOnce(() => {
      throw new Error('Extension context invalidated.');
    });
    expect(await write(entry(note, 'x', 'a'))).toEqual(failure);
    vi.spyOn(local, 'remove').mockRejectedValueOnce(new Error('gone'));
    expect(await remove('note:a')).toEqual(failure);
  });

  it('removes what is there and does not mind what is not', async () => {
    await write(entry(note, 'one', 'a'));
    expect(await remove('note:a', 'note:z')).toEqual({ ok: true, value: undefined });
    expect(await read(note, 'a')).toEqual({ kind: 'absent' });
  });
});

it('finds the members of a family, and no other key, with and without `getKeys`', async () => {
  await write(entry(note, '1', 'a'), entry(note, '2', 'b:c'), entry(counter, { count: 1 }));
  await local.set({ 'a-note:': 1 });
  expect(await idsOf(note)).toEqual(['a', 'b:c']);
  Object.assign(local, { getKeys: async () => ['note:z', 'other'] });
  expect(await idsOf(note)).toEqual(['z']);
  Object.assign(local, { getKeys: undefined });
});

it('tells of changes of local storage alone, until told to stop', async () => {
  const heard: string[] = [];
  const stop = onStorageChanged((changes) => heard.push(...Object.keys(changes)));
  await write(entry(note, '1', 'a'));
  await fakeBrowser.storage.session.set({ secret: 1 });
  stop();
  await write(entry(note, '2', 'b'));
  expect(heard).toEqual(['note:a']);
});
