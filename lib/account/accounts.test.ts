import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { BrevoFailure } from '../brevo/failure.ts';
import { START } from '../brevo/simulation/testing.ts';
import { createVault } from '../vault/vault.ts';
import { BY_EMAIL, createAccountDesk, FULL, RESTRICTED } from './testing.ts';

const { local } = fakeBrowser.storage;

const createDesk = () => createAccountDesk(createVault());

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});

describe('saving a key', () => {
  it('asks Brevo first, then keeps the key in the vault and only its tail and company beside it', async () => {
    const { accounts, vault, simulation } = createDesk();
    const saved = await accounts.saveKey(`\n ${FULL}\t`);
    const key = { tail: '9xYz', company: 'Example Company', isRestricted: false, savedAt: START };
    expect(saved).toEqual({ ok: true, value: { accountId: 'acc-1', key } });
    expect(await vault.read('acc-1')).toBe(FULL);
    expect(JSON.stringify([saved, await local.get(null)])).not.toContain(FULL);
    expect(simulation.arrivals.map(({ request }) => request.method)).toEqual(['GET']);
  });

  it('takes a key that may use Conversations alone', async () => {
    const { accounts, vault, simulation } = createDesk();
    const key = { tail: '4aBc', isRestricted: true, savedAt: START };
    expect(await accounts.saveKey(RESTRICTED)).toEqual({ ok: true, value: { accountId: 'acc-1', key } });
    expect(await vault.read('acc-1')).toBe(RESTRICTED);
    expect(simulation.commits).toEqual([]);
  });

  it.each([
    ['blank', ' \n'],
    ['smtp-key', 'xsmtpsib-0f0f'],
    ['mcp-key', 'eyJhbGciOiJIUzI1NiJ9.e30.x'],
  ])('refuses a %s by its looks, without a request', async (kind, typed) => {
    const { accounts, simulation } = createDesk();
    expect(await accounts.saveKey(typed)).toEqual({ ok: false, failure: { kind } });
    expect(simulation.arrivals).toEqual([]);
  });

  it.each<[string, string, BrevoFailure['kind']]>([
    ['a key that Brevo does not know', 'xkeysib-wrong', 'key-not-found'],
    ['a key that is switched off', 'xkeysib-off', 'key-not-found'],
    ['a key that may do nothing', 'xkeysib-nothing', 'forbidden'],
    ['a key with a line break', 'xkeysib-\nwrong', 'key-not-found'],
    ['a key with letters that no header can hold', 'xkeysib-“wrong”', 'key-not-found'],
  ])('stores nothing of %s', async (_, typed, kind) => {
    const { accounts, vault } = createDesk();
    const saved = await accounts.saveKey(typed);
    expect(saved).toMatchObject({ ok: false, failure: { kind: 'brevo', failure: { kind } } });
    expect(JSON.stringify(saved)).not.toContain(typed);
    expect(await local.get(null)).toEqual({});
    expect(await vault.read('acc-1')).toBeUndefined();
  });

  it.each<[string, BrevoFailure['kind'], (desk: ReturnType<typeof createDesk>) => void]>([
    ['the address is blocked', 'address-not-authorised', ({ simulation }) => simulation.blockAddress('203.0.113.7')],
    [
      'Brevo cannot be reached',
      'unreachable',
      ({ simulation }) => simulation.script({ fault: { kind: 'reset', committed: false } }),
    ],
    [
      'Brevo does not answer',
      'timed-out',
      ({ simulation }) => simulation.script({ fault: { kind: 'hang', committed: false } }),
    ],
    [
      'a login page answers',
      'unusable-answer',
      ({ simulation }) => simulation.script({ fault: { kind: 'html', status: 200, committed: false } }),
    ],
    ['the hourly limit is used up', 'rate-limited', ({ simulation }) => simulation.setHourlyLimit(0)],
  ])('keeps the key of before when %s', async (_, kind, trouble) => {
    const desk = createDesk();
    await desk.accounts.saveKey(FULL);
    trouble(desk);
    const saved = await desk.accounts.saveKey(RESTRICTED);
    expect(saved).toMatchObject({ ok: false, failure: { kind: 'brevo', failure: { kind } } });
    expect(await desk.vault.read('acc-1')).toBe(FULL);
    expect(await desk.accounts.current()).toMatchObject({ key: { tail: '9xYz' } });
  });

  it('G-R9 reports a vault that is out of order and does not say that there is a key', async () => {
    const { accounts, vault } = createDesk();
    vi.spyOn(vault, 'save').mockRejectedValueOnce(new Error('disk'));
    expect(await accounts.saveKey(FULL)).toEqual({ ok: false, failure: { kind: 'storage-unavailable' } });
    expect((await accounts.current())?.key).toBeUndefined();
  });

  it('G-R9 files no key under accounts that cannot be read, and writes nothing over them', async () => {
    const stored = { accounts: { v: 2, data: { somewhere: 'else' } } };
    await local.set(stored);
    const { accounts, vault } = createDesk();
    expect(await accounts.saveKey(FULL)).toEqual({ ok: false, failure: { kind: 'storage-newer' } });
    expect(await local.get(null)).toEqual(stored);
    expect(await vault.read('acc-1')).toBeUndefined();
  });
});

