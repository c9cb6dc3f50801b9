import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { err, ok } from '../result.ts';
import { createChangeDesk } from './change-testing.ts';
import { messageOf } from './testing.ts';

let desk: ReturnType<typeof createChangeDesk>;
beforeEach(() => {
  desk = createChangeDesk();
});
const done = ok(undefined);

describe('at once', () => {
  it('F20 G-R7 tells the second of two edits that began on the same text, and lets it replace what it has seen', async () => {
    await desk.sent('Hello');
    const edit = (text: string, seen: string) => desk.changes.edit('m-1', text, seen);
    const answers = await Promise.all([edit('One', 'Hello'), edit('Two', 'Hello')]);
    expect(answers).toEqual([done, err({ kind: 'differs', text: 'One' })]);
    expect(desk.methods()).toEqual(['GET', 'PUT', 'GET']);
    expect([desk.atBrevo(), (await desk.records.get('m-1'))?.text]).toEqual([['One'], 'One']);
    expect(await edit('Two', 'One')).toEqual(done);
    expect([desk.atBrevo(), (await desk.records.get('m-1'))?.text]).toEqual([['Two'], 'Two']);
  });

  it('F20 takes two edits to the same text for one', async () => {
    await desk.sent('Hello');
    const edit = () => desk.changes.edit('m-1', 'One', 'Hello');
    expect(await Promise.all([edit(), edit()])).toEqual([done, done]);
    expect(desk.methods()).toEqual(['GET', 'PUT', 'GET']);
  });

  it('F20 tells the loser of an edit against a deletion, in either order', async () => {
    await desk.sent('Hello');
    const { edit, delete: remove } = desk.changes;
    const [gone, edited] = await Promise.all([remove('m-1', 'Hello'), edit('m-1', 'One', 'Hello')]);
    expect([gone, edited]).toEqual([done, err({ kind: 'already-deleted' })]);
    await desk.sent('Hello', { id: 'm-2' });
    const [first, last] = await Promise.all([edit('m-2', 'One', 'Hello'), remove('m-2', 'Hello')]);
    expect([first, last]).toEqual([done, err({ kind: 'differs', text: 'One' })]);
    expect(desk.atBrevo()).toEqual(['One']);
  });

  it('does not make one message wait for another', async () => {
    await desk.sent('Hello');
    await desk.sent('Other', { id: 'm-2' });
    desk.simulation.script({ method: 'GET', fault: { kind: 'hang', committed: false } });
    const slow = desk.changes.edit('m-1', 'New', 'Hello');
    expect(
      await Promise.race([slow.then(() => 'slow'), desk.changes.edit('m-2', 'New', 'Other').then(() => 'quick')]),
    ).toBe('quick');
    await slow;
  });
});

describe('what cannot be changed', () => {
  it.each([
    ['dispatching', 'not-changeable'],
    ['cancelled', 'not-changeable'],
    ['sent-id-unknown', 'id-unknown'],
    ['unknown', 'id-unknown'],
    ['deleted', 'already-deleted'],
  ] as const)('G-R2 a message that is %s is refused as %s', async (state, kind) => {
    await desk.records.put(messageOf({ kind: state, at: 1, by: 'agent' }));
    expect(await desk.changes.edit('m-1', 'New', 'Hello')).toEqual(err({ kind }));
    expect(await desk.changes.delete('m-1', 'Hello')).toEqual(err({ kind }));
    expect(await desk.changes.read('m-1')).toEqual(err({ kind }));
    expect(await desk.records.get('m-1')).toMatchObject({ text: 'Hello', state: { kind: state } });
    expect(desk.simulation.arrivals).toEqual([]);
  });

  it('what nobody knows', async () => {
    const refused = err({ kind: 'not-changeable' });
    expect(await desk.changes.edit('nothing', 'New', 'Hello')).toEqual(refused);
    expect(await desk.changes.delete('nothing', 'Hello')).toEqual(refused);
    expect(await desk.changes.read('nothing')).toEqual(refused);
    expect(desk.simulation.arrivals).toEqual([]);
  });

  it('F23 anything without the permission', async () => {
    await desk.sent('Hello');
    desk.world.hasPermission = false;
    expect(await desk.changes.edit('m-1', 'New', 'Hello')).toEqual(err({ kind: 'no-permission' }));
    expect(await desk.changes.delete('m-1', 'Hello')).toEqual(err({ kind: 'no-permission' }));
    expect(await desk.changes.read('m-1')).toEqual(err({ kind: 'no-permission' }));
    expect(await desk.changes.lookUp('Q')).toEqual(err({ kind: 'no-permission' }));
    expect(desk.simulation.arrivals).toEqual([]);
  });
});

it('G-R9 reports when the change is made but cannot be recorded', async () => {
  await desk.sent('Hello');
  vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValueOnce(new Error('full'));
  expect(await desk.changes.edit('m-1', 'New', 'Hello')).toEqual(err({ kind: 'storage-unavailable' }));
  expect(desk.atBrevo()).toEqual(['New']);
  expect(await desk.changes.edit('m-1', 'New', 'Hello')).toEqual(done);
});
