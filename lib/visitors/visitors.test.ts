import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { valueOr } from '../storage/item.ts';
import { MOST_VISITORS, threadItem, type Visitor, visitorItem, visitorName } from '../storage/items/visitors.ts';
import { entry, idsOf, read, write } from '../storage/local.ts';
import { living, makeStorageMortal } from '../testing/mortal.ts';
import { createVisitors } from './visitors.ts';

const { local } = fakeBrowser.storage;
const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;

let now = NOW;
let account: string | undefined = 'acc-1';
const visitors = createVisitors({ accountId: async () => account, now: () => now });

beforeEach(() => {
  now = NOW;
  account = 'acc-1';
});
afterEach(() => void vi.restoreAllMocks());

const visitorOf = (visitorId: string, change: Partial<Visitor> = {}): Visitor => ({
  accountId: 'acc-1',
  visitorId,
  isPinned: false,
  seenAt: NOW,
  ...change,
});
const remember = (...all: Visitor[]) => write(...all.map((each) => entry(visitorItem, each, visitorName(each))));
const remembered = async (visitorId: string, accountId = 'acc-1') =>
  valueOr(await read(visitorItem, visitorName({ accountId, visitorId })), undefined);
const keyOf = (visitorId: string) => visitorItem.key + visitorName({ accountId: 'acc-1', visitorId });
const BROKEN = { v: 1, data: 'broken' };
const NEWER = { v: 99, data: {} };

describe('what I note of a visitor', () => {
  it('is remembered under their ID, for this account', async () => {
    const saved = await visitors.save('ada', { nickname: ' Ada L. ', language: 'pt', note: 'wool', isPinned: true });
    const ada = visitorOf('ada', { nickname: 'Ada L.', language: 'pt', note: 'wool', isPinned: true });
    expect(saved).toEqual({ ok: true, value: ada });
    expect(await remembered('ada')).toEqual(ada);
    account = 'acc-2';
    await visitors.save('ada', { nickname: 'Another Ada' });
    expect([(await remembered('ada'))?.nickname, (await remembered('ada', 'acc-2'))?.nickname]).toEqual([
      'Ada L.',
      'Another Ada',
    ]);
  });

  it('changes only what I changed, and goes when I empty it', async () => {
    await remember(visitorOf('ada', { name: 'Ada', nickname: 'A', note: 'wool', isPinned: true, seenAt: 5 }));
    await visitors.save('ada', { nickname: '  ' });
    expect(await remembered('ada')).toEqual(visitorOf('ada', { name: 'Ada', note: 'wool', isPinned: true }));
    expect(Object.keys((await remembered('ada')) ?? {})).not.toContain('nickname');
  });

  it('is not lost when two changes come at once', async () => {
    await Promise.all([
      visitors.save('ada', { nickname: 'A' }),
      visitors.save('ada', { note: 'wool' }),
      visitors.noteSeen({ visitorId: 'ada', name: 'Ada' }),
    ]);
    expect(await remembered('ada')).toEqual(visitorOf('ada', { nickname: 'A', note: 'wool', name: 'Ada' }));
  });

  it.each([
    [BROKEN, 'storage-corrupt'],
    [NEWER, 'storage-newer'],
  ])('G-R9 is not written over %j, whatever I do', async (stored, kind) => {
    await local.set({ [keyOf('ada')]: stored });
    await remember(visitorOf('bob'));
    const failure = { ok: false, failure: { kind } };
    expect(await visitors.save('ada', { note: 'x' })).toEqual(failure);
    expect(await visitors.forget('ada')).toEqual(failure);
    expect(await visitors.merge('ada', 'bob')).toEqual(failure);
    expect(await visitors.merge('bob', 'ada')).toEqual(failure);
    await visitors.noteSeen({ visitorId: 'ada', name: 'Ada' });
    expect((await local.get(null))[keyOf('ada')]).toEqual(stored);
    expect(await remembered('bob')).toEqual(visitorOf('bob'));
  });

  it('needs an account', async () => {
    account = undefined;
    const failure = { ok: false, failure: { kind: 'no-account' } };
    expect(await visitors.save('ada', {})).toEqual(failure);
    expect(await visitors.link('ada', 'thread')).toEqual(failure);
    await visitors.noteSeen({ visitorId: 'ada' });
    expect(await visitors.visitorOfThread('thread')).toBeUndefined();
    expect(await local.get(null)).toEqual({});
  });

  it('G-R9 says so when the browser cannot read or write', async () => {
    const failure = { ok: false, failure: { kind: 'storage-unavailable' } };
    vi.spyOn(local, 'set').mockRejectedValueOnce(new Error('full'));
    expect(await visitors.save('ada', {})).toEqual(failure);
    vi.spyOn(local, 'get').mockRejectedValue(new Error('out of order'));
    expect(await visitors.save('ada', {})).toEqual(failure);
    expect(await visitors.visitorOfThread('thread')).toBeUndefined();
    await visitors.noteSeen({ visitorId: 'ada' });
  });
});

