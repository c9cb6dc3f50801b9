import { beforeEach, describe, expect, it } from 'vitest';
import { err, ok } from '../result.ts';
import { LONGEST_VISITOR_ID } from '../storage/items/messages.ts';
import { createChangeDesk } from './change-testing.ts';
import { allRecords } from './testing.ts';

let desk: ReturnType<typeof createChangeDesk>;
beforeEach(() => {
  desk = createChangeDesk();
});

describe('looking up a message by its Brevo id', () => {
  it.each(['agent', 'automated'] as const)(
    'makes a record of an %s message, which can then be changed',
    async (mode) => {
      const brevoId = desk.post('Sent from the phone', mode);
      const found = await desk.changes.lookUp(brevoId);
      const [record] = await allRecords();
      expect(found).toEqual(ok({ kind: 'ours', id: record?.id }));
      expect(record).toMatchObject({
        origin: 'looked-up',
        accountId: desk.accountId,
        visitorId: 'ada',
        mode,
        text: 'Sent from the phone',
        confirmedAt: desk.clock.now,
        state: { kind: 'sent', brevoId },
      });
      expect(await desk.changes.delete(record?.id ?? '', 'Sent from the phone')).toEqual(ok(undefined));
      expect(desk.atBrevo()).toEqual([]);
    },
  );

  it.each([true, false])(
    'takes an automated message for one, whether Brevo serves it under both paths or not: %j',
    async (pushedIdsUnderMessages) => {
      desk.simulation.setUnknowns({ pushedIdsUnderMessages });
      await desk.changes.lookUp(desk.post('Shipped', 'automated'));
      const [record] = await allRecords();
      expect(record).toMatchObject({ mode: 'automated', text: 'Shipped' });
      expect(desk.methods()).toHaveLength(pushedIdsUnderMessages ? 1 : 2);
      expect(await desk.changes.edit(record?.id ?? '', 'On its way', 'Shipped')).toEqual(ok(undefined));
      expect(desk.simulation.arrivals.at(-1)?.request.path).toContain('/pushedMessages/');
    },
  );

  it.each([
    [LONGEST_VISITOR_ID, 'v'.repeat(LONGEST_VISITOR_ID)],
    [LONGEST_VISITOR_ID + 1, ''],
  ])('G-R9 can read the record again of a visitor whose id has %i characters', async (length, visitorId) => {
    const found = await desk.changes.lookUp(desk.post('Hello', 'agent', 'v'.repeat(length)));
    expect(found).toMatchObject({ ok: true, value: { kind: 'ours' } });
    expect(await allRecords()).toMatchObject([{ visitorId, text: 'Hello' }]);
  });

  it('finds the record that is there already and brings its text up to date', async () => {
    const { brevoId } = await desk.sent('Hello');
    desk.elsewhere(brevoId, 'Hello from the phone');
    expect(await desk.changes.lookUp(brevoId)).toEqual(ok({ kind: 'ours', id: 'm-1' }));
    expect((await allRecords()).map(({ text }) => text)).toEqual(['Hello from the phone']);
  });

  it('only shows a message that the visitor wrote', async () => {
    const brevoId = desk.simulation.visitorWrites('ada', 'Where is my parcel?');
    const found = await desk.changes.lookUp(brevoId);
    expect(found).toMatchObject({ ok: true, value: { kind: 'visitors', message: { text: 'Where is my parcel?' } } });
    expect(await allRecords()).toEqual([]);
  });

  it.each(['nothing', '..', '../agentOnlinePing', 'a/b?c#d', '%2f', ' ', '\ud800'])(
    'F28 says of “%s” that Brevo does not know it, and reaches no other endpoint',
    async (brevoId) => {
      expect(await desk.changes.lookUp(brevoId)).toMatchObject(err({ kind: 'brevo', failure: { kind: 'not-found' } }));
      expect(desk.methods().every((method) => method === 'GET')).toBe(true);
      expect(await allRecords()).toEqual([]);
    },
  );

  it('does not take trouble at Brevo for an unknown id', async () => {
    const brevoId = desk.post('Hello');
    desk.simulation.script({ method: 'GET', fault: { kind: 'status', status: 503 }, times: 3 });
    expect(await desk.changes.lookUp(brevoId)).toMatchObject(err({ kind: 'brevo', failure: { kind: 'unavailable' } }));
    expect(desk.methods()).toEqual(['GET', 'GET', 'GET']);
  });

  it('needs an account', async () => {
    desk.world.account = undefined;
    expect(await desk.changes.lookUp('Q')).toEqual(err({ kind: 'not-changeable' }));
    expect(desk.simulation.arrivals).toEqual([]);
  });
});

describe('G-R7 at once', () => {
  it('makes one record, however often the button is pressed', async () => {
    const brevoId = desk.post('Hello');
    const answers = await Promise.all(Array.from({ length: 5 }, () => desk.changes.lookUp(brevoId)));
    expect(await allRecords()).toHaveLength(1);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('G-R8 neither brings back what is being deleted nor an older text of what is being edited', async () => {
    for (let turns = 0; turns < 30; turns++) {
      const id = `m-${turns}`;
      const { brevoId } = await desk.sent('Hello', { id });
      const change = turns % 2 ? desk.changes.delete(id, 'Hello') : desk.changes.edit(id, 'New', 'Hello');
      for (let i = 0; i < turns; i++) await Promise.resolve();
      await Promise.all([change, desk.changes.lookUp(brevoId)]);
      const record = await desk.records.get(id);
      expect(record, `after ${turns} turns`).toMatchObject(
        turns % 2 ? { state: { kind: 'deleted' } } : { text: 'New' },
      );
      const other = turns % 2 ? desk.changes.delete(id, 'Hello') : desk.changes.edit(id, 'Newer', 'New');
      expect((await other).ok).toBe(turns % 2 === 0);
    }
  });

  it('G-R8 holds too when the look-up comes first', async () => {
    const { brevoId } = await desk.sent('Hello');
    desk.simulation.script({ method: 'GET', fault: { kind: 'delay', ms: 1 } });
    const [, gone] = await Promise.all([desk.changes.lookUp(brevoId), desk.changes.delete('m-1', 'Hello')]);
    expect(gone).toEqual(ok(undefined));
    expect(await desk.records.get('m-1')).toMatchObject({ state: { kind: 'deleted' } });
  });
});
