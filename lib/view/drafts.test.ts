import { signal } from '@preact/signals';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type Draft, draftItem, draftName } from '../storage/items/messages.ts';
import { entry, idsOf, read, remove, write } from '../storage/local.ts';
import { createDrafts, emptied } from './drafts.ts';
import { createFollower } from './follow.ts';

const ADA = { visitorId: 'ada', mode: 'agent' } as const;
const NAME = draftName({ accountId: 'account-1', ...ADA });
const KEY = draftItem.key + NAME;

/** One open page. Its writes leave in the tick in which it types. */
function openSurface() {
  const follower = createFollower();
  const accountId = signal<string | undefined>('account-1');
  const confirmed = signal<ReadonlyMap<string, string>>(new Map());
  const drafts = createDrafts(follower, { surface: crypto.randomUUID(), accountId, confirmed });
  const put = (...changed: Draft[]) => {
    const { entries, gone } = drafts.put(...changed);
    return Promise.all([write(...entries), ...(gone.length > 0 ? [remove(...gone)] : [])]);
  };
  return {
    ...drafts,
    put,
    accountId,
    confirmed,
    ready: follower.load(),
    type: (text: string, to: Parameters<typeof drafts.of>[0] = ADA) =>
      put({ ...drafts.of(to), text, caret: text.length }),
    /** Confirms the draft, as the composer does. */
    send: () => put(emptied(drafts.of(ADA))),
  };
}

async function openTwo() {
  const [here, there] = [openSurface(), openSurface()];
  await Promise.all([here.ready, there.ready]);
  return { here, there };
}

async function stored(name = NAME): Promise<Draft | undefined> {
  const reading = await read(draftItem, name);
  return reading.kind === 'value' ? reading.value : undefined;
}

/** From now on each surface hears of changes when the test says so, in the order in which they were stored. */
function delayEvents() {
  type Listener = Parameters<typeof fakeBrowser.storage.onChanged.addListener>[0];
  const lines: { listener: Listener; waiting: Parameters<Listener>[] }[] = [];
  const { addListener } = fakeBrowser.storage.onChanged;
  vi.spyOn(fakeBrowser.storage.onChanged, 'addListener').mockImplementation((listener) => {
    const waiting: Parameters<Listener>[] = [];
    lines.push({ listener, waiting });
    addListener((...event) => void waiting.push(event));
  });
  const hearOne = (surface: number) => {
    const line = lines[surface];
    const event = line?.waiting.shift();
    if (event) line?.listener(...event);
  };
  /** Everything that was asked of storage is done. */
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  return {
    settled,
    hearOne,
    async hearAll() {
      await settled();
      for (const [i, { waiting }] of lines.entries()) while (waiting.length > 0) hearOne(i);
    },
  };
}

describe('what is being written', () => {
  it('is one draft for each account, visitor and mode', async () => {
    const { of, type, accountId } = openSurface();
    await type('to Ada');
    await type('to Ada, automated', { ...ADA, mode: 'automated' });
    await type('to Bob', { visitorId: 'bob', mode: 'agent' });
    accountId.value = 'account-2';
    expect(of(ADA).text).toBe('');
    await type('to the other Ada');
    accountId.value = 'account-1';
    expect(of(ADA)).toMatchObject({ ...ADA, accountId: 'account-1', text: 'to Ada' });
    expect(of({ ...ADA, mode: 'automated' }).text).toBe('to Ada, automated');
    expect(of({ visitorId: 'bob', mode: 'agent' }).text).toBe('to Bob');
    expect(await idsOf(draftItem)).toHaveLength(4);
  });

  it('keeps the ID of a blank draft until the first letter, which is written under it', async () => {
    const { of, type } = openSurface();
    const { id } = of(ADA);
    expect(of(ADA).id).toBe(id);
    expect(of({ ...ADA, mode: 'automated' }).id).not.toBe(id);
    await type('H');
    expect(await stored()).toMatchObject({ id, text: 'H', caret: 1 });
  });

  it('G-R1 comes back on the next surface under its ID, with the caret', async () => {
    const first = openSurface();
    await first.put({ ...first.of(ADA), text: 'Hello', caret: 3 });
    const next = openSurface();
    await next.ready;
    expect(next.of(ADA)).toMatchObject({ id: first.of(ADA).id, text: 'Hello', caret: 3 });
  });

  it('leaves nothing stored when it is emptied', async () => {
    const { here, there } = await openTwo();
    await here.type('Hello');
    await here.type('');
    expect(await fakeBrowser.storage.local.get(null)).not.toHaveProperty([KEY]);
    expect([here.of(ADA).text, there.of(ADA).text]).toEqual(['', '']);
    await here.type('Hello again');
    expect(there.of(ADA)).toMatchObject({ id: here.of(ADA).id, text: 'Hello again' });
  });

  it('G-R9 is blank where a record cannot be read, and the others are there', async () => {
    await openSurface().type('to Bob', { visitorId: 'bob', mode: 'agent' });
    await fakeBrowser.storage.local.set({ [KEY]: { v: 2, data: 'corrupt' } });
    const { of, ready, written } = openSurface();
    await ready;
    expect(of(ADA).text).toBe('');
    expect(written().map(({ text }) => text)).toEqual(['to Bob']);
  });
});

