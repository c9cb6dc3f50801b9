import { i18n } from '#i18n';
import { scheduleAt } from '../../../lib/presence/schedule.ts';
import type { Presence } from '../../../lib/storage/items/presence.ts';
import type { PresenceSettings, Schedule } from '../../../lib/storage/items/presence-settings.ts';
import { LONGEST_IDLE_MINUTES } from '../../../lib/storage/items/presence-settings.ts';
import { number } from '../../../lib/text/message.ts';
import { comingTime, momentOf } from '../../../lib/text/time.ts';
import type { RuleChange } from '../../../lib/view/presence-page.ts';
import { NumberField } from '../NumberField.tsx';
import type { Saved } from '../useSaving.tsx';
import { FixedRule, Rule } from './Rule.tsx';
import { StayOnline } from './StayOnline.tsx';

type Props = {
  presence: Presence;
  rules: PresenceSettings;
  now: number;
  /** Whether this browser says when the screen is locked. */
  canSeeLock: boolean;
  onChange: (change: RuleChange) => Promise<Saved>;
  onStay: (until: number | null) => Promise<Saved>;
};

/** What takes the agent offline, each rule with what it sees now, in the order in which they win. */
export function Rules({ presence, rules, now, canSeeLock, onChange, onStay }: Props) {
  const { status } = presence;
  const isInForce = (why: string) => status.kind === 'resting' && status.why === why;
  const { idle, lock, schedule } = rules;
  return (
    <section class="card">
      <h2>{i18n.t('presencePage.rules.title')}</h2>
      <p class="hint">{i18n.t('presencePage.rules.intro')}</p>
      <ol class="rules">
        <FixedRule
          label={i18n.t('presencePage.rules.pause')}
          state={pauseWords(presence, now)}
          isInForce={isInForce('paused')}
        />
        <FixedRule
          label={i18n.t('presencePage.rules.noWindow')}
          state={windowWords(presence)}
          isInForce={isInForce('no-window')}
        />
        {canSeeLock && (
          <Rule
            label={i18n.t('presencePage.rules.lock')}
            isOn={lock.isOn}
            state={lockWords(presence, now)}
            isInForce={isInForce('locked')}
            onSwitch={(isOn) => onChange(() => ({ lock: { isOn } }))}
          />
        )}
        <Rule
          label={i18n.t('presencePage.rules.hours')}
          isOn={schedule.isOn}
          state={hoursWords(schedule, now)}
          isInForce={isInForce('outside-schedule')}
          onSwitch={(isOn) => onChange((before) => ({ schedule: { ...before.schedule, isOn } }))}
        />
        <Rule
          label={i18n.t('presencePage.rules.idle', idle.minutes, [number(idle.minutes)])}
          isOn={idle.isOn}
          state={idleWords(presence, now)}
          isInForce={isInForce('idle')}
          onSwitch={(isOn) => onChange((before) => ({ idle: { ...before.idle, isOn } }))}
        >
          <NumberField
            label={i18n.t('presencePage.rules.minutes')}
            value={idle.minutes}
            min={1}
            max={LONGEST_IDLE_MINUTES}
            wrong={i18n.t('presencePage.rules.wrongMinutes', [number(LONGEST_IDLE_MINUTES)])}
            onSave={(minutes) => onChange((before) => ({ idle: { ...before.idle, minutes } }))}
          />
          {idle.isOn && <StayOnline until={presence.stayOnlineUntil} now={now} onStay={onStay} />}
        </Rule>
      </ol>
    </section>
  );
}

const pauseWords = ({ pause }: Presence, now: number) =>
  pause ? i18n.t('presencePage.rules.paused', [comingTime(pause.until, now)]) : i18n.t('presencePage.rules.notPaused');

const windowWords = ({ windowlessSince }: Presence) =>
  i18n.t(windowlessSince === undefined ? 'presencePage.rules.windowOpen' : 'presencePage.rules.noWindowNow');

function lockWords({ input, inputSince }: Presence, now: number): string {
  if (input === undefined) return i18n.t('presencePage.rules.unknown');
  if (input !== 'locked') return i18n.t('presencePage.rules.unlocked');
  return i18n.t('presencePage.rules.locked', [momentOf(inputSince ?? now, now)]);
}

function idleWords({ input, inputSince }: Presence, now: number): string {
  if (input === undefined) return i18n.t('presencePage.rules.unknown');
  if (input === 'active') return i18n.t('presencePage.rules.inUse');
  const words = input === 'idle' ? 'presencePage.rules.idleSince' : 'presencePage.rules.locked';
  return i18n.t(words, [momentOf(inputSince ?? now, now)]);
}

function hoursWords(schedule: Schedule, now: number): string {
  const { isOpen, changesAt } = scheduleAt(schedule, now);
  if (changesAt === undefined) return i18n.t(isOpen ? 'presencePage.rules.always' : 'presencePage.rules.never');
  const words = isOpen ? 'presencePage.rules.within' : 'presencePage.rules.outside';
  return i18n.t(words, [comingTime(changesAt, now)]);
}
