import { createKeyedQueue } from '../keyed-queue.ts';
import { failureOf, valueOr } from '../storage/item.ts';
import { LOG_DAYS, type LogLine, MOST_LINES, presenceLogItem } from '../storage/items/presence-log.ts';
import { entry, idsOf, read, remove, write } from '../storage/local.ts';
import { dayOf } from './day-strip.ts';

/** The one writer of the log of presence: a week of changes, one item for each local day. */
export function createPresenceLog() {
  const turns = createKeyedQueue();
  return {
    /** Adds lines, oldest first. Rejects when storage is out of order. */
    keep: (accountId: string, lines: LogLine[]): Promise<void> => turns('log', () => keep(accountId, lines)),
    midnight: (now: number): number => dayOf(now).start,
  };
}

async function keep(accountId: string, lines: LogLine[]): Promise<void> {
  for (const date of new Set(lines.map(({ at }) => dateOf(at)))) {
    const ofDay = lines.filter(({ at }) => dateOf(at) === date);
    const [first] = ofDay;
    const id = `${accountId}.${date}`;
    const reading = await read(presenceLogItem, id);
    if (failureOf(reading)) continue;
    if (reading.kind === 'absent') await forgetBefore(dateOf(dayOf(first?.at ?? 0, LOG_DAYS - 1).start));
    // A clock that was put back leaves lines in the future, which nobody has lived.
    const before = valueOr(reading, []).filter(({ at }) => first === undefined || at <= first.at);
    const all = [...before, ...ofDay];
    // A day that is full keeps its beginning and how it stands now.
    const kept = all.length > MOST_LINES ? [...all.slice(0, MOST_LINES - 1), ...all.slice(-1)] : all;
    const written = await write(entry(presenceLogItem, kept, id));
    if (!written.ok) throw new Error(written.failure.kind);
  }
}

async function forgetBefore(date: string): Promise<void> {
  const old = (await idsOf(presenceLogItem)).filter((id) => (id.split('.').at(-1) ?? '') < date);
  if (old.length > 0) await remove(...old.map((id) => presenceLogItem.key + id));
}

/** The local date, as 2026-11-23. */
const dateOf = (time: number): string => {
  const date = new Date(time);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};
