import { i18n } from '#i18n';
import { changesIn, changesOn, dayOf, minutesOf, type Segment, segmentsOf } from '../../../lib/presence/day-strip.ts';
import { LOG_DAYS, type LogLine } from '../../../lib/storage/items/presence-log.ts';
import { dayName } from '../../../lib/text/day.ts';
import { stripParts } from '../../../lib/text/day-strip.ts';
import { DayStrip } from '../../ui/DayStrip.tsx';
import { DayChanges } from './DayChanges.tsx';
import { ExportLog } from './ExportLog.tsx';
import { Legend } from './Legend.tsx';

type Props = { lines: LogLine[]; now: number };

/** The last days as pictures, each with its totals and its changes; today comes first. */
export function LogWeek({ lines, now }: Props) {
  const changes = changesIn(lines);
  return (
    <section class="card">
      <h2>{i18n.t('log.title')}</h2>
      <p class="hint">{i18n.t('log.hint')}</p>
      {lines.length === 0 ? (
        <p>{i18n.t('log.empty')}</p>
      ) : (
        <>
          <Legend />
          <ol class="log-days">
            {Array.from({ length: LOG_DAYS }, (_, daysBefore) => (
              <LogDay
                key={dayOf(now, daysBefore).start}
                lines={lines}
                changes={changes}
                now={now}
                daysBefore={daysBefore}
              />
            ))}
          </ol>
          <ExportLog changes={changes} now={now} />
        </>
      )}
    </section>
  );
}

function LogDay({ lines, changes, now, daysBefore }: Props & { changes: LogLine[]; daysBefore: number }) {
  const day = dayOf(now, daysBefore);
  const name = dayName(day.start, now);
  const segments = segmentsOf(lines, day, now);
  return (
    <li class="log-day">
      <h3>{name}</h3>
      <DayStrip day={day} segments={segments} now={now} name={name} />
      {/* The picture's name says the same. */}
      <p class="hint" aria-hidden="true">
        {totalsOf(segments)}
      </p>
      <DayChanges name={name} changes={changesOn(changes, day)} isOpenAtFirst={daysBefore === 0} />
    </li>
  );
}

const totalsOf = (segments: Segment[]): string =>
  stripParts(minutesOf(segments)).join(' · ') || i18n.t('strip.nothing');
