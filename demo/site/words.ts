import type { Customer } from './customers.ts';

const DAY_MS = 86_400_000;
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const euro = new Intl.NumberFormat('en-IE', { style: 'currency', currency: 'EUR' });
const languages = new Intl.DisplayNames('en', { type: 'language' });

function dayBefore(daysAgo: number): Date {
  return new Date(Date.now() - daysAgo * DAY_MS);
}

/** The day in words, such as "4 May 2031". */
export function dayWords(daysAgo: number): string {
  return date.format(dayBefore(daysAgo));
}

/** The day for a machine, such as "2031-05-04". */
export function dayStamp(daysAgo: number): string {
  return dayBefore(daysAgo).toISOString().slice(0, 10);
}

/** "today", "yesterday", "5 days ago", "3 months ago". */
export function agoWords(daysAgo: number): string {
  if (daysAgo >= 365) return relative.format(-Math.floor(daysAgo / 365), 'year');
  if (daysAgo >= 60) return relative.format(-Math.floor(daysAgo / 30), 'month');
  return relative.format(-daysAgo, 'day');
}

/** Hour and minute of a time in ms since 1970. */
export function clockWords(at: number): string {
  return clock.format(at);
}

/** Euro cents in words. */
export function priceWords(cents: number): string {
  return euro.format(cents / 100);
}

/** The English name of a BCP 47 tag. */
export function languageWords(tag: string): string {
  return languages.of(tag) ?? tag;
}

/** What the customer has bought and kept, in euro cents. */
export function amountSpent(customer: Customer): number {
  return customer.orders.reduce((sum, order) => (order.state === 'Returned' ? sum : sum + order.total), 0);
}

/** Up to two letters that stand for a name. */
export function initials(name: string): string {
  const words = name.split(/\s+/);
  const first = [...(words[0] ?? '')][0] ?? '';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toUpperCase();
}
