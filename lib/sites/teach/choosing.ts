import type { Page } from '../read-page.ts';
import type { Save } from './begin.ts';
import { type Candidate, liveValue } from './candidate.ts';
import { suggestLanguages, suggestNames } from './companions.ts';
import { type Chosen, createPanel } from './panel.ts';
import { ruleFrom } from './rule.ts';
import type { Stage } from './stage.ts';
import type { Target } from './target.ts';
import { saveProblem } from './words.ts';

type Props = {
  target: Target;
  candidates: readonly Candidate[];
  page: Page;
  stage: Stage;
  direction: string;
  save: Save;
  onSaved: () => void;
  onAgain: () => void;
  onCancel: () => void;
};

export type Choosing = ReturnType<typeof createChoosing>;

/** The agent chooses one of the candidates at what they pointed at, and it is saved. */
export function createChoosing({ target, candidates, page, stage, direction, save, onSaved, ...rest }: Props) {
  const use = async (chosen: Chosen) => {
    panel.setProblem('');
    panel.setBusy(true);
    const saved = await save(ruleFrom(chosen));
    panel.setBusy(false);
    if (saved.ok) onSaved();
    else panel.setProblem(saveProblem(saved.failure.kind));
  };
  const panel = createPanel({
    candidates,
    names: suggestNames(target.element, page),
    languages: suggestLanguages(target.element, page),
    read: (candidate) => liveValue(candidate, page),
    onUse: (chosen) => void use(chosen),
    ...rest,
  });
  panel.element.classList.toggle('start', isAtTheEnd(target.seen, direction));
  panel.refresh();
  stage.add(panel.element);
  panel.focusFirst();
  return {
    refresh: panel.refresh,
    remove: () => panel.element.remove(),
    /** The browser does what keys do in a list and on buttons; what they would do beyond the panel is done here. */
    press(event: KeyboardEvent) {
      const stops = panel.stops();
      const at = stops.indexOf(stage.focused() as HTMLElement);
      if (event.key === 'Enter' && stops[at]?.matches('input')) panel.use();
      if (event.key !== 'Tab') return;
      event.preventDefault();
      const next = event.shiftKey ? Math.max(at, 0) - 1 : at + 1;
      stops.at(next % stops.length)?.focus();
    },
  };
}

/** What was pointed at stays in sight when the panel opens on the other side. */
function isAtTheEnd(element: Element, direction: string): boolean {
  const { x, width } = element.getBoundingClientRect();
  const isRight = x + width / 2 > window.innerWidth / 2;
  return isRight === (direction !== 'rtl');
}
