import type { TestPage } from '../page.ts';
import { type Attack, hostilePage } from './attack.ts';

const removes: Attack = ({ note, strangers }) => {
  for (const stranger of strangers()) {
    stranger.remove();
    note(`removed ${stranger.nodeName}`);
  }
};

/** Each time in a task of its own, so that observers run in between. */
const shuffles: Attack<number> = ({ note, strangers, repeat }, times) => {
  const [host] = strangers();
  if (!host) return note('no stranger');
  let left = times;
  repeat(
    10,
    () => {
      const parent = host.parentNode ?? document.documentElement;
      host.remove();
      parent.append(host);
      left -= 1;
      if (left === 0) note(`re-added ${times} times`);
    },
    times,
  );
};

const removesAlways: Attack = ({ note, strangers }) => {
  let times = 0;
  const remove = () => {
    for (const stranger of strangers()) {
      stranger.remove();
      times += 1;
      note(`removed ${times}`);
    }
  };
  new MutationObserver(remove).observe(document.documentElement, { subtree: true, childList: true });
  remove();
};

const moves: Attack = ({ note, strangers }) => {
  const box = document.createElement('div');
  box.style.cssText = 'overflow:hidden;width:0;height:0;transform:scale(0)';
  box.inert = true;
  document.body.append(box);
  for (const stranger of strangers().filter((one) => one !== box)) {
    box.append(stranger);
    note(`moved ${stranger.nodeName}`);
  }
};

/** In a window of the page's own, no script of ours watches. */
const adopts: Attack = ({ note, strangers }) => {
  const frame = document.createElement('iframe');
  frame.id = 'trap';
  const hosts = strangers();
  document.body.append(frame);
  for (const host of hosts) {
    frame.contentDocument?.body.append(host);
    note(`adopted ${host.nodeName}`);
  }
};

const replacesRoot: Attack = ({ note }) => {
  const root = document.documentElement.cloneNode(true);
  document.documentElement.replaceWith(root);
  note('replaced the root');
};

const writesAnew: Attack = () => {
  document.open();
  document.write('<!doctype html><title>Anew</title><main data-visitor-id="visitor-ada">Ada</main>');
  document.close();
};

const clones: Attack = ({ note, strangers }) => {
  for (const stranger of strangers()) {
    const copy = stranger.cloneNode(true) as HTMLElement;
    stranger.replaceWith(copy);
    note(`replaced by a copy: ${copy.outerHTML} ${copy.shadowRoot}`);
  }
};

/** Pages that take the frame out of its place. */
export const removing: TestPage[] = [
  hostilePage('removes', 'Removes the host', removes),
  hostilePage('re-adds', 'Removes the host and adds it again, 100 times', shuffles, { argument: 100 }),
  hostilePage('removes-always', 'Removes the host whenever it appears', removesAlways),
  hostilePage('moves', 'Moves the host into a box of its own', moves),
  hostilePage('adopts', 'Moves the host into a frame of its own', adopts),
  hostilePage('replaces-root', 'Replaces the root element', replacesRoot),
  hostilePage('writes-anew', 'Writes the document anew', writesAnew),
  hostilePage('clones', 'Replaces the host by a copy', clones),
];
