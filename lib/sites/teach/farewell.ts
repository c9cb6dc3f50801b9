import { t } from '../../page-words.ts';
import { make } from './make.ts';
import type { Stage } from './stage.ts';

/** So long the last words stay on the screen, in ms. */
export const FAREWELL = 6_000;

/** Says that the rule is saved, and takes everything away after a while. */
export function sayFarewell(stage: Stage): void {
  const words = make('p', { role: 'status' });
  stage.add(make('div', { class: 'bar' }, words));
  // A region has to be there before what it says, or nobody reads it out.
  setTimeout(() => words.append(t('teach.saved')), 50);
  setTimeout(stage.remove, FAREWELL);
}
