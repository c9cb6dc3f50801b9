import { i18n } from '#i18n';
import { dateFormat } from './date-format.ts';

/** A day as people name it: "Today", "Yesterday", "Monday, May 4, 2026". `start` is its local midnight, in ms since 1970. */
export function dayName(start: number, now: number): string {
  const today = new Date(now);
  const midnight = (daysAgo: number) =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() - daysAgo).getTime();
  if (start === midnight(0)) return i18n.t('history.today');
  if (start === midnight(1)) return i18n.t('history.yesterday');
  return dateFormat(start, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

/** A day in the name of a file: "2026-05-04". */
export function fileDay(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
