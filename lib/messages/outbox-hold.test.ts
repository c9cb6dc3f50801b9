import { describe, expect, it } from 'vitest';
import { err, ok } from '../result.ts';
import { createChangeDesk } from './change-testing.ts';
import { settled } from './fakes.ts';
import { allRecords, createOffice, leave, messageOf, quiet, stateOf } from './testing.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const done = ok(undefined);
const refused = err({ kind: 'not-changeable' });
const holding = () => createOffice({ undoWindowMs: 5000 });

describe('the time to undo', () => {
  it('holds what was confirmed, and sends it when it is over', async () => {
    const office = holding();
    await office.background().adopt(await office.confirm());
    await office.pass(4999);
    expect([office.requests(), await stateOf()]).toEqual([0, { kind: 'held', windowMs: 5000 }]);
    await office.pass(1);
    await quiet();
    expect(office.posted()).toEqual(['Hello']);
  });

  it('G-R5 undo means no request at all, and gives the message back', async () => {
    const office = holding();
    const { adopt, undo } = office.background();
    await adopt(await office.confirm({ caret: 3 }));
    await office.pass(4999);
    const cancelled = messageOf({ kind: 'cancelled', at: office.clock.now }, { caret: 3 });
    expect(await undo('m-1')).toEqual(ok(cancelled));
    await office.pass(20 * MINUTE);
    office.restart();
    office.start();
    await office.pass(20 * MINUTE);
    expect(await allRecords()).toEqual([cancelled]);
    expect([office.requests(), office.told]).toEqual([0, []]);
  });

  it('G-R5 gives the text back also when the agent keeps none', async () => {
    const office = holding();
    office.world.keepsText = false;
    const { adopt, undo, records } = office.background();
    await adopt(await office.confirm());
    expect(await undo('m-1')).toMatchObject(ok({ text: 'Hello' }));
    expect((await records.get('m-1'))?.text).toBe('');
  });

  it('G-R5 undo of several at once: each is taken back or sent, never both', async () => {
    const office = holding();
    const { adopt, undo } = office.background();
    const ids = ['a', 'b', 'c', 'd'];
    for (const id of ids) {
      await adopt(await office.confirm({ id, text: id }));
      await office.pass(1000);
    }
    const ending = office.pass(1000);
    const answers = await Promise.all(ids.map((id) => undo(id)));
    await ending;
    await office.pass(10_000);
    await quiet();
    const takenBack = ids.filter((_, i) => answers[i]?.ok);
    expect([...office.posted(), ...takenBack].toSorted()).toEqual(ids);
  });

  it('can be undone once; too late, the agent is told', async () => {
    const office = holding();
    const { adopt, undo } = office.background();
    await adopt(await office.confirm());
    const [first, second] = await Promise.all([undo('m-1'), undo('m-1')]);
    expect([first.ok, second]).toEqual([true, refused]);
    await adopt(await office.confirm({ id: 'm-2', text: 'Two' }));
    await office.pass(5000);
    expect(await undo('m-2')).toEqual(refused);
    await quiet();
    expect(office.posted()).toEqual(['Two']);
  });

  it('ends at once with "send now", once', async () => {
    const office = holding();
    const { adopt, sendNow } = office.background();
    await adopt(await office.confirm());
    const [first, second] = await Promise.all([sendNow('m-1'), sendNow('m-1')]);
    expect([first, second]).toEqual([done, refused]);
    await quiet();
    await office.pass(MINUTE);
    expect(office.posted()).toEqual(['Hello']);
  });

  it('G-R6 "send now" of the second waits for the first', async () => {
    const office = holding();
    const { adopt, sendNow } = office.background();
    await adopt(await office.confirm({ id: 'a', text: 'a' }));
    await adopt(await office.confirm({ id: 'b', text: 'b' }));
    expect(await sendNow('b')).toEqual(done);
    await settled();
    expect(office.requests()).toBe(0);
    await office.pass(5000);
    await quiet();
    expect(office.posted()).toEqual(['a', 'b']);
  });

  it('G-R6 of an earlier message holds a later one that has none', async () => {
    const office = holding();
    const { adopt } = office.background();
    await adopt(await office.confirm({ id: 'a', text: 'a' }));
    office.world.undoWindowMs = 0;
    await adopt(await office.confirm({ id: 'b', text: 'b' }));
    await office.pass(4999);
    expect(office.requests()).toBe(0);
    await office.pass(1);
    await quiet();
    expect(office.posted()).toEqual(['a', 'b']);
  });

  it.each([-MINUTE, -DAY, 9 * MINUTE])(
    'F17 is no shorter and no longer when the wall clock jumps by %i ms',
    async (jump) => {
      const office = holding();
      await office.background().adopt(await office.confirm());
      await office.pass(1000);
      office.clock.now += jump;
      await office.pass(3999);
      expect(office.requests()).toBe(0);
      await office.pass(1);
      await quiet();
      expect(office.posted()).toEqual(['Hello']);
    },
  );

  it('F17 G-R11 asks when the wall clock jumps by a day, as it may have slept', async () => {
    const office = holding();
    await office.background().adopt(await office.confirm());
    office.clock.now += DAY;
    await office.pass(5000);
    expect([office.requests(), office.told]).toEqual([0, [[1, true]]]);
    expect(await stateOf()).toMatchObject({ kind: 'needs-answer', why: 'stale' });
  });
});

