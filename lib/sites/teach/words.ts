import { t } from '../../page-words.ts';
import type { Place } from './candidate.ts';

/** Where a candidate reads, as people say it. */
export const placeWords = (place: Place): string => t(`teach.where.${place.kind}`, 'name' in place ? [place.name] : []);

/** Why a rule was not saved, and what to do. */
export function saveProblem(kind: string): string {
  if (kind === 'no-answer') return t('teach.failed.noAnswer');
  return kind === 'not-teaching' ? t('teach.failed.notTeaching') : t('teach.failed.storage');
}
