import { i18n } from '#i18n';
import { ONLINE_LAPSE_MS, type Presence, type PresenceStatus } from '../storage/items/presence.ts';
import { failureWords } from './failure.ts';
import { needsAnswerWords } from './message.ts';
import { ago, clockTime, exactTime } from './time.ts';

/** An open page never says Online when the last answer is older than this. */
const CONFIRMED_MS = 120_000;

export type Tone = 'online' | 'offline' | 'waiting' | 'trouble';

/** What colour and shape go with the sentence; never the only sign. */
export function presenceTone({ status }: Presence, now: number): Tone {
  switch (status.kind) {
    case 'online':
      return isConfirmed(status.confirmedAt, now) ? 'online' : 'waiting';
    case 'connecting':
      return 'waiting';
    case 'off':
    case 'not-ready':
      return 'offline';
    case 'failing':
    case 'stopped':
      return 'trouble';
    default:
      return status satisfies never;
  }
}

/** The sentence that says what the last answer proved, or why nothing is proved. `now` in ms since 1970. */
export function presenceSentence({ status }: Presence, now: number): string {
  switch (status.kind) {
    case 'off':
      return isLapsing(status.confirmedAt, now)
        ? i18n.t('presence.offLapsing', [clockTime(status.confirmedAt + ONLINE_LAPSE_MS)])
        : i18n.t('presence.off');
    case 'not-ready':
      return i18n.t(`presence.missing.${status.missing}`);
    case 'connecting':
      return i18n.t('presence.connecting');
    case 'online':
      return isConfirmed(status.confirmedAt, now)
        ? i18n.t('presence.online', [ago(status.confirmedAt, now)])
        : i18n.t('presence.unconfirmed', [clockTime(status.confirmedAt)]);
    case 'failing':
    case 'stopped':
      return troubleSentence(status, now);
    default:
      return status satisfies never;
  }
}

function troubleSentence(status: Extract<PresenceStatus, { kind: 'failing' | 'stopped' }>, now: number): string {
  const { kind, since, failure, confirmedAt } = status;
  const { what } = failureWords(failure);
  if (!isLapsing(confirmedAt, now)) return i18n.t(`presence.${kind}`, [clockTime(since), what]);
  return i18n.t(`presence.${kind}Lapsing`, [clockTime(since), what, clockTime(confirmedAt + ONLINE_LAPSE_MS)]);
}

/** The toolbar button's title. Nobody repaints it while the background sleeps, so it names moments, not durations. */
export function toolbarTitle(presence: Presence, needsAnswer: number): string {
  const title = presenceTitle(presence);
  return needsAnswer === 0 ? title : `${title} – ${needsAnswerWords(needsAnswer).title}`;
}

function presenceTitle({ wish, status }: Presence): string {
  switch (status.kind) {
    case 'off':
      return i18n.t('presence.title.off');
    case 'not-ready':
      if (wish === 'off') return i18n.t('presence.title.off');
      return i18n.t(status.missing === 'permission' ? 'presence.title.permission' : 'presence.title.notReady');
    case 'connecting':
      return i18n.t('presence.title.connecting');
    case 'online':
      return i18n.t('presence.title.online', [exactTime(status.confirmedAt)]);
    case 'failing':
    case 'stopped':
      return i18n.t(`presence.title.${status.kind}`, [clockTime(status.since)]);
    default:
      return status satisfies never;
  }
}

// A clock set back makes the last answer lie in the future: that proves nothing either.
const isConfirmed = (time: number, now: number) => now >= time - 1000 && now - time <= CONFIRMED_MS;

const isLapsing = (time: number | undefined, now: number): time is number =>
  time !== undefined && now >= time && now - time < ONLINE_LAPSE_MS;
