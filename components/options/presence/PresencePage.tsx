import { i18n } from '#i18n';
import type { Message } from '../../../lib/storage/items/messages.ts';
import { troubleWords } from '../../../lib/text/failure.ts';
import type { PresencePageView } from '../../../lib/view/presence-page.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Announcer } from '../../workspace/Announcer.tsx';
import { LogWeek } from './LogWeek.tsx';
import { Notifications } from './Notifications.tsx';
import { Rules } from './Rules.tsx';
import { ScheduleCard } from './ScheduleCard.tsx';
import { Today } from './Today.tsx';

type Props = {
  view: PresencePageView;
  /** Whether this browser says when the screen is locked. */
  canSeeLock: boolean;
};

/** Why the agent is on- or offline, and the rules that decide it. */
export const PresencePage = ({ view, canSeeLock }: Props) => (
  <main class="settings presence-page">
    <header>
      <h1>{i18n.t('presence.label')}</h1>
      <p class="hint">{i18n.t('presencePage.subtitle')}</p>
    </header>
    <Trouble view={view} />
    <LiveToday view={view} />
    <LiveRules view={view} canSeeLock={canSeeLock} />
    <LiveSchedule view={view} />
    <LiveLog view={view} />
    <LiveAnnouncer view={view} />
    <Notifications onTest={() => view.ask('presence/test-notification', {})} />
  </main>
);

const NO_MESSAGES: Message[] = [];

// Each follows only what it shows: the seconds of one must not draw the others anew.
type LiveProps = { view: PresencePageView };

const Trouble = ({ view }: LiveProps) =>
  view.trouble.value ? <Notice tone="trouble">{troubleWords(view.trouble.value)}</Notice> : null;

const LiveAnnouncer = ({ view }: LiveProps) => <Announcer presence={view.presence.value} messages={NO_MESSAGES} />;

const LiveToday = ({ view }: LiveProps) => (
  <Today
    presence={view.presence.value}
    lines={view.lines.value}
    now={view.time.value}
    minute={view.minute.value}
    onResume={() => view.ask('presence/pause', { until: null })}
    onGoOnline={() => view.ask('presence/set', { wish: 'on' })}
  />
);

const LiveRules = ({ view, canSeeLock }: Props) => (
  <Rules
    presence={view.presence.value}
    rules={view.rules.value}
    now={view.minute.value}
    canSeeLock={canSeeLock}
    onChange={view.change}
    onStay={(until) => view.ask('presence/stay-online', { until })}
  />
);

const LiveSchedule = ({ view }: LiveProps) => {
  const { schedule } = view.rules.value;
  if (!schedule.isOn) return null;
  return (
    <ScheduleCard
      schedule={schedule}
      here={Intl.DateTimeFormat().resolvedOptions().timeZone}
      now={view.minute.value}
      onChange={(edit) => view.change((rules) => ({ schedule: edit(rules.schedule) }))}
    />
  );
};

const LiveLog = ({ view }: LiveProps) => <LogWeek lines={view.lines.value} now={view.minute.value} />;
