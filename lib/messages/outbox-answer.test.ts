import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ok } from '../result.ts';
import { settled } from './fakes.ts';
import { allRecords, createOffice, leave, messageOf, quiet, stateOf } from './testing.ts';

const { local } = fakeBrowser.storage;
const MINUTE = 60_000;
const done = ok(undefined);
const STALE = { kind: 'needs-answer', why: 'stale' };
const RESTARTED = { kind: 'needs-answer', why: 'restarted' };

describe('F14 offline', () => {
  it('keeps what was confirmed, without a request, and sends it in order when the network is back', async () => {
    const office = createOffice();
    office.world.isOnline = false;
    const { adopt, wake } = office.background();
    for (const id of ['a', 'b', 'c']) await adopt(await office.confirm({ id, text: id }));
    await office.pass(5 * MINUTE);
    expect(office.simulation.arrivals).toEqual([]);
    expect((await allRecords()).map(({ state }) => state.kind)).toEqual(['queued', 'queued', 'queued']);
    office.world.isOnline = true;
    wake();
    await quiet();
    expect(office.posted()).toEqual(['a', 'b', 'c']);
  });

  it('sends within half a minute though nobody says that the network is back, also in another life', async () => {
    const office = createOffice();
    office.world.isOnline = false;
    await office.background().adopt(await office.confirm());
    await office.pass(MINUTE);
    office.die();
    office.world.isOnline = true;
    await office.pass(30_000);
    await quiet();
    expect(office.posted()).toEqual(['Hello']);
  });
});

describe('G-R11 text that waited more than ten minutes', () => {
  it('is sent after ten minutes and not later', async () => {
    const office = createOffice();
    office.world.isOnline = false;
    await office.background().adopt(await office.confirm());
    await office.pass(10 * MINUTE - 1);
    office.world.isOnline = true;
    await office.pass(1);
    await quiet();
    expect(office.posted()).toEqual(['Hello']);
  });

  it('needs an answer, says so once, and is never sent without', async () => {
    const office = createOffice();
    office.world.isOnline = false;
    await office.background().adopt(await office.confirm());
    await office.pass(11 * MINUTE);
    office.world.isOnline = true;
    await office.pass(60 * MINUTE);
    for (let life = 0; life < 3; life++) {
      office.die();
      office.start();
      await office.pass(MINUTE);
    }
    expect([office.requests(), office.alarm.at]).toEqual([0, undefined]);
    expect(await stateOf()).toMatchObject(STALE);
    expect(office.told.filter(([, isNews]) => isNews)).toEqual([[1, true]]);
    // Each life says how many there are, for the badge.
    expect(office.told).toEqual([
      [1, true],
      [1, false],
      [1, false],
      [1, false],
    ]);
  });

  it('needs one when it was confirmed long ago and only now found', async () => {
    const office = createOffice();
    await office.confirm();
    await office.pass(10 * MINUTE + 1);
    office.start();
    await quiet();
    expect([office.requests(), await stateOf()]).toMatchObject([0, STALE]);
  });

  it('tells of several together', async () => {
    const office = createOffice();
    await leave(
      messageOf({ kind: 'queued' }, { id: 'a' }),
      messageOf({ kind: 'queued' }, { id: 'b', visitorId: 'ben' }),
      messageOf({ kind: 'held', windowMs: 5000 }, { id: 'c', visitorId: 'cy' }),
    );
    await office.pass(11 * MINUTE);
    office.start();
    await quiet();
    expect(office.told).toEqual([[3, true]]);
  });

  it('goes out with "send anyway", once, as the same record', async () => {
    const office = createOffice();
    await leave(messageOf({ kind: 'needs-answer', at: 1, why: 'stale' }));
    await office.pass(60 * MINUTE);
    const { sendAnyway } = office.start();
    await settled();
    const answers = await Promise.all([sendAnyway('m-1'), sendAnyway('m-1')]);
    expect(answers[0]).toEqual(done);
    await office.pass(MINUTE);
    expect(await quiet()).toMatchObject([{ id: 'm-1', text: 'Hello', state: { kind: 'sent' } }]);
    expect(office.posted()).toEqual(['Hello']);
    expect(office.told).toEqual([
      [1, false],
      [0, false],
    ]);
  });

  it('goes out past what may have been sent before it', async () => {
    const office = createOffice();
    await leave(
      messageOf({ kind: 'unknown', at: 1 }, { id: 'a', text: 'a' }),
      messageOf({ kind: 'needs-answer', at: 1, why: 'stale' }, { id: 'b', text: 'b' }),
    );
    expect(await office.background().sendAnyway('b')).toEqual(done);
    await quiet();
    expect(office.posted()).toEqual(['b']);
  });

  it('is held back until it is stale, and then asked about', async () => {
    const office = createOffice();
    await leave(messageOf({ kind: 'unknown', at: 1 }, { id: 'a' }), messageOf({ kind: 'queued' }, { id: 'b' }));
    office.start();
    await office.pass(11 * MINUTE);
    expect([office.requests(), await stateOf('b')]).toMatchObject([0, STALE]);
  });
});