describe('two surfaces', () => {
  it('G-R7 show the same draft under one ID', async () => {
    const { here, there } = await openTwo();
    await here.type('Hel');
    await there.type('Hello');
    expect(here.of(ADA)).toEqual(there.of(ADA));
    expect(here.of(ADA)).toMatchObject({ text: 'Hello' });
  });

  it('G-R7 type on while the echoes of their own writes come late', async () => {
    const { settled, hearOne, hearAll } = delayEvents();
    const { here } = await openTwo();
    void here.type('H');
    void here.type('He');
    void here.type('Hel');
    await settled();
    hearOne(0);
    expect(here.of(ADA).text).toBe('Hel');
    hearOne(0);
    expect(here.of(ADA).text).toBe('Hel');
    await hearAll();
    expect(here.of(ADA).text).toBe('Hel');
  });

  it('G-R7 do not bring back by a late echo what was emptied', async () => {
    const { settled, hearOne, hearAll } = delayEvents();
    const { here, there } = await openTwo();
    void here.type('H');
    void here.type('');
    await settled();
    hearOne(0);
    expect(here.of(ADA).text).toBe('');
    await hearAll();
    expect([here.of(ADA).text, there.of(ADA).text]).toEqual(['', '']);
  });

  it('G-R7 take the last of their own echoes, when another surface wrote between', async () => {
    const { settled, hearOne, hearAll } = delayEvents();
    const { here, there } = await openTwo();
    void there.type('theirs');
    void here.type('mine');
    await settled();
    hearOne(0);
    expect(here.of(ADA).text).toBe('theirs');
    await hearAll();
    expect([here.of(ADA).text, there.of(ADA).text]).toEqual(['mine', 'mine']);
  });

  it('G-R7 type on while something is written to somebody else', async () => {
    const { settled, hearOne, hearAll } = delayEvents();
    const { here, there } = await openTwo();
    void there.type('theirs');
    await settled();
    hearOne(0);
    void there.type('to Bob', { visitorId: 'bob', mode: 'agent' });
    void here.type('mine');
    await settled();
    hearOne(0);
    expect(here.of(ADA).text).toBe('mine');
    await hearAll();
    expect([here.of(ADA).text, there.of(ADA).text]).toEqual(['mine', 'mine']);
  });

  it('G-R7 agree with what is stored last, in whatever order they write and hear', async () => {
    const step = fc.record({
      surface: fc.constantFrom(0, 1),
      does: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom('', 'a', 'ab', 'abc', 'x') },
        { weight: 3, arbitrary: fc.constant(undefined) },
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        fakeBrowser.reset();
        vi.restoreAllMocks();
        const { hearOne, hearAll } = delayEvents();
        const { here, there } = await openTwo();
        for (const { surface, does } of steps) {
          if (does === undefined) hearOne(surface);
          else void (surface === 0 ? here : there).type(does);
          // Storage reports a change a moment after it was asked for.
          await Promise.resolve();
        }
        await hearAll();
        const last = (await stored())?.text ?? '';
        expect([here.of(ADA).text, there.of(ADA).text]).toEqual([last, last]);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a draft that was sent', () => {
  it('leaves a blank one with a new ID, which stays until the first letter', async () => {
    const { of, type, send } = openSurface();
    await type('Hello');
    const { id } = of(ADA);
    await send();
    const next = of(ADA);
    expect(next).toMatchObject({ ...ADA, accountId: 'account-1', text: '', caret: 0 });
    expect(next.id).not.toBe(id);
    expect(of(ADA).id).toBe(next.id);
    await type('N');
    expect(await stored()).toMatchObject({ id: next.id, text: 'N' });
  });

  it('G-R2 never lends its ID to the next message, on no surface', async () => {
    const { here, there } = await openTwo();
    const ids: string[] = [];
    for (const [i, surface] of [here, there, here, there].entries()) {
      await surface.type(`message ${i}`);
      ids.push(surface.of(ADA).id);
      await surface.send();
    }
    expect(new Set([...ids, here.of(ADA).id])).toHaveLength(5);
  });

  it('G-R7 is blank on the other surface too, with another ID', async () => {
    const { here, there } = await openTwo();
    await here.type('Hello');
    const { id } = there.of(ADA);
    await here.send();
    expect(there.of(ADA).text).toBe('');
    expect(there.of(ADA).id).not.toBe(id);
    expect(there.written()).toEqual([]);
  });

  it('F21 is over when the message is there, though the page could not empty it any more', async () => {
    const first = openSurface();
    await first.type('Sent already');
    const { id } = first.of(ADA);
    const next = openSurface();
    await next.ready;
    next.confirmed.value = new Map([[id, 'Sent already']]);
    expect(next.of(ADA)).toMatchObject({ ...ADA, text: '', accountId: 'account-1' });
    expect(next.of(ADA).id).not.toBe(id);
    expect(next.of(ADA).id).toBe(next.of(ADA).id);
    expect(next.written()).toEqual([]);
  });

  it('is over too when the agent keeps no texts', async () => {
    const { of, type, confirmed } = openSurface();
    await type('Sent already');
    confirmed.value = new Map([[of(ADA).id, '']]);
    expect(of(ADA).text).toBe('');
  });

  it('G-R1 G-R7 keeps what was written into it since, as the next message', async () => {
    const { of, type, confirmed, written } = openSurface();
    await type('Hello, and this was typed on another surface meanwhile');
    const sent = of(ADA);
    confirmed.value = new Map([[sent.id, 'Hello']]);
    const { id, text, caret } = of(ADA);
    expect({ text, caret }).toEqual({ text: sent.text, caret: sent.caret });
    expect(id).not.toBe(sent.id);
    expect(of(ADA).id).toBe(id);
    expect(written()).toHaveLength(1);
    await type(`${sent.text}!`);
    expect(await stored()).toMatchObject({ id, text: `${sent.text}!` });
  });

  it('G-R1 keeps what was typed here before the other surface’s send was heard of', async () => {
    const { hearAll } = delayEvents();
    const { here, there } = await openTwo();
    void there.type('Hello');
    await hearAll();
    const { id } = here.of(ADA);
    void there.send();
    void here.type('Hello, one more');
    for (const surface of [here, there]) surface.confirmed.value = new Map([[id, 'Hello']]);
    await hearAll();
    expect([here.of(ADA).text, there.of(ADA).text]).toEqual(['Hello, one more', 'Hello, one more']);
    expect(here.of(ADA).id).not.toBe(id);
  });
});

describe('what was written before there was an account', () => {
  it('belongs to the account that comes', async () => {
    const { of, type, accountId } = openSurface();
    accountId.value = undefined;
    await type('Hello');
    const { id } = of(ADA);
    accountId.value = 'account-1';
    expect(of(ADA)).toMatchObject({ id, accountId: 'account-1', text: 'Hello' });
  });

  it('G-R2 does not come back on the next surface once it was sent', async () => {
    const { of, type, send, accountId } = openSurface();
    accountId.value = undefined;
    await type('Hello');
    accountId.value = 'account-1';
    const { id } = of(ADA);
    await send();
    expect(of(ADA).text).toBe('');
    const next = openSurface();
    await next.ready;
    expect(next.of(ADA).text).toBe('');
    expect(next.of(ADA).id).not.toBe(id);
  });
});

it('G-R1 what was written without an account stays when there is a draft to the same visitor with one', async () => {
  const { type, accountId, send, of } = openSurface();
  await type('with');
  accountId.value = undefined;
  await type('without');
  accountId.value = 'account-1';
  expect(of(ADA).text).toBe('with');
  await type('with!');
  await send();
  const next = openSurface();
  await next.ready;
  expect(next.of(ADA).text).toBe('without');
});

it('finds again every draft of this account that holds a text', async () => {
  const { written, type, accountId, of } = openSurface();
  await type('Hello');
  await type('   ', { visitorId: 'bob', mode: 'agent' });
  await type('Hello Carla', { visitorId: 'carla', mode: 'automated' });
  void of({ visitorId: 'dora', mode: 'agent' });
  expect(written().map(({ visitorId }) => visitorId)).toEqual(['ada', 'carla']);
  accountId.value = 'account-2';
  expect(written()).toEqual([]);
  await write(entry(draftItem, { ...of(ADA), surface: 'other', text: 'Hi' }, draftName(of(ADA))));
  expect(written().map(({ text }) => text)).toEqual(['Hi']);
});

it('G-R9 G-R10 writes nothing over a draft that it cannot read', async () => {
  const newer = { v: 99, data: { text: 'from the future' } };
  await fakeBrowser.storage.local.set({ [KEY]: newer });
  const here = openSurface();
  await here.ready;
  await here.type('Hello');
  expect(here.of(ADA).text).toBe('Hello');
  await here.type('');
  expect((await fakeBrowser.storage.local.get(KEY))[KEY]).toEqual(newer);
});

it('F27 keeps a broken text as it was typed, although storage cannot', async () => {
  const here = openSurface();
  await here.ready;
  const { set } = fakeBrowser.storage.local;
  vi.spyOn(fakeBrowser.storage.local, 'set').mockImplementation((items) =>
    set(JSON.parse(JSON.stringify(items).replaceAll('\\ud83d', '\ufffd'))),
  );
  await here.type('a\uD83Db');
  expect(await idsOf(draftItem)).toEqual([NAME]);
  expect(here.of(ADA).text).toBe('a\uD83Db');
});
