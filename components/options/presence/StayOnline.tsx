import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import { clockTime } from '../../../lib/text/time.ts';
import { Button } from '../../ui/Button.tsx';
import { type Saved, SavingLine, useSaving } from '../useSaving.tsx';

const HOUR = 3_600_000;

type Props = { until: number | undefined; now: number; onStay: (until: number | null) => Promise<Saved> };

/** For an hour, an idle computer is no reason to go offline. */
export function StayOnline({ until, now, onStay }: Props) {
  const id = useId();
  const { save, failure } = useSaving();
  const isStaying = until !== undefined && now < until;
  return (
    <div class="stay">
      {/* One button for both, so that the focus stays on it. */}
      <Button describedBy={id} onClick={() => void save(() => onStay(isStaying ? null : Date.now() + HOUR))}>
        {i18n.t(isStaying ? 'presence.stay.end' : 'presence.stay.begin')}
      </Button>
      <p id={id} class="hint" role="status">
        {isStaying ? i18n.t('presence.stay.on', [clockTime(until)]) : i18n.t('presencePage.rules.stayHint')}
      </p>
      <SavingLine said="" failure={failure} />
    </div>
  );
}
