import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { isOutboxAlarm, outboxAlarm } from './alarm.ts';

const { alarms } = fakeBrowser;
const NOW = 1_800_000_000_000;
const ringsAt = async () => (await alarms.get('outbox'))?.scheduledTime;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the alarm of the outbox', () => {
  it.each([
    ['with the end of a hold', 5000, 5000],
    ['not sooner than the browser can', 10, 1000],
    ['not sooner than the browser can, of what is overdue', -9, 1000],
    ['within half a minute in any case', Number.POSITIVE_INFINITY, 30_000],
  ])('rings %s', async (_, delayMs, expected) => {
    await outboxAlarm.ensure(delayMs, NOW);
    expect(await alarms.get('outbox')).toMatchObject({ scheduledTime: NOW + expected, periodInMinutes: 0.5 });
  });

  it.each<[string, first: number, laterMs: number, second: number, expected: number]>([
    ['stays when it rings soon enough', 5000, 1000, 20_000, 5000],
    ['stays when it rings at that time', 5000, 1000, 4000, 5000],
    ['is made anew for what ends sooner', 30_000, 1000, 5000, 6000],
    ['stays while the browser is a little late with it', 5000, 20_000, 30_000, 5000],
    ['F16 is made anew when it is long overdue', 5000, 40_000, 30_000, 70_000],
    ['F17 is made anew when the clock was put back', 5000, -3_600_000, 30_000, -3_570_000],
  ])('%s', async (_, first, laterMs, second, expected) => {
    await outboxAlarm.ensure(first, NOW);
    await outboxAlarm.ensure(second, NOW + laterMs);
    expect(await ringsAt()).toBe(NOW + expected);
    expect(await alarms.getAll()).toHaveLength(1);
  });

  it('is cleared, alone', async () => {
    await alarms.create('presence', { periodInMinutes: 1 });
    await outboxAlarm.ensure(5000, NOW);
    await outboxAlarm.clear();
    await outboxAlarm.clear();
    expect((await alarms.getAll()).map(({ name }) => name)).toEqual(['presence']);
  });

  it('is known by its name', () => {
    expect([isOutboxAlarm('outbox'), isOutboxAlarm('presence')]).toEqual([true, false]);
  });
});