describe('a visitor whom a page shows', () => {
  it('is remembered with the name and language that the page says', async () => {
    await visitors.noteSeen({ visitorId: ' ada ', name: ' Ada ', language: 'pt' });
    expect(await remembered('ada')).toEqual(visitorOf('ada', { name: 'Ada', language: 'pt' }));
  });

  it('gets a new name, and keeps the one they have when the page says none', async () => {
    await remember(visitorOf('ada', { name: 'Ada', nickname: 'A' }));
    await visitors.noteSeen({ visitorId: 'ada', name: 'Ada Lovelace' });
    await visitors.noteSeen({ visitorId: 'ada' });
    expect(await remembered('ada')).toEqual(visitorOf('ada', { name: 'Ada Lovelace', nickname: 'A' }));
  });

  it('keeps the language that I chose', async () => {
    await remember(visitorOf('ada', { language: 'pt' }));
    await visitors.noteSeen({ visitorId: 'ada', language: 'en' });
    expect((await remembered('ada'))?.language).toBe('pt');
  });

  it.each([
    ['shows again within the hour', NOW - HOUR + 1, 0],
    ['shows again after an hour', NOW - HOUR, 1],
    ['was seen in a future that a clock has taken back', NOW + HOUR, 1],
  ])('is written again only when there is something new: %s', async (_, seenAt, times) => {
    await remember(visitorOf('ada', { name: 'Ada', seenAt }));
    const written = vi.spyOn(local, 'set');
    await visitors.noteSeen({ visitorId: 'ada', name: 'Ada' });
    expect(written).toHaveBeenCalledTimes(times);
    expect((await remembered('ada'))?.seenAt).toBe(times ? NOW : seenAt);
  });

  it('is written again at once when the name is new', async () => {
    await remember(visitorOf('ada', { name: 'Ada', seenAt: NOW - 1 }));
    await visitors.noteSeen({ visitorId: 'ada', name: 'Ada L.' });
    expect(await remembered('ada')).toEqual(visitorOf('ada', { name: 'Ada L.' }));
  });

  it('is nobody without an ID, or with one that is longer than any', async () => {
    await visitors.noteSeen({ visitorId: '  ', name: 'Ada' });
    await visitors.noteSeen({ visitorId: 'x'.repeat(501) });
    expect(await local.get(null)).toEqual({});
  });

  it('may have a name or a language that does not fit: nothing unreadable is stored', async () => {
    await visitors.noteSeen({ visitorId: 'ada', name: `${'x'.repeat(199)}👋`, language: 'x'.repeat(36) });
    expect(await remembered('ada')).toEqual(visitorOf('ada', { name: 'x'.repeat(199) }));
  });
});

describe('forgetting a visitor', () => {
  it('removes them and their conversations, and nobody else’s', async () => {
    await remember(visitorOf('ada'), visitorOf('bob'));
    await visitors.link('ada', 'thread-a');
    await visitors.link('bob', 'thread-b');
    expect(await visitors.forget('ada')).toEqual({ ok: true, value: undefined });
    expect([await remembered('ada'), await remembered('bob')]).toEqual([undefined, visitorOf('bob')]);
    expect([await visitors.visitorOfThread('thread-a'), await visitors.visitorOfThread('thread-b')]).toEqual([
      undefined,
      'bob',
    ]);
  });

  it('leaves the same ID of another account alone', async () => {
    const elsewhere = visitorOf('ada', { accountId: 'acc-10' });
    await remember(visitorOf('ada'), elsewhere);
    await visitors.forget('ada');
    expect(await remembered('ada', 'acc-10')).toEqual(elsewhere);
  });

  it('is fine when nothing is remembered', async () => {
    expect(await visitors.forget('nobody')).toEqual({ ok: true, value: undefined });
  });
});

describe('whose conversation a thread is', () => {
  it('is remembered by account, and can be corrected', async () => {
    expect(await visitors.link('ada', 'thread')).toEqual({
      ok: true,
      value: { accountId: 'acc-1', threadId: 'thread', visitorId: 'ada' },
    });
    await visitors.link('bob', 'thread');
    expect(await visitors.visitorOfThread('thread')).toBe('bob');
    account = 'acc-2';
    expect(await visitors.visitorOfThread('thread')).toBeUndefined();
  });

  it('G-R9 is not written over what cannot be read', async () => {
    const key = `${threadItem.key}${JSON.stringify(['acc-1', 'thread'])}`;
    await local.set({ [key]: NEWER });
    expect(await visitors.link('ada', 'thread')).toEqual({ ok: false, failure: { kind: 'storage-newer' } });
    expect((await local.get(null))[key]).toEqual(NEWER);
    expect(await visitors.visitorOfThread('thread')).toBeUndefined();
  });
});

