import { Phone } from 'lucide';
import { i18n } from '#i18n';
import { clockTime } from '../../lib/text/time.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';

const HOUR_MS = 3_600_000;

type Props = {
  until: number | undefined;
  now: number;
  /** Until then, in ms since 1970; null ends it. */
  onStayOnline: (until: number | null) => void;
};

/** For a phone call: an hour in which an idle computer is no reason to go offline. */
export function StayOnline({ until, now, onStayOnline }: Props) {
  const isOn = until !== undefined && until > now;
  return (
    <p class="presence-note">
      {isOn && `${i18n.t('presence.stay.on', [clockTime(until)])} `}
      <Button kind="quiet" onClick={() => onStayOnline(isOn ? null : Date.now() + HOUR_MS)}>
        {!isOn && <Icon of={Phone} />}
        {i18n.t(isOn ? 'presence.stay.end' : 'presence.stay.begin')}
      </Button>
    </p>
  );
}
