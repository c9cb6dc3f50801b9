import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { LIZ, TOM } from '../brevo/simulation/testing.ts';
import { intentItem } from '../storage/items/messages.ts';
import { idsOf } from '../storage/local.ts';
import { settled } from './fakes.ts';
import { ACCOUNT, createOffice, leave, messageOf, type Office, quiet, stateOf } from './testing.ts';

const { local } = fakeBrowser.storage;

/** Storage whose writes fail, so many in a row, once `hasBegun` says so. */
function failWrites(times: number, hasBegun = () => true) {
  const set = local.set.bind(local);
  const failing = { left: times };
  vi.spyOn(local, 'set').mockImplementation(async (items) => {
    if (hasBegun() && failing.left-- > 0) throw new Error('full');
    return set(items);
  });
  return failing;
}

/** Storage that writes nothing in which `word` stands, until it is mended. */
function failWritesOf(word: string) {
  const set = local.set.bind(local);
  const failing = vi.spyOn(local, 'set').mockImplementation((items) => {
    return JSON.stringify(items).includes(word) ? Promise.reject(new Error('full')) : set(items);
  });
  return () => failing.mockImplementation(set);
}

it('G-R2 the journal is on disk when the request leaves', async () => {
  const office = createOffice();
  const seen: unknown[] = [];
  const client = {
    async send() {
      seen.push(await stateOf());
      return new Promise<never>(() => undefined);
    },
  };
  await office.background(client).adopt(await office.confirm());
  await settled();
  expect(seen).toEqual([{ kind: 'dispatching', at: office.clock.now }]);
});

describe('before anything has left', () => {
  it.each<[string, (office: Office) => unknown]>([
    ['the journal cannot be written', () => failWrites(1)],
    [
      'the key and the account cannot be looked up',
      ({ world }) => vi.spyOn(world, 'onLook').mockRejectedValueOnce(new Error('disk')),
    ],
  ])('G-R1 G-R9 keeps the message queued when %s, and sends it once a little later', async (_, breaking) => {
    const office = createOffice();
    await leave(messageOf({ kind: 'queued' }));
    breaking(office);
    office.start();
    await settled();
    expect([office.requests(), await stateOf()]).toEqual([0, { kind: 'queued' }]);
    expect(office.alarm.at).toBeDefined();
    // The same background: it may live on for hours.
    await office.pass(1000);
    await quiet();
    expect([office.posted(), (await stateOf())?.kind]).toEqual([['Hello'], 'sent']);
    await office.pass(60_000);
    expect(office.requests()).toBe(1);
  });

  it('G-R6 holds no other visitor’s back', async () => {
    const office = createOffice();
    await leave(
      messageOf({ kind: 'queued' }, { id: 'a', text: 'a' }),
      messageOf({ kind: 'queued' }, { id: 'b', text: 'b', visitorId: 'ben' }),
    );
    failWrites(1);
    office.start();
    await office.pass(1000);
    await quiet();
    expect(office.posted()).toEqual(['b', 'a']);
  });

  it('G-R6 does not let the next one overtake it', async () => {
    const office = createOffice();
    await leave(
      messageOf({ kind: 'queued' }, { id: 'a', text: 'a' }),
      messageOf({ kind: 'queued' }, { id: 'b', text: 'b' }),
    );
    failWrites(1);
    office.start();
    await office.pass(1000);
    await quiet();
    expect(office.posted()).toEqual(['a', 'b']);
  });

  it('G-R2 sends once when one look-up fails while another takes its time and more work comes', async () => {
    const office = createOffice();
    await leave(
      messageOf({ kind: 'queued' }, { id: 'a', text: 'a' }),
      messageOf({ kind: 'queued' }, { id: 'b', text: 'b', visitorId: 'ben' }),
    );
    const looking = vi.spyOn(office.world, 'onLook');
    looking.mockRejectedValueOnce(new Error('disk')).mockImplementation(async () => {
      for (let i = 0; i < 200; i++) await Promise.resolve();
    });
    const outbox = office.start();
    outbox.wake();
    outbox.wake();
    await office.pass(1000);
    await settled();
    expect(office.posted().toSorted()).toEqual(['a', 'b']);
  });

  it.each([
    ['reading', 'get'],
    ['writing', 'set'],
  ] as const)('G-R1 G-R9 takes what a page stored when %s fails at first, in the same life', async (_, call) => {
    const office = createOffice();
    const { adopt, wake } = office.background();
    wake();
    await settled();
    const name = await office.confirm();
    vi.spyOn(local, call).mockRejectedValueOnce(new Error('disk'));
    await adopt(name);
    expect([office.requests(), await idsOf(intentItem)]).toEqual([0, ['m-1']]);
    await office.pass(1000);
    await quiet();
    expect(office.posted()).toEqual(['Hello']);
  });

  it('G-R6 lets nothing overtake what could not be taken at first', async () => {
    const office = createOffice();
    for (const id of ['a', 'b', 'c']) {
      office.clock.now += 1;
      await office.confirm({ id, text: id });
    }
    failWrites(1);
    const outbox = office.start();
    void outbox.adopt('c');
    await office.pass(1000);
    await quiet();
    expect(office.posted()).toEqual(['a', 'b', 'c']);
  });

  it('G-R9 begins again when storage was out of order at the start', async () => {
    const office = createOffice();
    office.restart();
    await leave(messageOf({ kind: 'queued' }));
    const mend = failWritesOf('"kind":"needs-answer"');
    office.start();
    await office.pass(3000);
    expect([office.requests(), await stateOf(), office.told]).toEqual([0, { kind: 'queued' }, []]);
    mend();
    await office.pass(1000);
    expect([office.requests(), office.told]).toEqual([0, [[1, true]]]);
    expect(await stateOf()).toMatchObject({ kind: 'needs-answer', why: 'restarted' });
  });

  it('G-R11 G-R9 tells news once, however often it could not be written down', async () => {
    const office = createOffice();
    await leave(messageOf({ kind: 'queued' }));
    await office.pass(600_001);
    const mend = failWritesOf('"kind":"needs-answer"');
    office.start();
    await office.pass(3000);
    expect([office.requests(), office.told]).toEqual([0, []]);
    mend();
    await office.pass(60_000);
    expect(office.told).toEqual([[1, true]]);
  });
});

