import { describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type Draft, draftItem, draftName } from '../storage/items/messages.ts';
import { entry, idsOf, read, write } from '../storage/local.ts';
import { addToDraft } from './drafts.ts';

const { local } = fakeBrowser.storage;
const ada = { accountId: 'acc-1', visitorId: 'ada', mode: 'agent' } as const;
const name = draftName(ada);
const written: Draft = { ...ada, id: 'm-1', surface: 'popup', revision: 5, text: 'Begun', caret: 2 };
const keep = (draft: Draft) => write(entry(draftItem, draft, draftName(draft)));

describe('a text that was selected in a page', () => {
  it('is what is written, when there is nothing yet', async () => {
    await addToDraft(ada, 'Selected');
    expect(await read(draftItem, name)).toEqual({
      kind: 'value',
      value: {
        ...ada,
        id: expect.stringMatching(/^[\w-]{36}$/),
        surface: 'background',
        revision: 0,
        text: 'Selected',
        caret: 8,
      },
    });
  });

  it('comes after what is written, which is still the same message', async () => {
    await keep(written);
    await addToDraft(ada, 'Selected');
    const text = 'Begun\nSelected';
    expect(await read(draftItem, name)).toEqual({
      kind: 'value',
      value: { ...written, surface: 'background', revision: 0, text, caret: text.length },
    });
  });

  it('comes alone after mere blanks', async () => {
    await keep({ ...written, text: ' \n ' });
    await addToDraft(ada, 'Selected');
    expect(await read(draftItem, name)).toMatchObject({ value: { id: 'm-1', text: 'Selected' } });
  });

  it('touches no draft to anybody else, in another mode or of another account', async () => {
    const others: Draft[] = [
      { ...written, visitorId: 'ben' },
      { ...written, mode: 'automated' },
      { ...written, accountId: 'acc-2' },
    ];
    for (const other of others) await keep(other);
    await addToDraft(ada, 'Selected');
    for (const other of others) expect(await read(draftItem, draftName(other))).toMatchObject({ value: other });
    expect(await idsOf(draftItem)).toHaveLength(4);
  });

  it('waits for a visitor, and for an account, when there is none', async () => {
    await addToDraft({ accountId: undefined, visitorId: '', mode: 'agent' }, 'Selected');
    expect(await idsOf(draftItem)).toEqual(['["","","agent"]']);
    expect(await read(draftItem, '["","","agent"]')).toMatchObject({ value: { text: 'Selected' } });
  });

  it('is not lost when several are chosen at the same time', async () => {
    await Promise.all(['one', 'two', 'three'].map((text) => addToDraft(ada, text)));
    expect(await read(draftItem, name)).toMatchObject({ value: { text: 'one\ntwo\nthree' } });
  });

  it.each([
    ['corrupt', { v: 2, data: { id: 'x' } }],
    ['of a later version', { v: 3, data: written }],
  ])('G-R9 G-R10 is not written over what is %s', async (_, stored) => {
    await local.set({ [draftItem.key + name]: stored });
    await addToDraft(ada, 'Selected');
    expect((await local.get(null))[draftItem.key + name]).toEqual(stored);
  });
});
