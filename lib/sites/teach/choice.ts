import { t } from '../../page-words.ts';
import type { Candidate } from './candidate.ts';
import { make } from './make.ts';
import { placeWords } from './words.ts';

/** One candidate: where it reads, and what it finds there now. */
export function createChoice(candidate: Candidate, isChecked: boolean) {
  const radio = make('input', { type: 'radio', name: 'candidate', ...(isChecked && { checked: '' }) });
  const value = make('code', { dir: 'auto' });
  const label = make('label', { class: 'choice' }, radio, value, make('span', {}, placeWords(candidate.place)));
  const show = (found: string) => {
    const words = found === '' ? t('teach.nowNothing') : found;
    if (value.textContent === words) return;
    value.textContent = words;
    value.classList.toggle('none', found === '');
  };
  return { candidate, radio, label, show };
}
