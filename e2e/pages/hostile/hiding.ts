import type { TestPage } from '../page.ts';
import { type Attack, hostilePage } from './attack.ts';

/** Ways to make something unseen, or seen elsewhere than it is. */
const DISGUISES: Record<string, string> = {
  display: 'display: none !important',
  opacity: 'opacity: 0 !important',
  faint: 'opacity: 0.02 !important',
  visibility: 'visibility: hidden !important',
  transform: 'transform: translateX(-300vw) !important',
  shrunk: 'scale: 0.01 !important',
  'clip-path': 'clip-path: inset(50%) !important',
  mask: 'mask: linear-gradient(transparent, transparent) !important',
  filter: 'filter: opacity(0) !important',
  pointer: 'pointer-events: none !important',
  size: 'width: 0 !important; height: 0 !important; max-width: 0 !important; overflow: hidden !important',
  place: 'position: absolute !important; inset: auto !important; left: -9999px !important; top: -9999px !important',
  content: 'content-visibility: hidden !important',
  all: 'all: unset !important',
};

const byRule: Attack<string> = (_, disguise) => {
  const style = document.createElement('style');
  style.textContent = `html > :not(head, body), [popover], :popover-open, body > :not(main) { ${disguise} }`;
  document.head.append(style);
};

const inline: Attack<string> = ({ strangers }, disguise) => {
  for (const stranger of strangers()) stranger.style.cssText += `; ${disguise}`;
};

const onRoot: Attack<string> = (_, disguise) => {
  document.documentElement.style.cssText += `; ${disguise}`;
};

/** Whoever undoes it and is undone again must not do so for ever: that would keep the processor busy. */
const inlineAgain: Attack<string> = ({ note, strangers }, disguise) => {
  const wanted = new Map<HTMLElement, string>();
  let times = 0;
  const hide = () => {
    for (const stranger of strangers()) {
      if (wanted.get(stranger) === stranger.style.cssText) continue;
      stranger.style.cssText += `; ${disguise}`;
      wanted.set(stranger, stranger.style.cssText);
      times += 1;
      note(`hidden ${times} times`);
    }
  };
  new MutationObserver(hide).observe(document.documentElement, { subtree: true, childList: true, attributes: true });
  hide();
};

const animated: Attack = ({ strangers }) => {
  for (const stranger of strangers())
    stranger.animate([{ opacity: 0 }, { opacity: 0 }], { duration: 1e9, fill: 'both' });
};

/** Pages that make the frame unseen. */
export const hiding: TestPage[] = [
  ...Object.entries(DISGUISES).flatMap(([name, argument]) => [
    hostilePage(`hides-by-rule-${name}`, `Hides by a rule: ${name}`, byRule, { argument }),
    hostilePage(`hides-inline-${name}`, `Hides by an inline style: ${name}`, inline, { argument }),
    hostilePage(`hides-root-${name}`, `Hides the root: ${name}`, onRoot, { argument }),
  ]),
  hostilePage('hides-again', 'Hides by an inline style, again and again', inlineAgain, {
    argument: DISGUISES.display ?? '',
  }),
  hostilePage('hides-by-animation', 'Hides by an animation', animated),
];
