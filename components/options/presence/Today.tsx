import { i18n } from '#i18n';
import { dayOf, segmentsOf } from '../../../lib/presence/day-strip.ts';
import type { Presence } from '../../../lib/storage/items/presence.ts';
import type { LogLine } from '../../../lib/storage/items/presence-log.ts';
import { dayName } from '../../../lib/text/day.ts';
import { presenceSentence, presenceTone } from '../../../lib/text/presence.ts';
import { Button } from '../../ui/Button.tsx';
import { DayStrip } from '../../ui/DayStrip.tsx';
import { type Saved, SavingLine, useSaving } from './useSaving.tsx';

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
      {/* It ticks every second. */}
      <p
        role="status"
        aria-live="off"
        aria-label={i18n.t('presence.label')}
        class={`presence-sentence ${presenceTone(presence, now)}`}
      >
        {presenceSentence(presence, now)}
      </p>
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
