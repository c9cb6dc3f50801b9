import { expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { boot } from './boot.ts';
import { bootItem } from './items/boot.ts';
import { read } from './local.ts';

it('G-R11 a run of the browser has one id, which pages can read; the next run has another', async () => {
  expect(await boot.current()).toBeUndefined();
  const id = await boot.begin();
  expect(await boot.current()).toBe(id);
  expect(await read(bootItem)).toEqual({ kind: 'value', value: id });
  await fakeBrowser.storage.session.clear();
  expect(await boot.current()).toBeUndefined();
  expect(await boot.begin()).not.toBe(id);
});

it('G-R9 a run does not begin as long as pages cannot be told: what they confirm would look old', async () => {
  vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValueOnce(new Error('full'));
  await expect(boot.begin()).rejects.toThrow();
  expect(await boot.current()).toBeUndefined();
});
