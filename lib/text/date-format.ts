const made = new Map<string, Intl.DateTimeFormat>();

/**
 * A moment in the words of the browser's language; `time` in ms since 1970. To make a formatter takes a hundred times as long
 * as to use it, and a list of messages needs dozens. One keeps the zone in which it was made, so a computer that is taken to
 * another gets new ones.
 */
export function dateFormat(time: number, options: Intl.DateTimeFormatOptions): string {
  const key = `${new Date().getTimezoneOffset()} ${JSON.stringify(options)}`;
  const format = made.get(key) ?? new Intl.DateTimeFormat(undefined, options);
  made.set(key, format);
  return format.format(time);
}
