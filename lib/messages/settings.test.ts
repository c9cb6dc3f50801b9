import { expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { err, ok } from '../result.ts';
import { createMessageSettings } from './settings.ts';

const key = 'message-settings';

it('begins with the defaults and keeps what the agent changes, each by itself', async () => {
  const settings = createMessageSettings();
  expect(await settings.read()).toEqual({ undoWindowS: 5, retentionDays: 30 });
  expect(await settings.save({ retentionDays: 0 })).toEqual(ok({ undoWindowS: 5, retentionDays: 0 }));
  await Promise.all([settings.save({ undoWindowS: 0 }), settings.save({ undoWindowS: undefined, retentionDays: 7 })]);
  expect(await createMessageSettings().read()).toEqual({ undoWindowS: 0, retentionDays: 7 });
});

it.each([
  ['G-R9 corrupt', { v: 1, data: { retentionDays: -1 } }, 'storage-corrupt'],
  ['G-R10 newer', { v: 99, data: { retentionDays: 3650 } }, 'storage-newer'],
])(
  '%s: works with the defaults, does not take them for what the agent chose, and writes over nothing',
  async (_, stored, kind) => {
    await browser.storage.local.set({ [key]: stored });
    const settings = createMessageSettings();
    expect(await settings.read()).toEqual({ undoWindowS: 5, retentionDays: 30 });
    expect(await settings.known()).toBeUndefined();
    expect(await settings.save({ undoWindowS: 0 })).toEqual(err({ kind }));
    expect(await browser.storage.local.get(key)).toEqual({ [key]: stored });
  },
);

it('G-R9 reads the defaults while storage is out of order', async () => {
  vi.spyOn(browser.storage.local, 'get').mockRejectedValue(new Error('disk'));
  const settings = createMessageSettings();
  expect(await settings.read()).toEqual({ undoWindowS: 5, retentionDays: 30 });
  expect(await settings.known()).toBeUndefined();
  expect(await settings.save({ undoWindowS: 0 })).toEqual(err({ kind: 'storage-unavailable' }));
});
