import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { LIZ } from '../brevo/simulation/testing.ts';
import { intentItem } from '../storage/items/messages.ts';
import { idsOf } from '../storage/local.ts';
import { settled } from './fakes.ts';
import { allRecords, createOffice, leave, messageOf, quiet, stateOf } from './testing.ts';

const { local } = fakeBrowser.storage;
const MINUTE = 60_000;

describe('sending', () => {
  it('sends what the agent confirmed and says so only with the id that Brevo gave', async () => {
    const office = createOffice();
    await office.background().adopt(await office.confirm());
    const [record] = await quiet();
    const [commit] = office.simulation.commits;
    expect(commit).toMatchObject({ kind: 'posted', visitorId: 'ada', agentId: LIZ.id, text: 'Hello' });
    expect(record).toEqual(
      messageOf({ kind: 'sent', at: office.clock.now, brevoId: commit?.kind === 'posted' ? commit.id : '' }),
    );
    expect(await idsOf(intentItem)).toEqual([]);
  });

  it('G-R2 F19 posts once, whoever brings a confirmed send and however often', async () => {
    const office = createOffice();
    const id = await office.confirm();
    const { adopt, wake } = office.background();
    const adopting = [adopt(id), wake(), adopt(id), wake(), ...Array.from({ length: 20 }, () => adopt(id))];
    await Promise.all(adopting);
    await adopt(await office.confirm());
    wake();
    expect(await quiet()).toHaveLength(1);
    expect(office.posted()).toEqual(['Hello']);
  });

  it('G-R2 F21 posts once what a page stored and told, whichever comes first and however late the other', async () => {
    const office = createOffice();
    const { adopt, confirm } = office.background();
    expect(await confirm(office.intent())).toEqual({ ok: true, value: undefined });
    await adopt(await office.confirm());
    await Promise.all([
      adopt(await office.confirm({ id: 'm-2', text: 'Two' })),
      confirm(office.intent({ id: 'm-2', text: 'Two' })),
    ]);
    await quiet();
    await adopt(await office.confirm());
    office.start();
    expect(await quiet()).toHaveLength(2);
    expect(office.posted()).toEqual(['Hello', 'Two']);
  });

  it('G-R9 tells the page that it could not be recorded, so that the page keeps the words', async () => {
    const office = createOffice();
    vi.spyOn(local, 'set').mockRejectedValueOnce(new Error('full'));
    expect(await office.background().confirm(office.intent())).toEqual({
      ok: false,
      failure: { kind: 'storage-unavailable' },
    });
    expect(office.requests()).toBe(0);
  });

  it('F19 keeps the other words of a second surface as not sent', async () => {
    const office = createOffice();
    const { adopt } = office.background();
    await adopt(await office.confirm());
    await adopt(await office.confirm({ text: 'Hello from the panel' }));
    const records = await quiet();
    expect(office.posted()).toEqual(['Hello']);
    expect(records.map(({ text, state }) => [text, state.kind])).toEqual([
      ['Hello', 'sent'],
      ['Hello from the panel', 'not-sent'],
    ]);
    expect(records[1]?.state).toMatchObject({ reason: { kind: 'sent-elsewhere' } });
  });

  it('G-R1 F19 keeps both words when two surfaces confirmed one draft before the background looked', async () => {
    const office = createOffice();
    await office.confirm({ surface: 'popup', confirmedAt: office.clock.now - 1 });
    await office.confirm({ surface: 'panel', text: 'Hello from the panel' });
    expect(await idsOf(intentItem)).toEqual(['m-1.popup', 'm-1.panel']);
    office.start();
    const records = await quiet();
    expect(records.map(({ text, state }) => [text, state.kind])).toEqual([
      ['Hello', 'sent'],
      ['Hello from the panel', 'not-sent'],
    ]);
    expect(await idsOf(intentItem)).toEqual([]);
    expect(office.posted()).toEqual(['Hello']);
  });

  it('G-R2 F19 posts once when two surfaces confirmed the same words', async () => {
    const office = createOffice();
    await office.confirm({ surface: 'popup' });
    await office.confirm({ surface: 'panel' });
    office.start();
    expect(await quiet()).toHaveLength(1);
    expect([office.posted(), await idsOf(intentItem)]).toEqual([['Hello'], []]);
  });

  it('G-R1 keeps the other words of a second surface that stored them while the first was being told', async () => {
    const office = createOffice();
    const { confirm } = office.background();
    await office.confirm({ text: 'Hello from the panel', surface: 'panel', confirmedAt: office.clock.now + 1 });
    await confirm(office.intent({ surface: 'popup' }));
    expect((await quiet()).map(({ text }) => text).toSorted()).toEqual(['Hello', 'Hello from the panel']);
    expect(office.posted()).toHaveLength(1);
  });

  it('takes the same words to another visitor for another message', async () => {
    const office = createOffice();
    const { adopt } = office.background();
    await adopt(await office.confirm());
    await adopt(await office.confirm({ visitorId: 'ben' }));
    expect(await quiet()).toHaveLength(2);
    expect(office.requests()).toBe(1);
  });

  it('G-R9 leaves an intent alone that cannot be read, and sends the next', async () => {
    const office = createOffice();
    await local.set({ 'intent:x': { v: 1, data: { id: 'x' } }, 'intent:y': { v: 3, data: {} } });
    office.start();
    await settled();
    expect(Object.keys(await local.get(null))).toEqual(['intent:x', 'intent:y']);
    expect(office.requests()).toBe(0);
  });
});

