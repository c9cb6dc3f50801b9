import { t } from '../../page-words.ts';
import type { Candidate } from './candidate.ts';
import { createChoice } from './choice.ts';
import { createCompanion } from './companion-select.ts';
import { make, makeButton } from './make.ts';

export type Chosen = { visitor: Candidate; name: Candidate | undefined; language: Candidate | undefined };

type Props = {
  candidates: readonly Candidate[];
  names: readonly Candidate[];
  languages: readonly Candidate[];
  /** What a candidate finds now. */
  read: (candidate: Candidate) => string;
  onUse: (chosen: Chosen) => void;
  onAgain: () => void;
  onCancel: () => void;
};

/** The agent chooses what they meant, and sees what every choice finds in the page as it changes. */
export function createPanel({ candidates, names, languages, read, onUse, onAgain, onCancel }: Props) {
  const choices = candidates.map((candidate, index) => createChoice(candidate, index === 0));
  const name = createCompanion(t('teach.name'), names, read);
  const language = createCompanion(t('teach.language'), languages, read);
  const problem = make('p', { class: 'problem', role: 'alert' });
  const use = makeButton(t('teach.use'), 'primary', () => {
    const visitor = choices.find(({ radio }) => radio.checked)?.candidate;
    const isBusy = use.getAttribute('aria-disabled') === 'true';
    if (visitor && !isBusy) onUse({ visitor, name: name?.chosen(), language: language?.chosen() });
  });
  const buttons = [
    use,
    makeButton(t('teach.again'), 'plain', onAgain),
    makeButton(t('teach.cancel'), 'plain', onCancel),
  ];
  const content = [
    make(
      'fieldset',
      { 'aria-describedby': 'hint' },
      make('legend', { id: 'title' }, t('teach.title')),
      make('p', { class: 'hint', id: 'hint' }, t('teach.hint')),
      ...choices.map(({ label }) => label),
    ),
    ...[name, language].flatMap((companion) => companion?.label ?? []),
    problem,
    make('div', { class: 'buttons' }, ...buttons),
  ];
  const element = make('div', { class: 'panel', role: 'dialog', 'aria-labelledby': 'title' }, ...content);
  return {
    element,
    focusFirst: () => choices[0]?.radio.focus(),
    /** What can have the focus, in order. */
    stops: () => [...element.querySelectorAll<HTMLElement>('input:checked, select, button')],
    use: () => use.click(),
    refresh() {
      for (const choice of choices) choice.show(read(choice.candidate));
    },
    setBusy: (isBusy: boolean) => use.setAttribute('aria-disabled', String(isBusy)),
    setProblem(words: string) {
      problem.textContent = words;
    },
  };
}
