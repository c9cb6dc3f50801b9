import { describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createBudgetKeeper } from './budget-keeper.ts';

const { local } = fakeBrowser.storage;
const NOW = 1_800_000_000_000;
const rate = (remaining: number) => ({ limit: 100, remaining, resetAt: NOW + 1_800_000 });
const keeper = () => createBudgetKeeper(() => NOW);

describe('what is known of the hourly limit', () => {
  it('is kept for the next background', async () => {
    expect(await keeper().pace()).toMatchObject({ everyMs: 60_000 });
    await keeper().note(rate(5), 'ping');
    expect(await keeper().pace()).toMatchObject({ isShort: true, waitUntil: NOW + 1_800_000, limit: 100 });
  });

  it('counts an answer before the pace that is asked for right after it', async () => {
    const budget = keeper();
    void budget.note(rate(5), 'ping');
    expect((await budget.pace()).waitUntil).toBe(NOW + 1_800_000);
  });

  it('does not take the check of a new key for somebody else', async () => {
    const budget = keeper();
    await budget.note(rate(5), 'ping');
    budget.noteCheck({ limit: 100, remaining: 99, resetAt: NOW + 3_600_000 });
    await budget.beginAnew();
    await budget.note({ limit: 100, remaining: 98, resetAt: NOW + 3_600_000 }, 'ping');
    expect(await budget.pace()).toMatchObject({ everyMs: 60_000, isShort: false });
  });

  it('is forgotten with the key', async () => {
    const budget = keeper();
    await budget.note(rate(5), 'ping');
    await budget.beginAnew();
    expect(await budget.pace()).toMatchObject({ everyMs: 60_000 });
  });

  it('G-R9 is learned anew when it cannot be read, and left alone when a newer version wrote it', async () => {
    await local.set({ 'rate-budget': { v: 1, data: 'broken' } });
    expect(await keeper().pace()).toMatchObject({ everyMs: 60_000 });
    await keeper().note(rate(5), 'ping');
    expect((await keeper().pace()).waitUntil).toBe(NOW + 1_800_000);
    const newer = { 'rate-budget': { v: 2, data: {} } };
    await local.set(newer);
    await keeper().note(rate(5), 'ping');
    expect(await local.get('rate-budget')).toEqual(newer);
  });
});
