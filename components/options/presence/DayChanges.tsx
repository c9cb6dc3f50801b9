import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { LogLine } from '../../../lib/storage/items/presence-log.ts';
import { number } from '../../../lib/text/message.ts';
import { changeWords } from '../../../lib/text/presence-log.ts';
import { clockTime } from '../../../lib/text/time.ts';

type Props = { name: string; changes: LogLine[]; isOpenAtFirst: boolean };

/** The changes of one day, newest first. A day may have a thousand, so they are made when they are opened. */
export function DayChanges({ name, changes, isOpenAtFirst }: Props) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  if (changes.length === 0) return null;
  return (
    <details class="changes" open={isOpen} onToggle={({ currentTarget: { open } }) => setOpen(open)}>
      <summary>
        {i18n.t('log.changes', changes.length, [number(changes.length)])}
        <span class="visually-hidden"> ({name})</span>
      </summary>
      {isOpen && (
        <ul>
          {changes.map(({ at, why }) => (
            <li key={`${at} ${why}`}>
              <time dateTime={new Date(at).toISOString()}>{clockTime(at)}</time> {changeWords(why)}
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
