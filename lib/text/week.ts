import { dateFormat } from './date-format.ts';
import { clockTime } from './time.ts';

/** A Monday at midnight: for names of weekdays and times of day that belong to no date. */
const monday = (day: number, minute = 0) => new Date(2024, 0, 1 + day, 0, minute);

/** "Monday" for 0. */
export const weekdayName = (day: number): string => dateFormat(monday(day).getTime(), { weekday: 'long' });

/** The days of a week in the order in which people here write them; 0 is Monday. */
export function weekdays(): number[] {
  const { locale } = Intl.DateTimeFormat().resolvedOptions();
  const found = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  // A property in Chrome until 130, and missing in older Firefox.
  const first = ((found.getWeekInfo?.() ?? found.weekInfo)?.firstDay ?? 1) - 1;
  return [0, 1, 2, 3, 4, 5, 6].map((day) => (first + day) % 7);
}

/** Hours of a day as people here write them: "09:00–17:00". In minutes after midnight. */
export const hoursWords = ({ from, to }: { from: number; to: number }): string =>
  `${clockTime(monday(0, from).getTime())}–${clockTime(monday(0, to).getTime())}`;

/** A date such as 2026-12-24 as people here write it: "Thursday, December 24, 2026". */
export function dateWords(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return dateFormat(new Date(year, month - 1, day).getTime(), { dateStyle: 'full' });
}

/** The time of day in a zone that the browser knows. */
export const timeIn = (zone: string, time: number): string =>
  dateFormat(time, { timeZone: zone, hour: '2-digit', minute: '2-digit' });

/** A zone as people read it: "America/New York". */
export const zoneName = (zone: string): string => zone.replaceAll('_', ' ');
