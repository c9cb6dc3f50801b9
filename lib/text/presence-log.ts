import { i18n } from '#i18n';
import type { LogLine, LogReason } from '../storage/items/presence-log.ts';

/** What presence became, and why: "Offline: screen locked". */
export function changeWords(why: LogReason): string {
  if (why === 'no-window') return i18n.t('log.no_window');
  if (why === 'outside-schedule') return i18n.t('log.outside_schedule');
  return i18n.t(`log.${why}`);
}

/** A line of the log with what it counts as in the day strip. */
type ExportedLine = LogLine & { kind: string };

/** The log as a CSV file, in parts. Its names are for programs, so they are the same in every language. */
export async function presenceLogFile(lines: ExportedLine[]): Promise<string[]> {
  const { default: papaparse } = await import('papaparse');
  const rows = lines.map(({ at, kind, why }) => [withOffset(at), localTime(at), kind, why]);
  const table = [['time', 'localTime', 'state', 'reason'], ...rows];
  // Nobody types what is in here, so what papaparse takes for a formula is enough. The mark tells Excel that it is UTF-8.
  return [`\ufeff${papaparse.unparse(table, { escapeFormulae: true, newline: '\r\n' })}\r\n`];
}

const two = (value: number) => String(Math.abs(value)).padStart(2, '0');

/** "2026-05-04 12:03:00", which table programs take for a time. */
function localTime(time: number): string {
  const date = new Date(time);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** "2026-05-04T12:03:00+02:00", which says which of two equal hours it is when clocks are put back. */
function withOffset(time: number): string {
  const ahead = -new Date(time).getTimezoneOffset();
  const offset = `${ahead < 0 ? '-' : '+'}${two(Math.trunc(ahead / 60))}:${two(ahead % 60)}`;
  return localTime(time).replace(' ', 'T') + offset;
}