describe('order', () => {
  it('G-R6 is the agent’s for each visitor: what was queued behind a message that may have been sent waits', async () => {
    const office = createOffice({ timeLimitMs: 100 });
    const { adopt, sendAnyway } = office.background();
    office.misbehave({ kind: 'hang', committed: false });
    await adopt(await office.confirm({ id: 'a-1', text: 'ada 1' }));
    await adopt(await office.confirm({ id: 'a-2', text: 'ada 2' }));
    await adopt(await office.confirm({ id: 'b-1', visitorId: 'ben', text: 'ben 1' }));
    await vi.waitFor(() => expect(office.posted()).toEqual(['ben 1']), { interval: 1 });
    expect(await stateOf('a-2')).toEqual({ kind: 'queued' });
    await vi.waitFor(async () => {
      expect(await stateOf('a-1')).toMatchObject({ kind: 'unknown', failure: { kind: 'timed-out' } });
    });
    await office.pass(5 * MINUTE);
    expect([office.posted(), await stateOf('a-2')]).toEqual([['ben 1'], { kind: 'queued' }]);
    expect(await sendAnyway('a-2')).toEqual({ ok: true, value: undefined });
    await quiet();
    expect(office.posted()).toEqual(['ben 1', 'ada 2']);
  });

  it('G-R6 lets a new message go that was confirmed in sight of the one that may have been sent', async () => {
    const office = createOffice();
    await leave(
      messageOf({ kind: 'unknown', at: 1 }, { id: 'a' }),
      messageOf({ kind: 'queued' }, { id: 'b', text: 'b' }),
    );
    await office.background().adopt(await office.confirm({ id: 'c', text: 'c', past: ['a'] }));
    await settled();
    expect(office.posted()).toEqual(['c']);
    expect(await stateOf('b')).toEqual({ kind: 'queued' });
  });

  it.each(['markArrived', 'sendAgain'] as const)('G-R6 goes on once the agent decided with %s', async (decision) => {
    const office = createOffice();
    await leave(
      messageOf({ kind: 'unknown', at: 1 }, { id: 'a', text: 'a' }),
      messageOf({ kind: 'queued' }, { id: 'b', text: 'b' }),
      messageOf({ kind: 'queued' }, { id: 'c', text: 'c' }),
    );
    const outbox = office.start();
    await settled();
    expect(office.posted()).toEqual([]);
    await outbox[decision]('a');
    await quiet();
    expect(office.posted()).toEqual(decision === 'sendAgain' ? ['a', 'b', 'c'] : ['b', 'c']);
  });

  it('G-R6 is the agent’s when several sends waited for the background, whatever their keys', async () => {
    const office = createOffice();
    const ids = ['z', 'k', 'a', 'm'];
    // The browser lists keys in the order of the alphabet, not of the key presses.
    for (const id of ids.toSorted()) {
      await office.confirm({ id, text: id, confirmedAt: office.clock.now + ids.indexOf(id) });
    }
    office.clock.now += 10;
    office.start();
    await quiet();
    expect(office.posted()).toEqual(ids);
  });

  it('G-R6 puts what an earlier background left before what woke this one', async () => {
    const office = createOffice();
    const left = ['q-1', 'q-2', 'q-3', 'q-4', 'q-5'];
    await leave(...left.map((id) => messageOf({ kind: 'queued' }, { id, text: id })));
    office.clock.now += 1;
    await office.confirm({ id: 'new', text: 'new' });
    const { wake, adopt } = office.background();
    wake();
    void adopt('new');
    await quiet();
    expect(office.posted()).toEqual([...left, 'new']);
  });

  it('sends several to one visitor in the order of the key presses', async () => {
    const office = createOffice();
    const { adopt } = office.background();
    const texts = Array.from({ length: 8 }, (_, i) => `${i}`);
    for (const text of texts) void adopt(await office.confirm({ id: `m-${9 - Number(text)}`, text }));
    await quiet();
    expect(office.posted()).toEqual(texts);
  });
});

