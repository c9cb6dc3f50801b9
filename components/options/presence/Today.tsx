import { i18n } from '#i18n';
import { dayOf, segmentsOf } from '../../../lib/presence/day-strip.ts';
import type { Presence } from '../../../lib/storage/items/presence.ts';
import type { LogLine } from '../../../lib/storage/items/presence-log.ts';
import { dayName } from '../../../lib/text/day.ts';
import { Button } from '../../ui/Button.tsx';
import { DayStrip } from '../../ui/DayStrip.tsx';
import { PresenceSentence } from '../../ui/PresenceSentence.tsx';
import { type Saved, SavingLine, useSaving } from '../useSaving.tsx';

type Props = {
  presence: Presence;
  lines: LogLine[];
  now: number;
  /** The same for the picture, which changes by the minute. */
  minute: number;
  onResume: () => Promise<Saved>;
  onGoOnline: () => Promise<Saved>;
};

/** How it stands now, and what today was like. */
export function Today({ presence, lines, now, minute, onResume, onGoOnline }: Props) {
  const { save, failure } = useSaving();
  const day = dayOf(minute);
  const name = dayName(day.start, minute);
  return (
    <section class="card">
      <h2>{name}</h2>
      <PresenceSentence presence={presence} now={now} />
      <div class="form-actions">
        {presence.wish === 'off' && (
          <Button kind="primary" onClick={() => void save(onGoOnline)}>
            {i18n.t('presencePage.goOnline')}
          </Button>
        )}
        {presence.wish === 'on' && presence.pause && (
          <Button kind="primary" onClick={() => void save(onResume)}>
            {i18n.t('presence.pause.end')}
          </Button>
        )}
      </div>
      {/* What it has done stands in the sentence. */}
      <SavingLine said="" failure={failure} />
      <DayStrip day={day} segments={segmentsOf(lines, day, minute)} now={minute} name={name} />
    </section>
  );
}
