import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { accountsItem } from './items/accounts.ts';
import { allItems } from './items/all.ts';
import { messageItem } from './items/messages.ts';
import { entry, write } from './local.ts';
import { findUnreadable } from './unreadable.ts';

it('G-R9 finds what is corrupt and G-R10 what a newer version wrote, wherever it is, and leaves it there', async () => {
  const stored = {
    accounts: { v: 1, data: 'corrupt' },
    'message:a': { v: 99, data: { text: 'from the future' } },
    'message:b': 'no envelope',
    'draft:["",".",""]': { v: 2, data: {} },
  };
  await browser.storage.local.set(stored);
  expect(await findUnreadable()).toEqual([
    { key: 'accounts', kind: 'corrupt', stored: stored.accounts },
    { key: 'draft:["",".",""]', kind: 'corrupt', stored: stored['draft:["",".",""]'] },
    { key: 'message:a', kind: 'newer', stored: stored['message:a'] },
    { key: 'message:b', kind: 'corrupt', stored: 'no envelope' },
  ]);
  expect(await browser.storage.local.get(null)).toEqual(stored);
});

it('leaves alone what can be read, what is not there, and what is not ours', async () => {
  expect(await findUnreadable()).toEqual([]);
  await write(entry(accountsItem, { current: 'acc-1', byId: {} }));
  await browser.storage.local.set({ 'somebody-elses': 1, [`${messageItem.key.slice(0, -1)}-like`]: 1 });
  expect(await findUnreadable()).toEqual([]);
});

it('rejects when storage is out of order, which is not the same as finding nothing', async () => {
  vi.spyOn(browser.storage.local, 'get').mockRejectedValue(new Error('disk'));
  await expect(findUnreadable()).rejects.toThrow('disk');
});

it('looks through every item that is defined', async () => {
  const folder = join(import.meta.dirname, 'items');
  const files = readdirSync(folder).filter((file) => !/samples|\.test\.|all\.ts/.test(file));
  const modules: object[] = await Promise.all(files.map((file) => import(`./items/${file.replace(/\.ts$/, '')}.ts`)));
  const defined = modules
    .flatMap((module) => Object.entries(module))
    .flatMap(([name, item]) => (name.endsWith('Item') ? [item] : []));
  expect(new Set(allItems)).toEqual(new Set(defined));
});
