import { i18n } from '#i18n';
import { dateFormat } from './date-format.ts';

/** The time of day as people here write it: "12:03". `time` in ms since 1970. */
export const clockTime = (time: number): string => dateFormat(time, { hour: '2-digit', minute: '2-digit' });

/** The time of day with seconds, for what is not repainted. */
export const exactTime = (time: number): string => dateFormat(time, { timeStyle: 'medium' });

/** The time of day, with the date when it was not today. */
export function momentOf(time: number, now: number): string {
  const isToday = new Date(time).toDateString() === new Date(now).toDateString();
  if (isToday) return clockTime(time);
  return `${dateFormat(time, { day: 'numeric', month: 'short' })}, ${clockTime(time)}`;
}

/** How long ago, in words. */
export function ago(time: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - time) / 1000));
  if (seconds < 5) return i18n.t('ago.now');
  if (seconds < 120) return i18n.t('ago.seconds', [String(seconds)]);
  return i18n.t('ago.minutes', [String(Math.floor(seconds / 60))]);
}

/** A time to come: "12:03", with the day of the week or the date when it is not today. */
export function comingTime(time: number, now: number): string {
  const day = new Date(time);
  if (day.toDateString() === new Date(now).toDateString()) return clockTime(time);
  const isThisWeek = time - now < 6 * 86_400_000;
  const name = dateFormat(time, isThisWeek ? { weekday: 'long' } : { day: 'numeric', month: 'short' });
  return `${name}, ${clockTime(time)}`;
}

/** When the clock here next shows a time such as "13:30", in ms since 1970; undefined when that is no time. */
export function nextTimeOfDay(text: string, now: number): number | undefined {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return undefined;
  const today = new Date(now).setHours(Number(hours), Number(minutes), 0, 0);
  if (today > now) return today;
  const tomorrow = new Date(now);
  tomorrow.setDate(tomorrow.getDate() + 1);
  return tomorrow.setHours(Number(hours), Number(minutes), 0, 0);
}

/** When the day ends here, in ms since 1970. */
export function nextMidnight(now: number): number {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
}

/** The time of day with the day of the week, for what may be read on another day: "Mon, 12:03". */
export const weekdayTime = (time: number): string => `${dateFormat(time, { weekday: 'short' })}, ${clockTime(time)}`;