describe('a background that dies during the hold', () => {
  it('G-R1 sends once all the same: the alarm starts another', async () => {
    const office = holding();
    await office.background().adopt(await office.confirm());
    expect(office.alarm.at).toBe(5000);
    await office.pass(2000);
    office.die();
    await office.pass(2999);
    expect(office.requests()).toBe(0);
    await office.pass(1);
    await quiet();
    await office.pass(10 * MINUTE);
    expect(office.posted()).toEqual(['Hello']);
  });

  it('F17 never sends early when the clock was put back meanwhile', async () => {
    const office = holding();
    await office.background().adopt(await office.confirm());
    await office.pass(4000);
    office.die();
    office.clock.now -= DAY;
    office.start();
    await office.pass(4999);
    expect(office.requests()).toBe(0);
    await office.pass(1);
    await quiet();
    expect(office.posted()).toEqual(['Hello']);
  });

  it('G-R5 can still be undone in the next life', async () => {
    const office = holding();
    await office.background().adopt(await office.confirm());
    office.die();
    expect((await office.start().undo('m-1')).ok).toBe(true);
    await office.pass(MINUTE);
    expect(office.requests()).toBe(0);
  });
});

describe('the outbox’s own alarm', () => {
  it('G-R11 is there while anything waits, and not after', async () => {
    const office = holding();
    const { adopt } = office.background();
    await settled();
    expect(office.alarm.at).toBeUndefined();
    await adopt(await office.confirm());
    expect(office.alarm.at).toBe(5000);
    office.world.isOnline = false;
    await office.pass(2 * MINUTE);
    expect(office.alarm.at).toBeDefined();
    office.world.isOnline = true;
    await office.pass(30_000);
    await quiet();
    await settled();
    expect([office.posted(), office.alarm.at]).toEqual([['Hello'], undefined]);
  });

  it('G-R11 is there while a request is under way', async () => {
    const office = createOffice({ timeLimitMs: 400 });
    office.misbehave({ kind: 'hang', committed: true });
    await office.background().adopt(await office.confirm());
    expect(office.alarm.at).toBeDefined();
    await quiet();
    await settled();
    expect(office.alarm.at).toBeUndefined();
  });

  it('rings no sooner for a later hold', async () => {
    const office = holding();
    const { adopt } = office.background();
    await adopt(await office.confirm({ id: 'a' }));
    await office.pass(4000);
    await adopt(await office.confirm({ id: 'b', visitorId: 'ben' }));
    expect(office.alarm.at).toBe(5000);
  });
});

describe('of a message that nothing was sent of yet', () => {
  it.each([
    ['held', { kind: 'held', windowMs: 60_000 }],
    ['queued, as the network is away', { kind: 'queued' }],
    ['in need of an answer', { kind: 'needs-answer', at: 1, why: 'stale' }],
    ['not sent', { kind: 'not-sent', at: 1, reason: { kind: 'no-key' } }],
  ] as const)('an edit and a deletion change the record alone: %s', async (_, state) => {
    const desk = createChangeDesk();
    desk.world.isOnline = false;
    desk.world.hasPermission = false;
    await leave(messageOf({ ...state }), messageOf({ ...state }, { id: 'm-2' }));
    expect(await desk.changes.edit('m-1', 'New', 'Hello')).toEqual(done);
    expect(await desk.records.get('m-1')).toEqual(messageOf({ ...state }, { text: 'New' }));
    expect(await desk.changes.delete('m-2', 'Hello')).toEqual(done);
    expect(await stateOf('m-2')).toEqual({ kind: 'cancelled', at: desk.clock.now });
    // The agent saw another text than there is.
    const differs = err({ kind: 'differs', text: 'New' });
    expect(await desk.changes.edit('m-1', 'Newer', 'Hello')).toEqual(differs);
    expect(await desk.changes.delete('m-1', 'Hello')).toEqual(differs);
    expect(await desk.changes.edit('m-1', ' ', 'New')).toEqual(err({ kind: 'text', problem: 'blank' }));
    expect(await desk.changes.edit('m-2', 'New', 'Hello')).toEqual(refused);
    expect(desk.simulation.arrivals).toEqual([]);
  });

  it('the new words are sent, and only they, when the hold ends', async () => {
    const desk = createChangeDesk();
    desk.world.undoWindowMs = 5000;
    await desk.outbox.adopt(await desk.confirm());
    expect(await desk.changes.edit('m-1', 'New', 'Hello')).toEqual(done);
    await desk.pass(5000);
    await quiet();
    expect(desk.posted()).toEqual(['New']);
  });

  it('G-R7 an edit that comes when the message leaves is refused, or is what leaves', async () => {
    for (let turns = 0; turns < 60; turns++) {
      const desk = createChangeDesk();
      desk.world.undoWindowMs = 5000;
      const id = `m-${turns}`;
      await desk.outbox.adopt(await desk.confirm({ id }));
      await desk.pass(4999);
      desk.clock.steady += 1;
      desk.outbox.wake();
      for (let i = 0; i < turns; i++) await Promise.resolve();
      const { ok: isEdited } = await desk.changes.edit(id, 'New', 'Hello');
      await quiet();
      expect(desk.posted(), `after ${turns} turns`).toHaveLength(1);
      // An edit that came after the answer went to Brevo.
      expect(desk.simulation.conversation('ada').map(({ text }) => text)).toEqual([isEdited ? 'New' : 'Hello']);
    }
  });
});