describe('merging two visitors', () => {
  const ada = visitorOf('ada', { name: 'Ada', nickname: 'A', language: 'pt', isPinned: true, seenAt: NOW + 5 });
  const lovelace = visitorOf('c-1', { name: 'Lovelace', note: 'wool', seenAt: NOW - 5 });

  it('keeps what the second has, and takes the rest from the first', async () => {
    await remember(ada, lovelace);
    const both = { ...ada, visitorId: 'c-1', name: 'Lovelace', note: 'wool' };
    expect(await visitors.merge('ada', 'c-1')).toEqual({ ok: true, value: both });
    expect([await remembered('ada'), await remembered('c-1')]).toEqual([undefined, both]);
  });

  it('takes the conversations along', async () => {
    await remember(ada, lovelace);
    await visitors.link('ada', 'thread-a');
    await visitors.link('c-1', 'thread-b');
    await visitors.merge('ada', 'c-1');
    expect([await visitors.visitorOfThread('thread-a'), await visitors.visitorOfThread('thread-b')]).toEqual([
      'c-1',
      'c-1',
    ]);
  });

  it('works when only one of them is known', async () => {
    await remember(ada);
    expect(await visitors.merge('ada', 'c-1')).toMatchObject({ ok: true, value: { nickname: 'A', visitorId: 'c-1' } });
    expect(await visitors.merge('nobody', 'c-1')).toMatchObject({ ok: true, value: { nickname: 'A' } });
    expect(await idsOf(visitorItem)).toEqual([visitorName({ accountId: 'acc-1', visitorId: 'c-1' })]);
  });

  it('changes nothing when it is the same visitor', async () => {
    await remember(ada);
    expect(await visitors.merge('ada', 'ada')).toEqual({ ok: true, value: ada });
    expect(await remembered('ada')).toEqual(ada);
  });

  it('loses nothing, at whatever step the background dies, and can be done again', async () => {
    for (let steps = 0; steps < 16; steps++) {
      fakeBrowser.reset();
      vi.restoreAllMocks();
      await remember(ada, lovelace);
      await visitors.link('ada', 'thread');
      makeStorageMortal();
      const mortal = createVisitors({ accountId: async () => 'acc-1', now: () => now });
      void living({ stepsLeft: steps }, () => mortal.merge('ada', 'c-1'));
      await new Promise((resolve) => setImmediate(resolve));
      vi.restoreAllMocks();
      const [first, second] = [await remembered('ada'), await remembered('c-1')];
      expect(first ?? second, `died at step ${steps}`).toMatchObject({ nickname: 'A' });
      expect(second).toMatchObject({ note: 'wool' });
      expect(['ada', 'c-1']).toContain(await visitors.visitorOfThread('thread'));
      await visitors.merge('ada', 'c-1');
      expect(await remembered('c-1')).toMatchObject({ name: 'Lovelace', nickname: 'A', note: 'wool', isPinned: true });
      expect(await visitors.visitorOfThread('thread')).toBe('c-1');
    }
  });
});

describe(`more than ${MOST_VISITORS} visitors`, () => {
  const fill = (count: number, of: (n: number) => Partial<Visitor> = () => ({})) =>
    remember(...Array.from({ length: count }, (_, n) => visitorOf(`v-${n}`, { seenAt: n, ...of(n) })));
  const left = async () => (await idsOf(visitorItem)).map((id) => JSON.parse(id)[1] as string);

  it('forgets those seen longest ago, and not the newcomer', async () => {
    await fill(MOST_VISITORS);
    await visitors.noteSeen({ visitorId: 'new' });
    const ids = await left();
    expect(ids.length).toBeLessThanOrEqual(MOST_VISITORS);
    expect(ids.length).toBeGreaterThan(MOST_VISITORS - 100);
    expect([ids.includes('v-0'), ids.includes('v-4999'), ids.includes('new')]).toEqual([false, true, true]);
  });

  it('forgets none that I pinned or wrote about, nor what cannot be read, nor another account’s', async () => {
    const about = [{ isPinned: true }, { nickname: 'N' }, { note: 'x' }];
    await fill(MOST_VISITORS, (n) => about[n] ?? {});
    const elsewhere = visitorOf('v-0', { accountId: 'acc-10', seenAt: -1 });
    await remember(elsewhere);
    await local.set({ [keyOf('broken')]: BROKEN });
    await visitors.noteSeen({ visitorId: 'new' });
    const ids = await left();
    for (const kept of ['v-0', 'v-1', 'v-2', 'broken']) expect(ids).toContain(kept);
    expect(ids).not.toContain('v-3');
    expect(await remembered('v-0', 'acc-10')).toEqual(elsewhere);
  });

  it('are remembered when I wrote about every one of them', async () => {
    await fill(MOST_VISITORS, () => ({ note: 'x' }));
    await visitors.noteSeen({ visitorId: 'new' });
    expect(await left()).toHaveLength(MOST_VISITORS + 1);
  });

  it('reads no others for a visitor who is known already', async () => {
    await fill(3);
    const reading = vi.spyOn(local, 'get');
    await visitors.save('v-1', { note: 'x' });
    expect(reading).toHaveBeenCalledTimes(1);
  });
});
