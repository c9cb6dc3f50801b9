import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { err, ok } from '../result.ts';
import { type Draft, draftItem, draftName, type MessageState } from '../storage/items/messages.ts';
import { entry, read, write } from '../storage/local.ts';
import { keepDraft as keep, keepUndone } from './drafts.ts';
import { createFakeArchive } from './fakes.ts';
import { createRecords } from './records.ts';
import { leave, messageOf } from './testing.ts';

const { local } = fakeBrowser.storage;
const draft: Draft = {
  id: 'm-1',
  accountId: 'acc-1',
  surface: 'popup',
  revision: 5,
  visitorId: 'ada',
  mode: 'agent',
  text: 'Hello',
  caret: 5,
};
const name = draftName(draft);
const key = draftItem.key + name;
const keepDraft = (given: Draft) =>
  keep(given, createRecords({ archive: createFakeArchive(), keepsText: async () => true }));

describe('F21 what a closing page had written last', () => {
  it('is kept when nothing is stored', async () => {
    expect(await keepDraft(draft)).toEqual(ok(undefined));
    expect(await read(draftItem, name)).toEqual({ kind: 'value', value: draft });
  });

  it.each<[string, Partial<Draft>, isKept: boolean]>([
    ['an older one of the same page', { revision: 4 }, true],
    ['the same one', { revision: 5, text: 'Hello' }, false],
    ['a newer one of the same page', { revision: 6, text: 'Hello you' }, false],
    ['one of another page', { surface: 'panel', revision: 1 }, false],
    ['one of another page that has written more often', { surface: 'panel', revision: 9 }, false],
  ])('takes the place of %s, or does not', async (_, change, isKept) => {
    const stored = { ...draft, text: 'Hell', ...change };
    await write(entry(draftItem, stored, name));
    expect(await keepDraft(draft)).toEqual(ok(undefined));
    expect(await read(draftItem, name)).toEqual({ kind: 'value', value: isKept ? draft : stored });
  });

  it.each([
    ['corrupt', { v: 2, data: { id: 'x' } }],
    ['of a later version', { v: 3, data: draft }],
  ])('G-R9 G-R10 is not written over what is %s', async (_, stored) => {
    await local.set({ [key]: stored });
    await keepDraft(draft);
    expect((await local.get(key))[key]).toEqual(stored);
  });

  it('touches no draft to somebody else, in another mode or of another account', async () => {
    const other: Draft = { ...draft, revision: 1, text: 'Other' };
    const others: Draft[] = [
      { ...other, visitorId: 'ben' },
      { ...other, mode: 'automated' },
      { ...other, accountId: 'acc-2' },
    ];
    for (const each of others) await write(entry(draftItem, each, draftName(each)));
    await keepDraft(draft);
    for (const each of others) {
      expect(await read(draftItem, draftName(each))).toEqual({ kind: 'value', value: each });
    }
    expect(await read(draftItem, name)).toEqual({ kind: 'value', value: draft });
  });

  it.each<MessageState>([
    { kind: 'held', windowMs: 5000 },
    { kind: 'sent', at: 1, brevoId: 'Q' },
    { kind: 'cancelled', at: 1 },
  ])('is not offered again when its message is $kind already', async (state) => {
    await leave(messageOf(state));
    expect(await keepDraft(draft)).toEqual(ok(undefined));
    expect(await read(draftItem, name)).toEqual({ kind: 'absent' });
  });

  it.each(['get', 'set'] as const)('G-R9 is reported when storage rejects at %s', async (call) => {
    vi.spyOn(local, call).mockRejectedValueOnce(new Error('disk'));
    expect(await keepDraft(draft)).toEqual(err({ kind: 'storage-unavailable' }));
  });
});

describe('what was taken back', () => {
  const taken = messageOf({ kind: 'cancelled', at: 9 }, { text: 'Too hasty', caret: 3 });
  const name = draftName(taken);

  it('G-R1 is kept as a draft, with its caret, in case the page is gone', async () => {
    await keepUndone(taken);
    expect(await read(draftItem, name)).toMatchObject({ value: { text: 'Too hasty', caret: 3, visitorId: 'ada' } });
  });

  it('is not written over what was written since', async () => {
    const since = {
      accountId: taken.accountId,
      visitorId: 'ada',
      mode: taken.mode,
      id: 'd-9',
      surface: 'page',
    } as const;
    await write(entry(draftItem, { ...since, revision: 4, text: 'New words', caret: 0 }, name));
    await keepUndone(taken);
    expect(await read(draftItem, name)).toMatchObject({ value: { text: 'New words' } });
  });
});