describe('G-R11 a start of the browser, or an update', () => {
  it.each([
    ['held', { kind: 'held', windowMs: 60_000 }],
    ['queued', { kind: 'queued' }],
  ] as const)('asks about what was %s, and says so once', async (_, state) => {
    const office = createOffice();
    await leave(messageOf({ ...state }));
    office.restart();
    office.start();
    await office.pass(5 * MINUTE);
    expect([office.requests(), await stateOf(), office.told]).toMatchObject([0, RESTARTED, [[1, true]]]);
    office.die();
    office.start();
    await office.pass(MINUTE);
    expect(office.requests()).toBe(0);
    expect(office.told).toEqual([
      [1, true],
      [1, false],
    ]);
  });

  it('asks about what a page confirmed before it and nobody took, also when a page tells it only now', async () => {
    const office = createOffice();
    await office.confirm();
    const told = office.intent({ id: 'm-2', text: 'Two' });
    office.restart();
    const { confirm } = office.start();
    expect(await confirm(told)).toEqual(done);
    await quiet();
    await office.pass(MINUTE);
    expect(office.requests()).toBe(0);
    expect([await stateOf('m-1'), await stateOf('m-2')]).toMatchObject([RESTARTED, RESTARTED]);
  });

  it('asks about what version 1 left, which knew no starts', async () => {
    const office = createOffice();
    const { bootId: _, ...old } = office.intent();
    await local.set({ 'intent:m-1': { v: 1, data: old } });
    office.start();
    await quiet();
    expect([office.requests(), await stateOf()]).toMatchObject([0, RESTARTED]);
  });

  it('says "may have been sent" of what was on its way', async () => {
    const office = createOffice();
    await leave(messageOf({ kind: 'dispatching', at: 7 }));
    office.restart();
    office.start();
    await quiet();
    expect([office.requests(), await stateOf(), office.told]).toEqual([0, { kind: 'unknown', at: 7 }, []]);
  });

  it('sends what is confirmed after it', async () => {
    const office = createOffice();
    await leave(messageOf({ kind: 'queued' }));
    office.restart();
    const { adopt } = office.start();
    await settled();
    await adopt(await office.confirm({ id: 'm-2', text: 'Two' }));
    await settled();
    expect([office.posted(), await stateOf()]).toMatchObject([['Two'], RESTARTED]);
  });

  it('a worker that only died is none', async () => {
    const office = createOffice();
    await leave(messageOf({ kind: 'queued' }));
    office.die();
    office.start();
    await quiet();
    expect(office.posted()).toEqual(['Hello']);
  });

  it.each([1, 2, 3])('is finished by a later life when write %i of it fails', async (which) => {
    const office = createOffice();
    await leave(messageOf({ kind: 'queued' }, { id: 'a' }), messageOf({ kind: 'held', windowMs: 9 }, { id: 'b' }));
    await office.confirm({ id: 'c' });
    office.restart();
    const set = local.set.bind(local);
    let writes = 0;
    vi.spyOn(local, 'set').mockImplementation((items) =>
      ++writes === which ? Promise.reject(new Error('full')) : set(items),
    );
    office.start();
    await settled();
    office.die();
    office.start();
    await office.pass(MINUTE);
    expect(office.requests()).toBe(0);
    for (const id of ['a', 'b', 'c']) expect(await stateOf(id)).toMatchObject(RESTARTED);
  });

  it('tells no news of what was recorded before, whose intent could not be removed', async () => {
    const office = createOffice();
    await leave(messageOf({ kind: 'sent', at: 1, brevoId: 'Q' }));
    await office.confirm();
    office.restart();
    office.start();
    await quiet();
    expect(office.told).toEqual([]);
    expect(await stateOf()).toMatchObject({ kind: 'sent' });
  });
});

