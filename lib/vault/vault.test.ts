import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createVault } from './vault.ts';

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});

it('keeps a key for each account, replaces it and forgets it', async () => {
  const vault = createVault();
  expect(await vault.read('a')).toBeUndefined();
  await vault.save('a', 'xkeysib-1');
  await vault.save('b', 'xkeysib-2');
  await vault.save('a', 'xkeysib-3');
  expect([await vault.read('a'), await vault.read('b')]).toEqual(['xkeysib-3', 'xkeysib-2']);
  await vault.forget('a');
  await vault.forget('nobody');
  expect([await vault.read('a'), await vault.read('b')]).toEqual([undefined, 'xkeysib-2']);
});

it('keeps it across restarts of the background', async () => {
  await createVault().save('a', 'xkeysib-1');
  expect(await createVault().read('a')).toBe('xkeysib-1');
});

it('G-S1 writes it to IndexedDB alone', async () => {
  await createVault().save('a', 'xkeysib-1');
  const { local, session, sync } = fakeBrowser.storage;
  for (const area of [local, session, sync]) expect(await area.get(null)).toEqual({});
});

it('opens no database before it is asked for a key', () => {
  const open = vi.spyOn(indexedDB, 'open');
  createVault();
  expect(open).not.toHaveBeenCalled();
});

it('G-R9 rejects while the database is out of order, and works again when it is back', async () => {
  vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
    throw new DOMException('A mutation operation was attempted on a database that did not allow mutations.');
  });
  const vault = createVault();
  await expect(vault.save('a', 'xkeysib-1')).rejects.toThrow();
  await vault.save('a', 'xkeysib-1');
  expect(await vault.read('a')).toBe('xkeysib-1');
});
