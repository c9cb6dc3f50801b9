import { describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { sessionItem } from './session.ts';

const numbers = () => sessionItem('numbers', z.array(z.number()), []);
const stored = async () => (await browser.storage.session.get('numbers')).numbers;

describe('a value of this session', () => {
  it('outlives the background', async () => {
    await numbers().update((all) => [[...all, 1], undefined]);
    expect(await numbers().read()).toEqual([1]);
  });

  it('takes one change after the other, and gives each its result', async () => {
    const item = numbers();
    const results = await Promise.all([1, 2, 3].map((n) => item.update((all) => [[...all, n], all.length])));
    expect(results).toEqual([0, 1, 2]);
    expect(await item.read()).toEqual([1, 2, 3]);
  });

  it.each(['junk', null, { 0: 1 }, [1, '2']])('is as good as nothing when it is %j', async (junk) => {
    await browser.storage.session.set({ numbers: junk });
    expect(await numbers().read()).toEqual([]);
    await numbers().update((all) => [[...all, 5], undefined]);
    expect(await stored()).toEqual([5]);
  });

  it('goes on after a change that failed', async () => {
    const item = numbers();
    vi.spyOn(browser.storage.session, 'set').mockRejectedValueOnce(new Error('full'));
    const failing = item.update((all) => [[...all, 1], 'first']);
    const next = item.update((all) => [[...all, 2], 'second']);
    await expect(failing).rejects.toThrow('full');
    expect(await next).toBe('second');
    expect(await stored()).toEqual([2]);
  });

  it('never reaches the disk', async () => {
    await numbers().update(() => [[1], undefined]);
    expect(await browser.storage.local.get(null)).toEqual({});
  });
});
