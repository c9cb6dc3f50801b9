import { beforeEach, describe, expect, it } from 'vitest';
import { err, ok } from '../result.ts';
import { createChangeDesk } from './change-testing.ts';
import { textHash } from './text-hash.ts';

let desk: ReturnType<typeof createChangeDesk>;
beforeEach(() => {
  desk = createChangeDesk();
  desk.world.keepsText = false;
});
const done = ok(undefined);
const kept = async () => {
  const { text, textHash: hash, state } = (await desk.records.get('m-1')) ?? {};
  return { text, hash, kind: state?.kind };
};
const hashOf = (text: string) => textHash({ id: 'm-1' }, text);

describe('a message whose text this browser does not keep', () => {
  it('is read at Brevo before it is edited, and the new text is not kept either', async () => {
    await desk.sent('Hello');
    expect(await kept()).toEqual({ text: '', hash: await hashOf('Hello'), kind: 'sent' });
    expect(await desk.changes.read('m-1')).toEqual(ok('Hello'));
    expect(await desk.changes.edit('m-1', 'New', 'Hello')).toEqual(done);
    expect(desk.atBrevo()).toEqual(['New']);
    expect(await kept()).toEqual({ text: '', hash: await hashOf('New'), kind: 'sent' });
  });

  it('is deleted unseen when Brevo still has the text that was sent', async () => {
    await desk.sent('Hello');
    expect(await desk.changes.delete('m-1', '')).toEqual(done);
    expect(desk.atBrevo()).toEqual([]);
    expect(await kept()).toMatchObject({ text: '', kind: 'deleted' });
  });

  it('F20 is shown first when Brevo has another text by now', async () => {
    const { brevoId } = await desk.sent('Hello');
    desk.elsewhere(brevoId, 'Theirs');
    const differs = err({ kind: 'differs', text: 'Theirs' });
    expect(await desk.changes.delete('m-1', '')).toEqual(differs);
    expect(await desk.changes.edit('m-1', 'Mine', 'Hello')).toEqual(differs);
    expect(await desk.changes.edit('m-1', 'Mine', '')).toEqual(differs);
    expect(desk.atBrevo()).toEqual(['Theirs']);
    expect(await desk.changes.delete('m-1', 'Theirs')).toEqual(done);
  });

  it('G-R8 says so when it is gone', async () => {
    const { brevoId } = await desk.sent('Hello');
    desk.deletedElsewhere(brevoId);
    expect(await desk.changes.read('m-1')).toEqual(err({ kind: 'already-deleted' }));
    expect(await kept()).toMatchObject({ text: '', kind: 'deleted' });
  });

  it('F20 is compared by the text that is kept, once texts are kept again, and not by one that was there before', async () => {
    const { brevoId } = await desk.sent('Hello');
    desk.world.keepsText = true;
    expect(await desk.changes.edit('m-1', 'New', 'Hello')).toEqual(done);
    desk.elsewhere(brevoId, 'Hello');
    expect(await desk.changes.delete('m-1', 'New')).toEqual(err({ kind: 'differs', text: 'Hello' }));
    expect(desk.atBrevo()).toEqual(['Hello']);
  });

  it('is looked up without keeping what was found', async () => {
    const brevoId = desk.post('From the phone');
    const found = await desk.changes.lookUp(brevoId);
    const id = found.ok && found.value.kind === 'ours' ? found.value.id : '';
    expect(await desk.records.get(id)).toMatchObject({ text: '', textHash: await textHash({ id }, 'From the phone') });
    expect(await desk.changes.delete(id, '')).toEqual(done);
  });
});
