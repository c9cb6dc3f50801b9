import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { GROUP, LIZ } from '../brevo/simulation/testing.ts';
import type { Fault } from '../brevo/simulation/types.ts';
import { type Intent, LONGEST_TEXT, type NotSentReason } from '../storage/items/messages.ts';
import { settled } from './fakes.ts';
import { ACCOUNT, createOffice, type Office, quiet, stateOf } from './testing.ts';

const { local } = fakeBrowser.storage;
const EMAIL = { kind: 'email', agentEmail: LIZ.email, agentName: 'Liz', sourceLabel: 'Deskside' } as const;
const { key: _key, ...KEYLESS } = ACCOUNT;
const { agent: _agent, ...NAMELESS } = ACCOUNT;

type Circumstance = { world?: Partial<Office['world']>; intent?: Partial<Intent> };

describe('G-R3 what cannot be sent is not sent, with the reason and without a request', () => {
  it.each<[string, NotSentReason, Circumstance]>([
    ['no key', { kind: 'no-key' }, { world: { account: KEYLESS } }],
    ['no account at all', { kind: 'no-key' }, { world: { account: undefined } }],
    ['nobody to speak for', { kind: 'no-agent' }, { world: { account: NAMELESS } }],
    ['F23 no permission', { kind: 'no-permission' }, { world: { hasPermission: false } }],
    ['no visitor', { kind: 'no-visitor' }, { intent: { visitorId: ' \t' } }],
    ['F27 blanks alone', { kind: 'text', problem: 'blank' }, { intent: { text: ' \n\u00a0\ufeff' } }],
    ['F27 a text too long', { kind: 'text', problem: 'too-long' }, { intent: { text: 'x'.repeat(LONGEST_TEXT + 1) } }],
    ['F27 half a character', { kind: 'text', problem: 'malformed' }, { intent: { text: 'a\ud83d' } }],
    [
      'an API key in the text',
      { kind: 'text', problem: 'holds-key' },
      { intent: { text: `Use ${'xkeysib-'}${'0a'.repeat(32)}` } },
    ],
    [
      'nobody for automated messages to come from',
      { kind: 'no-automated-sender' },
      { intent: { mode: 'automated' }, world: { account: { ...ACCOUNT, agent: EMAIL } } },
    ],
  ])('%s', async (_, reason, { world = {}, intent = {} }) => {
    const office = createOffice();
    Object.assign(office.world, world);
    const id = await office.confirm(intent);
    await office.background().adopt(id);
    const [record] = await quiet();
    expect(record?.state).toEqual({ kind: 'not-sent', at: office.clock.now, reason });
    expect(record?.text).toBe(intent.text ?? 'Hello');
    expect(office.simulation.arrivals).toEqual([]);
  });

  it('G-R6 blocks nobody behind it', async () => {
    const office = createOffice();
    const { adopt } = office.background();
    await adopt(await office.confirm({ id: 'bad', text: ' ' }));
    await adopt(await office.confirm({ id: 'good', text: 'good' }));
    await quiet();
    expect(office.posted()).toEqual(['good']);
  });
});

describe('what each answer makes of a message', () => {
  const unknown = (kind: string) => ({ kind: 'unknown', failure: { kind } });
  const refused = (kind: string) => ({ kind: 'not-sent', reason: { kind: 'refused', failure: { kind } } });
  it.each<[string, Fault, object, committed: number]>([
    ['F7 a line cut after Brevo took it', { kind: 'reset', committed: true }, unknown('unreachable'), 1],
    ['F7 a line cut before', { kind: 'reset', committed: false }, unknown('unreachable'), 0],
    ['F6 an answer that never comes', { kind: 'hang', committed: true }, unknown('timed-out'), 1],
    ['F11 a login page', { kind: 'html', status: 200, committed: false }, unknown('unusable-answer'), 0],
    ['a firewall’s 403', { kind: 'html', status: 403, committed: false }, unknown('unusable-answer'), 0],
    ['F12 a redirect', { kind: 'redirect', status: 307, location: 'https://evil.example/' }, unknown('redirected'), 0],
    ...([408, 500, 502, 503, 504] as const).flatMap((status): [string, Fault, object, number][] => [
      [`F8 ${status} after Brevo took it`, { kind: 'status', status, committed: true }, unknown('unavailable'), 1],
      [`F8 ${status} before`, { kind: 'status', status, committed: false }, unknown('unavailable'), 0],
    ]),
    ['F9 429', { kind: 'status', status: 429 }, refused('rate-limited'), 0],
    ['400', { kind: 'status', status: 400 }, refused('invalid'), 0],
    ['401', { kind: 'status', status: 401 }, refused('key-not-found'), 0],
    ['403', { kind: 'status', status: 403 }, refused('forbidden'), 0],
    ['404', { kind: 'status', status: 404 }, refused('not-found'), 0],
    ['a 400 that is not Brevo’s', { kind: 'status', status: 400, body: '{}' }, unknown('unusable-answer'), 0],
    ['F13 an empty 2xx', { kind: 'body', body: '' }, { kind: 'sent-id-unknown', by: 'brevo' }, 1],
    ['F13 a truncated 2xx', { kind: 'body', body: '{"id":"Q' }, { kind: 'sent-id-unknown', by: 'brevo' }, 1],
    ['F13 a wrong-typed 2xx', { kind: 'body', body: '{"id":7}' }, { kind: 'sent-id-unknown', by: 'brevo' }, 1],
    ['a slow answer', { kind: 'delay', ms: 2 }, { kind: 'sent' }, 1],
  ])('%s', async (_, fault, state, committed) => {
    const office = createOffice({ timeLimitMs: fault.kind === 'delay' ? 2000 : 20 });
    office.misbehave(fault);
    const id = await office.confirm();
    await office.background().adopt(id);
    await quiet();
    office.start();
    await settled();
    expect(await stateOf()).toMatchObject(state);
    expect([office.requests(), office.posted().length]).toEqual([1, committed]);
  });

  it('G-R3 is unknown when the call ends in a way that nobody foresaw', async () => {
    const office = createOffice();
    const { adopt } = office.background({ send: () => Promise.reject(new Error('the vault is out of order')) });
    await adopt(await office.confirm());
    await quiet();
    expect(await stateOf()).toEqual({ kind: 'unknown', at: office.clock.now });
  });
});