describe('"send anyway"', () => {
  it('lets what is held back go, and nothing else, once', async () => {
    const office = createOffice();
    const ids = ['b', 'c'];
    await leave(
      messageOf({ kind: 'unknown', at: 1 }, { id: 'a', text: 'a' }),
      ...ids.map((id) => messageOf({ kind: 'queued' }, { id, text: id })),
    );
    const { sendAnyway } = office.start();
    expect(await sendAnyway('c')).toEqual(done);
    await settled();
    expect([office.posted(), await stateOf('b')]).toEqual([['c'], { kind: 'queued' }]);
    expect((await sendAnyway('c')).ok).toBe(false);
    expect(await sendAnyway('b')).toEqual(done);
    await quiet();
    expect(office.posted()).toEqual(['c', 'b']);
  });

  it('does not reach past what may be sent later on', async () => {
    const office = createOffice();
    office.world.isOnline = false;
    await leave(
      messageOf({ kind: 'unknown', at: 1 }, { id: 'a' }),
      messageOf({ kind: 'queued' }, { id: 'b', text: 'b' }),
      messageOf({ kind: 'queued' }, { id: 'c', text: 'c' }),
    );
    const outbox = office.start();
    await outbox.sendAnyway('b');
    office.world.isOnline = true;
    office.misbehave({ kind: 'reset', committed: true });
    await outbox.sendAnyway('c');
    // `b` may now have been sent: the agent did not know when saying so of `c`.
    await vi.waitFor(async () => expect(await stateOf('b')).toMatchObject({ kind: 'unknown' }));
    await settled();
    expect([office.posted(), await stateOf('c')]).toEqual([['b'], { kind: 'queued' }]);
  });

  it.each(['sent', 'sent-id-unknown', 'unknown', 'not-sent', 'held', 'cancelled', 'deleted'] as const)(
    'G-R2 is refused for a message that is %s',
    async (kind) => {
      const office = createOffice();
      const state = { kind, at: 1, brevoId: 'Q', by: 'brevo', reason: { kind: 'no-key' }, windowMs: 9000 } as const;
      await leave(messageOf(state as never));
      const { sendAnyway } = office.start();
      expect(await sendAnyway('m-1')).toEqual({ ok: false, failure: { kind: 'not-changeable' } });
      expect((await sendAnyway('nothing')).ok).toBe(false);
      await settled();
      expect([office.requests(), (await stateOf())?.kind]).toEqual([0, kind]);
    },
  );
});

describe('when the agent keeps no texts', () => {
  it('G-R2 takes a late copy of what was sent for what it is', async () => {
    const office = createOffice();
    office.world.keepsText = false;
    const { adopt, confirm } = office.background();
    await adopt(await office.confirm());
    await vi.waitFor(async () => expect(await stateOf()).toMatchObject({ kind: 'sent' }));
    expect(await confirm(office.intent())).toEqual(done);
    expect((await allRecords()).map(({ id, text }) => [id, text])).toEqual([['m-1', '']]);
    expect(office.posted()).toEqual(['Hello']);
  });

  it('G-R1 keeps the text of everything that is not over', async () => {
    const office = createOffice();
    office.world.keepsText = false;
    office.misbehave({ kind: 'status', status: 503 }, 1);
    const { adopt } = office.background();
    await adopt(await office.confirm());
    await adopt(await office.confirm({ id: 'm-2', text: ' ' }));
    await settled();
    await vi.waitFor(async () => expect(await stateOf()).toMatchObject({ kind: 'unknown' }));
    expect((await allRecords()).map(({ text }) => text)).toEqual(['Hello', ' ']);
  });
});
