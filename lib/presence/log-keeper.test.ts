import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { LOG_DAYS, type LogLine, MOST_LINES } from '../storage/items/presence-log.ts';
import { createPresenceLog } from './log-keeper.ts';

const { local } = fakeBrowser.storage;
const presenceLog = createPresenceLog();
const at = (day: number, hour = 12) => new Date(2026, 10, day, hour).getTime();
const line = (time: number, why: LogLine['why'] = 'online'): LogLine => ({ at: time, why });
const stored = async () => (await local.get(null)) as Record<string, { data: LogLine[] }>;

describe('the log of a week', () => {
  it('keeps each local day by itself, by account', async () => {
    await presenceLog.keep('a', [line(at(22, 23)), line(at(23, 0), 'idle')]);
    await presenceLog.keep('a', [line(at(23, 8))]);
    await presenceLog.keep('b', [line(at(23, 9))]);
    expect(Object.entries(await stored()).map(([key, { data }]) => [key, data.length])).toEqual([
      ['presence-log:a.2026-11-22', 1],
      ['presence-log:a.2026-11-23', 2],
      ['presence-log:b.2026-11-23', 1],
    ]);
  });

  it('forgets days that are older than a week', async () => {
    for (let day = 1; day <= 20; day++) await presenceLog.keep('a', [line(at(day))]);
    const keys = Object.keys(await stored());
    expect(keys).toHaveLength(LOG_DAYS);
    expect(keys[0]).toBe('presence-log:a.2026-11-14');
  });

  it('keeps a day below its size, whatever the connection does', async () => {
    const many = Array.from({ length: MOST_LINES + 5 }, (_, n) =>
      line(at(23, 0) + n * 1000, n % 2 ? 'network' : 'online'),
    );
    await presenceLog.keep('a', many);
    await presenceLog.keep('a', [line(at(23, 13), 'off')]);
    const [{ data } = { data: [] }] = Object.values(await stored());
    expect([data.length, data.at(-1)]).toEqual([MOST_LINES, line(at(23, 13), 'off')]);
    expect(JSON.stringify(data).length).toBeLessThan(64_000);
  });

  it.each([
    { v: 1, data: 'broken' },
    { v: 2, data: [] },
  ])('G-R9 writes nothing over %j', async (broken) => {
    await local.set({ 'presence-log:a.2026-11-23': broken });
    await presenceLog.keep('a', [line(at(23))]);
    expect(await stored()).toEqual({ 'presence-log:a.2026-11-23': broken });
  });

  it('loses none of the lines that two looks add at once', async () => {
    await Promise.all([
      presenceLog.keep('a', [line(at(23, 8))]),
      presenceLog.keep('a', [line(at(23, 9), 'paused')]),
      presenceLog.keep('a', [line(at(23, 10), 'off')]),
    ]);
    expect(Object.values(await stored())[0]?.data.map(({ why }) => why)).toEqual(['online', 'paused', 'off']);
  });

  it('F17 forgets what a clock that was put back has left in the future', async () => {
    await presenceLog.keep('a', [line(at(23, 8)), line(at(23, 15), 'idle')]);
    await presenceLog.keep('a', [line(at(23, 9), 'off')]);
    expect(Object.values(await stored())[0]?.data.map(({ why }) => why)).toEqual(['online', 'off']);
  });

  it('G-R9 says when it could not be written', async () => {
    vi.spyOn(local, 'set').mockRejectedValueOnce(new Error('full'));
    await expect(presenceLog.keep('a', [line(at(23))])).rejects.toThrow('storage-unavailable');
  });

  it('knows when the local day began', () => {
    expect(presenceLog.midnight(at(23, 15))).toBe(at(23, 0));
  });
});
