import { t } from '../../page-words.ts';
import type { Candidate } from './candidate.ts';
import { make } from './make.ts';
import { placeWords } from './words.ts';

/** Lets the agent take the name or the language along; undefined where the page suggests none. */
export function createCompanion(
  words: string,
  candidates: readonly Candidate[],
  read: (candidate: Candidate) => string,
) {
  if (candidates.length === 0) return undefined;
  const options = candidates.map((candidate, index) =>
    make('option', { value: String(index) }, `${read(candidate)} – ${placeWords(candidate.place)}`),
  );
  const select = make('select', {}, make('option', { value: '' }, t('teach.leaveOut')), ...options);
  // An attribute of that name means it; a heading may be anything.
  select.value = candidates[0]?.place.kind === 'data' ? '0' : '';
  return {
    label: make('label', {}, make('span', {}, words), select),
    chosen: () => (select.value === '' ? undefined : candidates[Number(select.value)]),
  };
}
