import { i18n } from '#i18n';

/** Minutes of each kind, with fractions; the order is that of the sentence. */
type Minutes = Record<'online' | 'paused' | 'failed' | 'off', number>;

/** What a day strip shows, in words: "Today: online 3 h 20 min, paused 30 min, trouble 2 min." */
export function stripSentence(day: string, minutes: Minutes): string {
  const parts = stripParts(minutes);
  return parts.length === 0 ? i18n.t('strip.empty', [day]) : i18n.t('strip.sentence', [day, list.format(parts)]);
}

/** The totals of a day: "online 3 h 20 min", "paused 30 min". */
export function stripParts({ online, paused, failed, off }: Minutes): string[] {
  return [
    ...(online > 0 ? [i18n.t('strip.online', [duration(online)])] : []),
    ...(paused > 0 ? [i18n.t('strip.paused', [duration(paused)])] : []),
    ...(failed > 0 ? [i18n.t('strip.failed', [duration(failed)])] : []),
    ...(off > 0 ? [i18n.t('strip.off', [duration(off)])] : []),
  ];
}

const list = new Intl.ListFormat(undefined, { type: 'unit', style: 'short' });

/** A time span as people say it: "3 h 20 min", "2 h", "under 1 min". */
export function duration(minutes: number): string {
  if (minutes < 1) return i18n.t('strip.under');
  const [hours, rest] = [Math.floor(Math.round(minutes) / 60), Math.round(minutes) % 60];
  if (hours === 0) return i18n.t('strip.minutes', [String(rest)]);
  return rest === 0
    ? i18n.t('strip.hours', [String(hours)])
    : i18n.t('strip.hoursMinutes', [String(hours), String(rest)]);
}
