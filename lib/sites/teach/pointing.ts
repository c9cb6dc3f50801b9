import { t } from '../../page-words.ts';
import { createBar } from './bar.ts';
import type { Candidate } from './candidate.ts';
import type { Outline } from './outline.ts';
import { excerpt, type Target, targetAt, targetOf } from './target.ts';
import { step } from './walk.ts';

type Props = {
  outline: Outline;
  /** The candidates at what was picked; none keeps the agent pointing. */
  find: (target: Target) => Candidate[];
  onPicked: (target: Target, candidates: Candidate[]) => void;
  onCancel: () => void;
};

/** The agent points at something, with the pointer or the keyboard, and takes it. */
export function createPointing({ outline, find, onPicked, onCancel }: Props) {
  const bar = createBar({ onCancel });
  let target: Target | undefined;
  const aim = (next: Target | undefined) => {
    target = next;
    outline.show(next?.seen);
    bar.say(next && (excerpt(next) || undefined));
  };
  const pick = () => {
    const candidates = target ? find(target) : [];
    if (target && candidates.length > 0) onPicked(target, candidates);
    else bar.say(t('teach.nothing'));
  };
  return {
    bar: bar.bar,
    hover(event: Event) {
      const next = targetOf(event);
      if (next?.seen !== target?.seen) aim(next);
    },
    pick(event: Event) {
      aim(targetOf(event) ?? target);
      pick();
    },
    press(event: KeyboardEvent) {
      const next = step(event.key, event.shiftKey, target?.element);
      const isPick = event.key === 'Enter';
      // Neither do the arrows scroll, nor does Tab leave, nor Enter press what has the focus.
      if (next || isPick || event.key === 'Tab') event.preventDefault();
      if (isPick) pick();
      if (!next) return;
      // At once, because what moves cannot be outlined.
      next.scrollIntoView({ block: 'nearest', behavior: 'instant' });
      aim(targetAt(next));
      bar.uncover(next);
    },
  };
}
