import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createVault } from '../vault/vault.ts';
import { createAccountDesk, FULL, RESTRICTED } from './testing.ts';

const createDesk = () => createAccountDesk(createVault());

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});

type Desk = ReturnType<typeof createDesk>;

/** The vault has kept the key, and many turns pass before it says so. */
function slowVault({ vault }: Desk) {
  const save = vault.save;
  vi.spyOn(vault, 'save').mockImplementationOnce(async (...key) => {
    await save(...key);
    for (let turn = 0; turn < 100; turn++) await new Promise((resolve) => setImmediate(resolve));
  });
}

const kept = async ({ accounts, vault }: Desk) => [
  (await vault.read('acc-1'))?.slice(-4),
  (await accounts.current())?.key?.tail,
];

describe('G-R7 at once', () => {
  it('shows the tail of the key that is in the vault after two were saved', async () => {
    const desk = createDesk();
    slowVault(desk);
    await Promise.all([desk.accounts.saveKey(FULL), desk.accounts.saveKey(RESTRICTED)]);
    expect(await kept(desk)).toEqual(['4aBc', '4aBc']);
  });

  it('shows no key after one was forgotten while it was being saved', async () => {
    const desk = createDesk();
    await desk.accounts.saveKey(FULL);
    slowVault(desk);
    await Promise.all([desk.accounts.saveKey(RESTRICTED), desk.accounts.forgetKey()]);
    expect(await kept(desk)).toEqual([undefined, undefined]);
  });

  it('G-R9 goes on after a command that failed', async () => {
    const desk = createDesk();
    vi.spyOn(desk.vault, 'save').mockRejectedValueOnce(new Error('disk'));
    const [failed, saved] = await Promise.all([desk.accounts.saveKey(FULL), desk.accounts.saveKey(RESTRICTED)]);
    expect([failed.ok, saved.ok]).toEqual([false, true]);
    expect(await kept(desk)).toEqual(['4aBc', '4aBc']);
  });
});