describe('G-R9 a storage that rejects', () => {
  it.each([
    ['when the record is written', 'queued'],
    ['at the journal', 'dispatching'],
  ])('%s: no request now, and once when it is back', async (_, kind) => {
    const office = createOffice();
    const id = await office.confirm();
    const set = local.set.bind(local);
    const refusing = vi.spyOn(local, 'set').mockImplementation((items) => {
      return JSON.stringify(items).includes(`"kind":"${kind}"`) ? Promise.reject(new Error('full')) : set(items);
    });
    await office.background().adopt(id);
    await vi.waitFor(() => expect(refusing.mock.calls.at(-1)?.[0]).toHaveProperty('message:m-1.data.state.kind', kind));
    await settled();
    expect(office.simulation.arrivals).toEqual([]);
    refusing.mockRestore();
    office.start();
    await quiet();
    expect(office.posted()).toEqual(['Hello']);
  });

  it('at the outcome: it is never sent again, and the next start says "may have been sent"', async () => {
    const office = createOffice();
    const id = await office.confirm();
    const set = local.set.bind(local);
    const refusing = vi.spyOn(local, 'set').mockImplementation((items) => {
      return JSON.stringify(items).includes('"kind":"sent"') ? Promise.reject(new Error('full')) : set(items);
    });
    await office.background().adopt(id);
    await vi.waitFor(() => expect(office.posted()).toEqual(['Hello']));
    refusing.mockRestore();
    office.start();
    await quiet();
    expect(await stateOf()).toMatchObject({ kind: 'unknown' });
    expect(office.requests()).toBe(1);
  });

  it('when an intent cannot be removed: it is not sent a second time', async () => {
    const office = createOffice();
    const id = await office.confirm();
    vi.spyOn(local, 'remove').mockRejectedValueOnce(new Error('disk'));
    await office.background().adopt(id);
    await vi.waitFor(async () => expect(await stateOf()).toMatchObject({ kind: 'sent' }));
    office.start();
    await settled();
    expect(await quiet()).toHaveLength(1);
    expect(office.posted()).toEqual(['Hello']);
  });

  it('when the intent of a second surface cannot be removed: its words are kept once, not at every start', async () => {
    const office = createOffice();
    await office.background().adopt(await office.confirm());
    await quiet();
    const id = await office.confirm({ text: 'Other words' });
    vi.spyOn(local, 'remove').mockRejectedValueOnce(new Error('disk'));
    await office.background().adopt(id);
    office.start();
    await settled();
    expect((await quiet()).map(({ text }) => text)).toEqual(['Hello', 'Other words']);
    await office.background().adopt(await office.confirm({ text: 'Third words' }));
    expect(new Set((await quiet()).map(({ text }) => text))).toEqual(new Set(['Hello', 'Other words', 'Third words']));
  });
});

describe('automated messages', () => {
  it('come from the agent once the answer to a first message has taught the ID of an e-mail', async () => {
    const office = createOffice();
    office.world.account = { ...ACCOUNT, agent: EMAIL };
    const { adopt } = office.background();
    await adopt(await office.confirm());
    await quiet();
    expect(office.learned).toEqual([[LIZ.id, EMAIL]]);
    office.world.account = { ...ACCOUNT, agent: EMAIL, learnedAgentId: LIZ.id };
    await adopt(await office.confirm({ id: 'm-2', mode: 'automated', text: 'Automated' }));
    await quiet();
    expect(office.simulation.commits.at(-1)).toMatchObject({ route: 'pushedMessages', agentId: LIZ.id });
    expect(office.learned).toEqual([[LIZ.id, EMAIL]]);
  });

  it('come from the group when one is set', async () => {
    const office = createOffice();
    office.world.account = { ...ACCOUNT, groupId: GROUP.id };
    await office.background().adopt(await office.confirm({ mode: 'automated' }));
    await quiet();
    const { body } = office.simulation.arrivals[0]?.request ?? { body: '{}' };
    expect(JSON.parse(body)).toEqual({ visitorId: 'ada', text: 'Hello', groupId: GROUP.id });
  });
});
