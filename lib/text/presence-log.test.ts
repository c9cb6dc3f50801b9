import papaparse from 'papaparse';
import { afterEach, expect, it, vi } from 'vitest';
import { logReason } from '../storage/items/presence-log.ts';
import { changeWords, presenceLogFile } from './presence-log.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const rowsOf = (parts: string[]) => papaparse.parse<string[]>(parts.join('').slice(1), { skipEmptyLines: true }).data;

it('has words of its own for every change', () => {
  const words = logReason.options.map(changeWords);
  expect(new Set(words).size).toBe(logReason.options.length);
  expect(changeWords('locked')).toBe('Offline: screen locked');
  expect(changeWords('no-window')).toBe('Offline: no browser window open');
});

it('writes the log as a table that Excel reads as UTF-8', async () => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  const parts = await presenceLogFile([
    { at: Date.parse('2026-05-04T10:03:07Z'), why: 'online', kind: 'online' },
    { at: Date.parse('2026-05-04T10:20:00Z'), why: 'locked', kind: 'paused' },
  ]);
  expect(parts.join('')).toBe(
    '\ufefftime,localTime,state,reason\r\n' +
      '2026-05-04T12:03:07+02:00,2026-05-04 12:03:07,online,online\r\n' +
      '2026-05-04T12:20:00+02:00,2026-05-04 12:20:00,paused,locked\r\n',
  );
});

it('tells the two equal hours apart when clocks are put back', async () => {
  vi.stubEnv('TZ', 'America/St_Johns');
  const at = (time: string) => ({ at: Date.parse(time), why: 'online' as const, kind: 'online' });
  const rows = rowsOf(await presenceLogFile([at('2026-11-01T04:00Z'), at('2026-11-01T05:00Z')]));
  expect(rows.slice(1).map(([time, local]) => [time, local])).toEqual([
    ['2026-11-01T01:30:00-02:30', '2026-11-01 01:30:00'],
    ['2026-11-01T01:30:00-03:30', '2026-11-01 01:30:00'],
  ]);
});

it('writes its names alone when nothing is recorded', async () => {
  expect(rowsOf(await presenceLogFile([]))).toEqual([['time', 'localTime', 'state', 'reason']]);
});
