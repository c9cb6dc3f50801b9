import { i18n } from '#i18n';
import { ONLINE_LAPSE_MS, type Presence, type PresenceStatus } from '../storage/items/presence.ts';
import { failureWords } from './failure.ts';
import { needsAnswerWords } from './message.ts';
import { ago, clockTime, comingTime, exactTime, momentOf, weekdayTime } from './time.ts';

/** An open page never says Online when the last answer is older than this. */
const CONFIRMED_MS = 120_000;

const DAY_MS = 86_400_000;

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
    case 'resting':
      return 'offline';
    case 'yielding':
    case 'failing':
    case 'stopped':
      return 'trouble';
    default:
      return status satisfies never;
  }
}

/** What the last answer proved, or why nothing is proved, and what comes next. `now` in ms since 1970. */
export function presenceSentence({ status, closesAt, pace }: Presence, now: number): string {
  switch (status.kind) {
    case 'off':
      return isLapsing(status.confirmedAt, now)
        ? i18n.t('presence.offLapsing', [clockTime(status.confirmedAt + ONLINE_LAPSE_MS)])
        : i18n.t('presence.off');
    case 'not-ready':
      return lapsing(i18n.t(`presence.missing.${status.missing}`), status.confirmedAt, now);
    case 'resting':
      return lapsing(restSentence(status, now), status.confirmedAt, now);
    case 'yielding':
      return lapsing(
        i18n.t('presence.yielding', [momentOf(status.since, now), comingTime(status.until, now)]),
        status.confirmedAt,
        now,
      );
    case 'connecting':
      return i18n.t('presence.connecting');
    case 'online':
      return onlineSentence(status.confirmedAt, now, closesAt, pace);
    case 'failing':
    case 'stopped':
      return troubleSentence(status, now);
    default:
      return status satisfies never;
  }
}

/** What has to differ for a change of presence to be news. */
export function presenceNews({ status }: Presence): string {
  if (status.kind === 'resting') return `${status.kind} ${status.why} ${status.until}`;
  if (status.kind === 'not-ready') return `${status.kind} ${status.missing}`;
  return status.kind === 'failing' || status.kind === 'stopped' ? `${status.kind} ${status.failure.kind}` : status.kind;
}

function onlineSentence(confirmedAt: number, now: number, closesAt?: number, pace?: Presence['pace']): string {
  if (!isConfirmed(confirmedAt, now)) {
    const next = confirmedAt + (pace?.everyMs ?? 0);
    return isSparse(pace) && next > now
      ? i18n.t('presence.between', [momentOf(confirmedAt, now), clockTime(next)])
      : i18n.t('presence.unconfirmed', [momentOf(confirmedAt, now)]);
  }
  const online = i18n.t('presence.online', [ago(confirmedAt, now)]);
  const isSoon = closesAt !== undefined && closesAt > now && closesAt - now < DAY_MS;
  return isSoon ? `${online} ${i18n.t('presence.closes', [clockTime(closesAt)])}` : online;
}

function restSentence({ why, since, until }: Extract<PresenceStatus, { kind: 'resting' }>, now: number): string {
  const from = momentOf(since, now);
  switch (why) {
    case 'paused':
      return i18n.t('presence.rest.paused', [from, comingTime(until ?? now, now)]);
    case 'no-window':
      return i18n.t('presence.rest.no_window', [from]);
    case 'locked':
    case 'idle':
      return i18n.t(`presence.rest.${why}`, [from]);
    case 'outside-schedule':
      return until === undefined
        ? i18n.t('presence.rest.outsideForGood', [from])
        : i18n.t('presence.rest.outside', [from, comingTime(until, now)]);
    default:
      return why satisfies never;
  }
}

const lapsing = (sentence: string, confirmedAt: number | undefined, now: number): string =>
  isLapsing(confirmedAt, now)
    ? `${sentence} ${i18n.t('presence.lapsing', [clockTime(confirmedAt + ONLINE_LAPSE_MS)])}`
    : sentence;

function troubleSentence(status: Extract<PresenceStatus, { kind: 'failing' | 'stopped' }>, now: number): string {
  const { kind, since, failure, confirmedAt } = status;
  // Right before the first failure there was a success, or a pause.
  const wasJustConfirmed = confirmedAt !== undefined && confirmedAt <= since && since - confirmedAt < ONLINE_LAPSE_MS;
  const from = kind === 'failing' && wasJustConfirmed ? confirmedAt : since;
  return lapsing(i18n.t(`presence.${kind}`, [momentOf(from, now), failureWords(failure).what]), confirmedAt, now);
}

