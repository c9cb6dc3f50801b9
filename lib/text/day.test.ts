import { expect, it } from 'vitest';
import { dayName, fileDay } from './day.ts';

const NOW = new Date(2026, 4, 4, 12).getTime();
const midnight = (year: number, month: number, date: number) => new Date(year, month, date).getTime();

it.each([
  [midnight(2026, 4, 4), 'Today'],
  [midnight(2026, 4, 3), 'Yesterday'],
])('names the days near today', (start, name) => {
  expect(dayName(start, NOW)).toBe(name);
});

it('names the others in full', () => {
  for (const part of ['Saturday', 'May', '2', '2026']) expect(dayName(midnight(2026, 4, 2), NOW)).toContain(part);
  expect(dayName(midnight(2025, 4, 4), NOW)).toContain('2025');
});

it('writes the local day into the name of a file', () => {
  expect(fileDay(NOW)).toBe('2026-05-04');
  expect(fileDay(new Date(2026, 10, 30, 23, 59).getTime())).toBe('2026-11-30');
});
