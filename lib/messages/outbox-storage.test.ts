import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { LIZ, TOM } from '../brevo/simulation/testing.ts';
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

describe('before anything has left', () => {
  it.each<[string, (office: Office) => unknown]>([
    ['the journal cannot be written', () => failWrites(1)],
    ['the key and the account cannot be looked up', ({ world }) => Object.assign(world, { isOutOfSight: true })],
  ])('G-R1 G-R9 keeps the message queued when %s, and sends it once at a later start', async (_, breaking) => {
    const office = createOffice();
    await leave(messageOf({ kind: 'queued' }));
    breaking(office);
    const { start } = office.background();
    await start();
    expect([office.requests(), await stateOf()]).toEqual([0, { kind: 'queued' }]);
    office.world.isOutOfSight = false;
    // The same background: it may live on for hours.
    await vi.waitFor(
      async () => {
        await start();
        expect(office.posted()).toEqual(['Hello']);
      },
      { interval: 1 },
    );
    await quiet();
    await start();
    expect([office.requests(), (await stateOf())?.kind]).toEqual([1, 'sent']);
  });

  it('G-R6 holds nobody behind it back', async () => {
    const office = createOffice();
    await leave(
      messageOf({ kind: 'queued' }, { id: 'a', text: 'a' }),
      messageOf({ kind: 'queued' }, { id: 'b', text: 'b' }),
    );
    failWrites(1);
    office.start();
    await vi.waitFor(() => expect(office.posted()).toEqual(['b']), { interval: 1 });
  });
});

describe('after Brevo took it', () => {
  it.each([1, 2])('G-R4 says so although writing it failed %i times', async (times) => {
    const office = createOffice();
    const failing = failWrites(times, () => office.requests() > 0);
    await office.background().adopt(await office.confirm());
    await quiet();
    expect(await stateOf()).toMatchObject({ kind: 'sent' });
    expect([failing.left < 0, office.requests()]).toEqual([true, 1]);
  });

  it('G-R2 G-R3 gives up after three times; the next background says "may have been sent" and sends nothing', async () => {
    const office = createOffice();
    const failing = failWrites(3, () => office.requests() > 0);
    await leave(messageOf({ kind: 'queued' }));
    office.start();
    await vi.waitFor(() => expect(failing.left).toBe(0), { interval: 1 });
    expect(await stateOf()).toMatchObject({ kind: 'dispatching' });
    office.start();
    await quiet();
    expect([office.requests(), (await stateOf())?.kind]).toEqual([1, 'unknown']);
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
