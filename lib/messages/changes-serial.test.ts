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
  it('F20 G-R7 does two edits one after the other: the second sees the first', async () => {
    await desk.sent('Hello');
    const answers = await Promise.all([desk.changes.edit('m-1', 'One'), desk.changes.edit('m-1', 'Two')]);
    expect(answers).toEqual([done, done]);
    expect(desk.methods()).toEqual(['GET', 'PUT', 'GET', 'PUT']);
    expect([desk.atBrevo(), (await desk.records.get('m-1'))?.text]).toEqual([['Two'], 'Two']);
  });

  it('F20 tells the loser of an edit against a deletion, in either order', async () => {
    await desk.sent('Hello');
    const [gone, edited] = await Promise.all([desk.changes.delete('m-1'), desk.changes.edit('m-1', 'One')]);
    expect([gone, edited]).toEqual([done, err({ kind: 'already-deleted' })]);
    await desk.sent('Hello', { id: 'm-2' });
    const [first, last] = await Promise.all([desk.changes.edit('m-2', 'One'), desk.changes.delete('m-2')]);
    expect([first, last]).toEqual([done, done]);
    expect(desk.atBrevo()).toEqual([]);
  });

  it('does not make one message wait for another', async () => {
    await desk.sent('Hello');
    await desk.sent('Other', { id: 'm-2' });
    desk.simulation.script({ method: 'GET', fault: { kind: 'hang', committed: false } });
    const slow = desk.changes.edit('m-1', 'New');
    expect(await Promise.race([slow.then(() => 'slow'), desk.changes.edit('m-2', 'New').then(() => 'quick')])).toBe(
      'quick',
    );
    await slow;
  });
});

describe('what cannot be changed', () => {
  it.each(['queued', 'dispatching', 'sent-id-unknown', 'unknown'] as const)('a message that is %s', async (kind) => {
    await desk.records.put(messageOf({ kind, at: 1, by: 'agent' }));
    expect(await desk.changes.edit('m-1', 'New')).toEqual(err({ kind: 'not-changeable' }));
    expect(await desk.changes.delete('m-1')).toEqual(err({ kind: 'not-changeable' }));
    expect(await desk.changes.delete('nothing')).toEqual(err({ kind: 'not-changeable' }));
    expect(desk.simulation.arrivals).toEqual([]);
  });

  it('F23 anything without the permission', async () => {
    await desk.sent('Hello');
    desk.world.hasPermission = false;
    expect(await desk.changes.edit('m-1', 'New')).toEqual(err({ kind: 'no-permission' }));
    expect(await desk.changes.delete('m-1')).toEqual(err({ kind: 'no-permission' }));
    expect(await desk.changes.lookUp('Q')).toEqual(err({ kind: 'no-permission' }));
    expect(desk.simulation.arrivals).toEqual([]);
  });
});

it('G-R9 reports when the change is made but cannot be recorded', async () => {
  await desk.sent('Hello');
  vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValueOnce(new Error('full'));
  expect(await desk.changes.edit('m-1', 'New')).toEqual(err({ kind: 'storage-unavailable' }));
  expect(desk.atBrevo()).toEqual(['New']);
  expect(await desk.changes.edit('m-1', 'New')).toEqual(done);
});