describe('after Brevo took it', () => {
  it.each([1, 2, 5])('G-R4 says so although writing it failed %i times, within seconds', async (times) => {
    const office = createOffice();
    const failing = failWrites(times, () => office.requests() > 0);
    await office.background().adopt(await office.confirm());
    await settled();
    expect(await stateOf()).toMatchObject({ kind: 'dispatching' });
    await office.pass(times * 1000);
    expect(await stateOf()).toMatchObject({ kind: 'sent' });
    expect([failing.left < 0, office.requests()]).toEqual([true, 1]);
  });

  it('G-R2 G-R3 says "may have been sent" when the background dies before it could be written, and sends nothing', async () => {
    const office = createOffice();
    const mend = failWritesOf('"kind":"sent"');
    await leave(messageOf({ kind: 'queued' }));
    office.start();
    await office.pass(5000);
    expect([office.posted(), await stateOf()]).toMatchObject([['Hello'], { kind: 'dispatching' }]);
    // Until it is kept, the background is to be woken for it.
    expect(office.alarm.at).toBeDefined();
    office.die();
    mend();
    await office.pass(60_000);
    expect([office.requests(), (await stateOf())?.kind]).toEqual([1, 'unknown']);
    expect(office.alarm.at).toBeUndefined();
  });

  it('G-R6 lets the next one go only when it is written down', async () => {
    const office = createOffice();
    const { adopt } = office.background();
    const mend = failWritesOf('"kind":"sent"');
    await adopt(await office.confirm());
    await adopt(await office.confirm({ id: 'm-2', text: 'Two' }));
    await office.pass(5000);
    expect(office.posted()).toEqual(['Hello']);
    mend();
    await office.pass(1000);
    await quiet();
    expect(office.posted()).toEqual(['Hello', 'Two']);
  });

  it('tells the ID of the agent together with who it was sent as, whoever is the agent by then', async () => {
    const office = createOffice();
    const { account } = office.world;
    const client = {
      send: async (...call: Parameters<typeof office.brevo.send>) => {
        office.world.account = { ...ACCOUNT, agent: { kind: 'id', agentId: TOM.id } };
        return office.brevo.send(...call);
      },
    };
    await office.background(client).adopt(await office.confirm());
    await quiet();
    expect(office.learned).toEqual([[LIZ.id, account?.agent]]);
  });
});

describe('an archive that is out of order', () => {
  it('G-R9 stops neither what is new nor what is old', async () => {
    const office = createOffice();
    office.archive.isBroken = true;
    const { adopt } = office.background();
    await leave(messageOf({ kind: 'queued' }, { id: 'old', text: 'old' }));
    for (let i = 0; i < 55; i++) await adopt(await office.confirm({ id: `m-${i}`, text: `${i}` }));
    expect(await quiet()).toHaveLength(56);
    expect(office.posted()).toEqual(['old', ...Array.from({ length: 55 }, (_, i) => `${i}`)]);
  });
});
