import { expect, it, vi } from 'vitest';
import { dateWords, hoursWords, timeIn, weekdayName, weekdays, zoneName } from './week.ts';

it('names the days of the week from Monday on', () => {
  expect([0, 1, 6].map(weekdayName)).toEqual(['Monday', 'Tuesday', 'Sunday']);
});

it.each([
  ['de-DE', [0, 1, 2, 3, 4, 5, 6]],
  ['en-US', [6, 0, 1, 2, 3, 4, 5]],
  ['ar-EG', [5, 6, 0, 1, 2, 3, 4]],
])('begins the week as people in %s do', (locale, days) => {
  const options = Intl.DateTimeFormat().resolvedOptions();
  vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockReturnValue({ ...options, locale });
  expect(weekdays()).toEqual(days);
});

it('begins the week on Monday where the browser does not say', () => {
  const found = { getWeekInfo: undefined, weekInfo: undefined };
  vi.spyOn(Intl, 'Locale').mockImplementation(function Locale() {
    return found as unknown as Intl.Locale;
  });
  expect(weekdays()[0]).toBe(0);
});

it('writes hours and dates', () => {
  expect(hoursWords({ from: 540, to: 1020 })).toMatch(/^09:00.*–05:00.*$/);
  expect(hoursWords({ from: 0, to: 1440 })).toMatch(/^12:00.*–12:00.*$/);
  for (const part of ['Thursday', 'December', '24', '2026']) expect(dateWords('2026-12-24')).toContain(part);
});

it('says the time of another place, and names it', () => {
  expect(timeIn('Asia/Kathmandu', Date.parse('2026-05-04T03:15Z'))).toMatch(/^09:00/);
  expect(zoneName('America/Argentina/Buenos_Aires')).toBe('America/Argentina/Buenos Aires');
});