/** The toolbar button's title. Nobody repaints it while the background sleeps, so it names moments, not durations. */
export function toolbarTitle(presence: Presence, needsAnswer: number): string {
  const title = presenceTitle(presence);
  return needsAnswer === 0 ? title : `${title} – ${needsAnswerWords(needsAnswer).title}`;
}

function presenceTitle({ status }: Presence): string {
  switch (status.kind) {
    case 'off':
      return i18n.t('presence.title.off');
    case 'not-ready':
      return i18n.t(status.missing === 'permission' ? 'presence.title.permission' : 'presence.title.notReady');
    case 'connecting':
      return i18n.t('presence.title.connecting');
    case 'online':
      return i18n.t('presence.title.online', [exactTime(status.confirmedAt)]);
    case 'resting':
      return i18n.t('presence.title.resting', [restTitle(status)]);
    case 'yielding':
      return i18n.t('presence.title.yielding', [weekdayTime(status.until)]);
    case 'failing':
    case 'stopped':
      return i18n.t(`presence.title.${status.kind}`, [weekdayTime(status.since)]);
    default:
      return status satisfies never;
  }
}

function restTitle({ why, until }: Extract<PresenceStatus, { kind: 'resting' }>): string {
  if (why === 'paused' && until !== undefined) return i18n.t('presence.title.paused', [weekdayTime(until)]);
  return i18n.t(
    `presence.title.why.${why === 'no-window' ? 'no_window' : why === 'outside-schedule' ? 'outside' : why}`,
  );
}

// A clock set back makes the last answer lie in the future: that proves nothing either.
const isConfirmed = (time: number, now: number) => now >= time - 1000 && now - time <= CONFIRMED_MS;

const isLapsing = (time: number | undefined, now: number): time is number =>
  time !== undefined && now >= time && now - time < ONLINE_LAPSE_MS;

/** The notification about trouble that lasts; clicking it does the one thing that helps. */
export function troubleNotice({ status }: Presence, click: 'settings' | 'link' | 'again' | 'open') {
  return {
    title: i18n.t('presence.notice.title'),
    message: `${whatIsWrong(status)} ${i18n.t(`presence.notice.${click}`)}`,
  };
}

function whatIsWrong(status: PresenceStatus): string {
  if (status.kind === 'failing' || status.kind === 'stopped') return failureWords(status.failure).what;
  if (status.kind === 'yielding') return i18n.t('presence.notice.limit');
  return status.kind === 'not-ready' ? i18n.t(`presence.missing.${status.missing}`) : '';
}

/** Said only while the hourly limit makes Deskside slower: what it does, and how many agents the limit is enough for. */
export function limitSentence({ wish, pace, status }: Presence): string | undefined {
  if (wish === 'off' || !pace) return undefined;
  if (status.kind === 'yielding') return carriesWords(pace.carries)[0];
  const pings = status.kind === 'online' || status.kind === 'connecting' || status.kind === 'failing';
  if (!pings || pace.everyMs <= 60_000) return undefined;
  const every = pace.everyMs < 180_000 ? seconds(pace.everyMs / 1000) : minutes(pace.everyMs / 60_000);
  const slower =
    pace.limit === undefined
      ? i18n.t('presence.limitUnknown', [every])
      : i18n.t('presence.limit', [String(pace.limit), every]);
  const gaps = isSparse(pace) ? [i18n.t('presence.limitGaps')] : [];
  return [slower, ...gaps, ...carriesWords(pace.carries)].join(' ');
}

/** Further apart than an open page goes on saying Online. */
const isSparse = (pace: Presence['pace']): boolean => (pace?.everyMs ?? 0) > CONFIRMED_MS;

const seconds = (count: number) => i18n.t('presence.seconds', [String(Math.round(count))]);
const minutes = (count: number) => i18n.t('presence.minutes', [String(Math.round(count * 2) / 2)]);

function carriesWords(carries: number | undefined): string[] {
  if (carries === undefined) return [];
  return [carries < 1 ? i18n.t('presence.carriesNone') : i18n.t('presence.carries', carries, [String(carries)])];
}