describe('after the agent decided', () => {
  it('sends again, once, however often the button is pressed', async () => {
    const office = createOffice();
    await leave(messageOf({ kind: 'unknown', at: 1 }));
    const { sendAgain } = office.background();
    const answers = await Promise.all([sendAgain('m-1'), sendAgain('m-1'), sendAgain('m-1')]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, false]);
    await quiet();
    expect(office.posted()).toEqual(['Hello']);
    expect(await sendAgain('m-1')).toEqual({ ok: false, failure: { kind: 'not-changeable' } });
    expect(office.requests()).toBe(1);
  });

  it('counts "it arrived" as sent with an unknown id, without a request', async () => {
    const office = createOffice();
    await leave(messageOf({ kind: 'unknown', at: 1 }));
    const { markArrived, sendAgain } = office.background();
    const [arrived, again] = await Promise.all([markArrived('m-1'), sendAgain('m-1')]);
    expect([arrived.ok, again.ok]).toEqual([true, false]);
    expect(await stateOf()).toEqual({ kind: 'sent-id-unknown', at: 1, by: 'agent' });
    expect(office.requests()).toBe(0);
  });

  it.each(['sent', 'sent-id-unknown', 'deleted', 'cancelled', 'queued', 'held', 'needs-answer'] as const)(
    'G-R2 refuses to send again, or to say that it arrived, of a message that is %s',
    async (kind) => {
      const office = createOffice();
      await leave(messageOf({ kind, at: 1, brevoId: 'Q', by: 'brevo', windowMs: 5000, why: 'stale' }));
      office.world.isOnline = false;
      const { markArrived, sendAgain } = office.background();
      expect([(await sendAgain('m-1')).ok, (await markArrived('m-1')).ok]).toEqual([false, false]);
      expect((await sendAgain('nothing')).ok).toBe(false);
      expect(office.requests()).toBe(0);
    },
  );

  it('G-R2 refuses everything of a message that is on its way', async () => {
    const office = createOffice({ timeLimitMs: 200 });
    office.misbehave({ kind: 'hang', committed: true });
    const outbox = office.background();
    await outbox.adopt(await office.confirm());
    const refused = { ok: false, failure: { kind: 'not-changeable' } };
    const { undo, sendNow, sendAgain, sendAnyway, markArrived, withdraw, rewrite } = outbox;
    for (const change of [undo, sendNow, sendAgain, sendAnyway, markArrived, withdraw]) {
      expect(await change('m-1')).toEqual(refused);
    }
    expect(await rewrite('m-1', 'Other')).toEqual(refused);
    expect(await stateOf()).toMatchObject({ kind: 'dispatching' });
    await quiet();
    expect(office.posted()).toEqual(['Hello']);
  });

  it('sends what may have been sent an hour ago when the agent asks for it', async () => {
    const office = createOffice();
    await leave(messageOf({ kind: 'unknown', at: 1 }));
    await office.pass(60 * MINUTE);
    await office.background().sendAgain('m-1');
    await quiet();
    expect(office.posted()).toEqual(['Hello']);
  });

  it('sends a refused message again as another attempt of the same record', async () => {
    const office = createOffice();
    office.misbehave({ kind: 'status', status: 400 });
    const { adopt, sendAgain } = office.background();
    await adopt(await office.confirm());
    expect(await quiet()).toMatchObject([{ state: { kind: 'not-sent', reason: { kind: 'refused' } } }]);
    office.clock.now += 7;
    expect(await sendAgain('m-1')).toEqual({ ok: true, value: undefined });
    expect(await quiet()).toMatchObject([
      { id: 'm-1', text: 'Hello', confirmedAt: office.clock.now, state: { kind: 'sent' } },
    ]);
    expect([office.requests(), office.posted()]).toEqual([2, ['Hello']]);
  });
});

it('G-R1 keeps everything that was confirmed: no text is ever missing from the records', async () => {
  const office = createOffice();
  office.world.isOnline = false;
  const { adopt } = office.background();
  for (const text of ['one', 'two', 'three']) await adopt(await office.confirm({ id: text, text }));
  expect((await allRecords()).map(({ text }) => text).toSorted()).toEqual(['one', 'three', 'two']);
});
