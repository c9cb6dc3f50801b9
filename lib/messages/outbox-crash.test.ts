import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Fault } from '../brevo/simulation/types.ts';
import type { Message } from '../storage/items/messages.ts';
import { type Life, living, makeStorageMortal } from '../testing/mortal.ts';
import { settled } from './fakes.ts';
import {
  type Background,
  createOffice,
  leave,
  messageOf,
  type Office,
  quiet,
  recordsAtRest,
  stateOf,
} from './testing.ts';

const { local } = fakeBrowser.storage;

describe('a background that finds what an earlier one left', () => {
  it('F4 sends once what was accepted and not yet on its way', async () => {
    const office = createOffice();
    await leave(messageOf({ kind: 'queued' }));
    office.start();
    await quiet();
    office.start();
    await settled();
    expect(office.posted()).toEqual(['Hello']);
    expect(await stateOf()).toMatchObject({ kind: 'sent' });
  });

  it('F2 F3 F5 says "may have been sent" of what was on its way, and never sends it by itself', async () => {
    const office = createOffice();
    await leave(messageOf({ kind: 'dispatching', at: 7 }));
    for (let life = 0; life < 3; life++) {
      office.start();
      await quiet();
    }
    expect(await stateOf()).toEqual({ kind: 'unknown', at: 7 });
    expect(office.requests()).toBe(0);
  });

  it('G-R6 holds back what was waiting behind an interrupted message, of the same visitor alone', async () => {
    const office = createOffice();
    await leave(
      messageOf({ kind: 'dispatching', at: 7 }, { id: 'a', text: 'a' }),
      messageOf({ kind: 'queued' }, { id: 'b', text: 'b' }),
      messageOf({ kind: 'queued' }, { id: 'c', text: 'c', visitorId: 'ben' }),
    );
    office.start();
    await settled();
    expect(office.posted()).toEqual(['c']);
    expect([await stateOf('a'), await stateOf('b')]).toEqual([{ kind: 'unknown', at: 7 }, { kind: 'queued' }]);
  });

  it('adopts what pages confirmed while no background was alive, also when the record was already written', async () => {
    const office = createOffice();
    await leave(messageOf({ kind: 'queued' }));
    await office.confirm();
    office.start();
    expect(await quiet()).toHaveLength(1);
    expect(office.posted()).toEqual(['Hello']);
  });

  it('does not touch what it sends itself when it is started twice', async () => {
    const office = createOffice({ timeLimitMs: 400 });
    office.misbehave({ kind: 'hang', committed: true });
    const { adopt, wake } = office.background();
    await adopt(await office.confirm());
    await vi.waitFor(() => expect(office.requests()).toBe(1), { interval: 1 });
    wake();
    await settled();
    expect(await stateOf()).toMatchObject({ kind: 'dispatching' });
    await quiet();
    expect(office.posted()).toEqual(['Hello']);
  });
});

/** Lets a life die after so many steps, wakes two more, and gives what is left; undefined when it did not die. */
async function dieAfter(steps: number, office: Office, live: (outbox: Background) => Promise<unknown>) {
  const life: Life = { stepsLeft: steps };
  const outbox = office.background();
  living(life, () => void live(outbox));
  while (life.stepsLeft > 0 && !(office.requests() > 0 && (await recordsAtRest()))) await nextTurn();
  const isDead = life.stepsLeft === 0;
  office.start();
  await quiet();
  office.start();
  return { records: await quiet(), isDead };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

type Outcome = { records: Message[]; posted: string[] };

/** What is left after a death at each step in turn. */
async function everyDeath(fault: Fault | undefined): Promise<Outcome[]> {
  makeStorageMortal();
  const outcomes: Outcome[] = [];
  for (let steps = 0; ; steps++) {
    await local.clear();
    const office = createOffice();
    if (fault) office.misbehave(fault);
    const id = await office.confirm();
    const { records, isDead } = await dieAfter(steps, office, ({ adopt }) => adopt(id));
    outcomes.push({ records, posted: office.posted() });
    if (!isDead) return outcomes;
  }
}

describe.each<[string, Fault | undefined]>([
  ['answers', undefined],
  ['commits and hangs', { kind: 'hang', committed: true }],
  ['hangs', { kind: 'hang', committed: false }],
  ['refuses', { kind: 'status', status: 400 }],
  ['fails after committing', { kind: 'status', status: 503, committed: true }],
])('a background that dies at any step of a send that Brevo %s', (_, fault) => {
  it('G-R1 G-R2 G-R3 leaves one record in one outcome, and Brevo has it at most once', async () => {
    const outcomes = await everyDeath(fault);
    expect(outcomes.length).toBeGreaterThan(15);
    for (const { records, posted } of outcomes) {
      expect(records).toHaveLength(1);
      expect(posted.length).toBeLessThanOrEqual(1);
      const kind = records[0]?.state.kind;
      expect(['sent', 'unknown', 'not-sent']).toContain(kind);
      if (kind === 'sent') expect(posted).toEqual(['Hello']);
      if (kind === 'not-sent') expect(posted).toEqual([]);
    }
    expect(outcomes.some(({ records }) => records[0]?.state.kind === 'unknown')).toBe(true);
  });
});

it('F4 sends all the same when the background dies at any step before the message is on its way', async () => {
  const outcomes = await everyDeath(undefined);
  const kinds = outcomes.map(({ records }) => records[0]?.state.kind);
  expect(kinds[0]).toBe('sent');
  // First safe, then unknown while it is on its way, then safe again.
  expect(kinds.join(' ')).toMatch(/^(sent )+(unknown )+(sent ?)+$/);
});
