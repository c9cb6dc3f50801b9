import type { Result } from '../../result.ts';
import type { Rule } from '../../storage/items/sites.ts';
import type { Page } from '../read-page.ts';
import type { Candidate } from './candidate.ts';
import { rankCandidates } from './candidates.ts';
import { type Choosing, createChoosing } from './choosing.ts';
import { sayFarewell } from './farewell.ts';
import { listen } from './listen.ts';
import { createOutline } from './outline.ts';
import { createPointing } from './pointing.ts';
import { createStage } from './stage.ts';
import { selectionIn, type Target } from './target.ts';
import { watch } from './watch.ts';

/** Gives the rule to the background; null when the agent gave up. */
export type Save = (rule: Rule | null) => Promise<Result<undefined, { kind: string }>>;

type Dependencies = {
  save: Save;
  /** Of our words, whatever the page's is. */
  direction: string;
  isTrusted?: (event: Event) => boolean;
};

/**
 * Has the agent point at the visitor's ID in this page and choose a rule that reads it. Gives the function that removes
 * everything at once and tells the background nothing.
 */
export function beginTeaching({ save, direction, isTrusted = (event) => event.isTrusted }: Dependencies): () => void {
  const page: Page = { document, location };
  const giveFocusBack = focusKeeper();
  const stage = createStage(direction);
  const outline = createOutline();
  stage.add(outline.box);
  let choosing: Choosing | undefined;

  const leavePage = () => {
    watching.stop();
    unlisten();
    giveFocusBack();
  };
  const stop = () => {
    leavePage();
    stage.remove();
  };
  const cancel = () => {
    stop();
    void save(null);
  };
  const point = () => {
    choosing?.remove();
    choosing = undefined;
    outline.show(undefined);
    stage.add(pointing.bar);
    pointing.bar.focus();
  };
  const choose = (target: Target, candidates: Candidate[]) => {
    pointing.bar.remove();
    choosing = createChoosing({
      target,
      candidates,
      page,
      stage,
      direction,
      save,
      onSaved,
      onAgain: point,
      onCancel: cancel,
    });
  };
  const onSaved = () => {
    choosing?.remove();
    outline.box.remove();
    leavePage();
    sayFarewell(stage);
  };
  const follow = () => {
    // The page has thrown us out.
    if (!stage.host.isConnected) return cancel();
    outline.place();
    choosing?.refresh();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return cancel();
    (choosing ?? pointing).press(event);
  };

  const find = (target: Target) => rankCandidates({ ...target, selection: selectionIn(target.element) }, page);
  const pointing = createPointing({ outline, find, onPicked: choose, onCancel: cancel });
  const watching = watch(follow);
  const unlisten = listen({
    host: stage.host,
    isTrusted,
    onHover: (event) => choosing || pointing.hover(event),
    onPick: (event) => choosing || pointing.pick(event),
    onKey: press,
    onMove: watching.soon,
  });
  point();
  return stop;
}

/** Gives the function that focuses again what has the focus now. */
function focusKeeper(): () => void {
  const before = document.activeElement;
  return () => {
    if (before && 'focus' in before) (before as HTMLElement).focus({ preventScroll: true });
  };
}