describe('forgetting a key', () => {
  it('removes it from the vault, and the rest stays', async () => {
    const { accounts, vault } = createDesk();
    await accounts.saveKey(FULL);
    await accounts.saveAgent({ kind: 'id', agentId: 'd9n' }, '');
    expect(await accounts.forgetKey()).toEqual({ ok: true, value: undefined });
    expect(await vault.read('acc-1')).toBeUndefined();
    expect(await accounts.current()).toEqual({ accountId: 'acc-1', agent: { kind: 'id', agentId: 'd9n' } });
  });

  it('G-R9 does not say that it is gone while it is still there', async () => {
    const { accounts, vault } = createDesk();
    await accounts.saveKey(FULL);
    vi.spyOn(vault, 'forget').mockRejectedValueOnce(new Error('disk'));
    expect(await accounts.forgetKey()).toEqual({ ok: false, failure: { kind: 'storage-unavailable' } });
    expect(await accounts.current()).toHaveProperty('key.tail', '9xYz');
  });

  it('is fine when there is none', async () => {
    expect(await createDesk().accounts.forgetKey()).toEqual({ ok: true, value: undefined });
  });
});

describe('who the agent is', () => {
  it('is kept with the group, and a blank group means none', async () => {
    const { accounts } = createDesk();
    await accounts.saveAgent(BY_EMAIL, ' PjRB ');
    expect(await accounts.current()).toEqual({ accountId: 'acc-1', agent: BY_EMAIL, groupId: 'PjRB' });
    await accounts.saveAgent(BY_EMAIL, ' ');
    expect(await accounts.current()).toEqual({ accountId: 'acc-1', agent: BY_EMAIL });
  });

  it('learns the ID of an agent named by e-mail, writes it once, and forgets it with that agent alone', async () => {
    const { accounts } = createDesk();
    await accounts.saveAgent(BY_EMAIL, '');
    const set = vi.spyOn(local, 'set');
    await accounts.learnAgentId('d9n', BY_EMAIL);
    await accounts.learnAgentId('d9n', BY_EMAIL);
    expect(set).toHaveBeenCalledOnce();
    expect(await accounts.current()).toHaveProperty('learnedAgentId', 'd9n');
    await accounts.saveAgent(BY_EMAIL, 'PjRB');
    expect(await accounts.current()).toMatchObject({ learnedAgentId: 'd9n', groupId: 'PjRB' });
    await accounts.saveAgent({ ...BY_EMAIL, agentEmail: 'tom@getwear.com' }, '');
    expect(await accounts.current()).not.toHaveProperty('learnedAgentId');
  });

  it('learns nothing about an agent who is named by ID, nor about nobody', async () => {
    const { accounts } = createDesk();
    await accounts.learnAgentId('d9n', BY_EMAIL);
    expect(await local.get(null)).toEqual({});
    await accounts.saveAgent({ kind: 'id', agentId: 'me' }, '');
    await accounts.learnAgentId('d9n', BY_EMAIL);
    expect(await accounts.current()).toEqual({ accountId: 'acc-1', agent: { kind: 'id', agentId: 'me' } });
  });

  it('learns nothing from a message that was sent as the agent of before', async () => {
    const { accounts } = createDesk();
    const tom = { ...BY_EMAIL, agentEmail: 'tom@getwear.com' };
    await accounts.saveAgent(BY_EMAIL, '');
    await Promise.all([accounts.saveAgent(tom, ''), accounts.learnAgentId('d9n', BY_EMAIL)]);
    expect(await accounts.current()).toEqual({ accountId: 'acc-1', agent: tom });
  });

  it('G-R7 loses nothing when key, agent and ID are saved at once', async () => {
    const { accounts } = createDesk();
    await accounts.saveAgent(BY_EMAIL, '');
    await Promise.all([accounts.saveKey(FULL), accounts.learnAgentId('d9n', BY_EMAIL)]);
    expect(await accounts.current()).toMatchObject({ key: { tail: '9xYz' }, agent: BY_EMAIL, learnedAgentId: 'd9n' });
  });
});
