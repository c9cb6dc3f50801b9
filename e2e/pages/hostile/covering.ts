import type { TestPage } from '../page.ts';
import { type Attack, hostilePage } from './attack.ts';

const FULL =
  'position:fixed;inset:0;width:100vw;height:100vh;max-width:none;max-height:none;margin:0;padding:0;border:0';

type Cover = { kind: 'popover' | 'dialog' | 'modal' | 'box'; style: string; everyMs?: number };

const covers: Attack<Cover> = ({ note, repeat }, { kind, style, everyMs }) => {
  const cover = document.createElement(kind === 'dialog' || kind === 'modal' ? 'dialog' : 'div');
  cover.id = 'cover';
  cover.style.cssText = style;
  cover.innerHTML = '<p>Click here to win a lamp</p>';
  cover.addEventListener('click', () => note('clicked on the cover'));
  if (kind === 'popover') cover.popover = 'manual';
  document.body.append(cover);
  const show = () => {
    if (cover instanceof HTMLDialogElement) {
      cover.close();
      if (kind === 'modal') cover.showModal();
      else cover.show();
    } else if (kind === 'popover') {
      if (cover.matches(':popover-open')) cover.hidePopover();
      cover.showPopover();
    }
  };
  // What is shown last lies on top.
  if (everyMs === undefined) show();
  else repeat(everyMs, show);
};

/** A browser goes to full screen only in a click, so it comes with the next one on the page. */
const coversScreen: Attack<string> = ({ note }, style) => {
  const cover = document.createElement('div');
  cover.id = 'cover';
  cover.style.cssText = style;
  const enter = () =>
    cover.requestFullscreen().then(
      () => note('full screen'),
      (problem) => note(`no full screen: ${problem}`),
    );
  document.body.append(cover);
  document.addEventListener('click', enter, true);
  void enter();
};

const solid = `${FULL};background:#fff`;
const seeThrough = `${FULL};background:transparent;opacity:0.01`;

/** Pages that lay something over the frame. */
export const covering: TestPage[] = [
  hostilePage('covers-by-popover', 'Covers by a popover', covers, { argument: { kind: 'popover', style: solid } }),
  hostilePage('covers-unseen', 'Covers by a popover that is not seen', covers, {
    argument: { kind: 'popover', style: seeThrough },
  }),
  hostilePage('covers-untouchable', 'Covers by a popover that lets clicks through', covers, {
    argument: { kind: 'popover', style: `${solid};pointer-events:none` },
  }),
  hostilePage('covers-a-part', 'Covers a part of the frame by a popover that lets clicks through', covers, {
    argument: {
      kind: 'popover',
      style: `${FULL};inset:auto 0 0 auto;width:200px;height:80px;background:#fff;pointer-events:none`,
    },
  }),
  hostilePage('covers-again', 'Covers by a popover, again and again', covers, {
    argument: { kind: 'popover', style: solid, everyMs: 50 },
  }),
  hostilePage('covers-by-dialog', 'Covers by a dialog', covers, { argument: { kind: 'dialog', style: solid } }),
  hostilePage('covers-by-modal', 'Covers by a modal dialog', covers, { argument: { kind: 'modal', style: solid } }),
  hostilePage('covers-by-z-index', 'Covers by a greater z-index', covers, {
    argument: { kind: 'box', style: `${solid};z-index:2147483647` },
  }),
  hostilePage('covers-screen', 'Covers by full screen', coversScreen, { argument: solid }),
];
