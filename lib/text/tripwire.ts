import { i18n } from '#i18n';
import type { Tripwire } from '../messages/tripwires.ts';

/** More sentences than these nobody reads before sending. */
const MOST_SENTENCES = 5;

/** What was found, in one sentence. */
export function tripwireWords(tripwire: Tripwire): string {
  switch (tripwire.kind) {
    case 'placeholder':
      return i18n.t('tripwire.placeholder', [tripwire.found]);
    case 'card':
      return i18n.t('tripwire.card', [tripwire.found.replace('…', '')]);
    case 'iban':
      return i18n.t('tripwire.iban', [tripwire.found]);
    case 'other-visitor':
      return i18n.t('tripwire.otherVisitor', [tripwire.found]);
    case 'repeated':
      return i18n.t('tripwire.repeated');
    default:
      return tripwire satisfies never;
  }
}

/** The question before sending; empty when there is nothing to ask. */
export function tripwireQuestion(tripwires: Tripwire[]): string {
  if (tripwires.length === 0) return '';
  const sentences = tripwires.slice(0, MOST_SENTENCES).map(tripwireWords);
  if (tripwires.length > MOST_SENTENCES) sentences.push(i18n.t('tripwire.more'));
  return [...sentences, i18n.t('tripwire.ask')].join(' ');
}
