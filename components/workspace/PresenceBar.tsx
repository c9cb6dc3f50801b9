import { RefreshCw, Settings } from 'lucide';
import { i18n } from '#i18n';
import { dayOf, segmentsOf } from '../../lib/presence/day-strip.ts';
import type { Presence } from '../../lib/storage/items/presence.ts';
import type { LogLine } from '../../lib/storage/items/presence-log.ts';
import type { PresenceSettings } from '../../lib/storage/items/presence-settings.ts';
import { dayName } from '../../lib/text/day.ts';
import { failureWords } from '../../lib/text/failure.ts';
import { limitSentence } from '../../lib/text/presence.ts';
import { clockTime } from '../../lib/text/time.ts';
import { Button } from '../ui/Button.tsx';
import { DayStrip } from '../ui/DayStrip.tsx';
import { Icon } from '../ui/Icon.tsx';
import { PresenceSentence } from '../ui/PresenceSentence.tsx';
import { PauseMenu } from './PauseMenu.tsx';
import { StayOnline } from './StayOnline.tsx';

const MINUTE_MS = 60_000;

type Props = {
  presence: Presence;
  rules: PresenceSettings;
  /** The log of presence, for the picture of today. */
  lines: LogLine[];
  now: number;
  isBusy: boolean;
  /** Why the switch or *Try again* did nothing. */
  problem: string | undefined;
  onSwitch: (wish: Presence['wish']) => void;
  /** A break until then, in ms since 1970; null ends it. */
  onPause: (until: number | null) => void;
  onStayOnline: (until: number | null) => void;
  onTryAgain: () => void;
  onSettings: () => void;
  onPresencePage: () => void;
};

/** The switch, what the last answer proved, and one action when something is wrong. */
export function PresenceBar({ presence, rules, lines, now, isBusy, problem, ...on }: Props) {
  return (
    <header class="presence">
      <div class="presence-line">
        <label class="switch">
          <input
            type="checkbox"
            role="switch"
            checked={presence.wish === 'on'}
            aria-checked={presence.wish === 'on'}
            onChange={(event) => on.onSwitch(event.currentTarget.checked ? 'on' : 'off')}
          />
          <span>{i18n.t('presence.switch')}</span>
        </label>
        {canPause(presence) && <PauseMenu isPaused={presence.pause !== undefined} now={now} onPause={on.onPause} />}
        <button
          type="button"
          class="button quiet icon"
          onClick={on.onSettings}
          aria-label={i18n.t('settings.open')}
          title={i18n.t('settings.open')}
        >
          <Icon of={Settings} />
        </button>
      </div>
      <PresenceSentence presence={presence} now={now} />
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {limitSentence(presence) && <p class="presence-note">{limitSentence(presence)}</p>}
      {rules.idle.isOn && presence.wish === 'on' && (
        <StayOnline until={presence.stayOnlineUntil} now={now} onStayOnline={on.onStayOnline} />
      )}
      <PresenceHelp presence={presence} now={now} isBusy={isBusy} onTryAgain={on.onTryAgain} />
      <DayPicture lines={lines} now={now} onOpen={on.onPresencePage} />
    </header>
  );
}

/** Today so far, by the minute; it leads to the page that explains it. */
function DayPicture({ lines, now, onOpen }: { lines: LogLine[]; now: number; onOpen: () => void }) {
  const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const day = dayOf(minute);
  return (
    <div class="presence-day">
      <DayStrip day={day} segments={segmentsOf(lines, day, minute)} now={minute} name={dayName(day.start, minute)} />
      <Button kind="quiet" onClick={onOpen}>
        {i18n.t('presence.page')}
      </Button>
    </div>
  );
}

/** What somebody has to mend first is no time to take a break from. */
const canPause = ({ wish, pause, status }: Presence) =>
  wish === 'on' && (pause !== undefined || (status.kind !== 'not-ready' && status.kind !== 'stopped'));

/** What to do about trouble, and when Deskside looks again by itself. */
function PresenceHelp({
  presence,
  now,
  isBusy,
  onTryAgain,
}: Pick<Props, 'presence' | 'now' | 'isBusy' | 'onTryAgain'>) {
  const { status } = presence;
  if (status.kind !== 'failing' && status.kind !== 'stopped') return null;
  const { next, link } = failureWords(status.failure);
  const { requestId } = status.failure;
  return (
    <div class="presence-help">
      <p>
        {next}{' '}
        {link && (
          <a href={link.href} target="_blank" rel="noreferrer">
            {link.label}
          </a>
        )}
      </p>
      <p class="hint">
        {whenNext(status, now)} {requestId && i18n.t('failure.request', [requestId])}
      </p>
      <Button onClick={onTryAgain} isBusy={isBusy}>
        <Icon of={RefreshCw} />
        {i18n.t('presence.tryAgain')}
      </Button>
    </div>
  );
}

function whenNext(status: Extract<Presence['status'], { kind: 'failing' | 'stopped' }>, now: number): string {
  if (status.kind === 'failing' && status.failure.kind !== 'rate-limited') return i18n.t('presence.retrySoon');
  const { retryAt } = status;
  return retryAt === undefined || retryAt <= now ? '' : i18n.t('presence.retryAt', [clockTime(retryAt)]);
}
