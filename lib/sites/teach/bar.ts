import { t } from '../../page-words.ts';
import { make, makeButton } from './make.ts';

/** Says what to do while the agent points. It holds the focus, so that keys reach nothing of the page. */
export function createBar({ onCancel }: { onCancel: () => void }) {
  const here = make('bdi', { class: 'here', role: 'status' }, t('teach.keys'));
  const move = makeButton(t('teach.move'), 'plain', () => {
    bar.classList.toggle('low');
    bar.focus();
  });
  const bar = make(
    'div',
    { class: 'bar', role: 'dialog', tabindex: '-1', 'aria-label': t('teach.label') },
    make('div', {}, make('p', { role: 'status' }, make('strong', {}, t('teach.point'))), here),
    move,
    makeButton(t('teach.cancel'), 'plain', onCancel),
  );
  return {
    bar,
    /** Gives way to an element that the keyboard leads to. */
    uncover(element: Element) {
      const [own, other] = [bar, element].map((each) => each.getBoundingClientRect()) as [DOMRect, DOMRect];
      if (own.top < other.bottom && other.top < own.bottom) bar.classList.toggle('low');
    },
    /** What would be taken, or why there is nothing to take; undefined for how to point. */
    say(words: string | undefined) {
      const next = words ?? t('teach.keys');
      if (here.textContent !== next) here.textContent = next;
    },
  };
}
