import { browser } from 'wxt/browser';
import { bootItem } from './items/boot.ts';
import { entry, write } from './local.ts';

const KEY = 'boot';

/** Tells a start of the browser, or an update, from a background that only slept: `storage.session` outlives the latter. */
export type Boot = {
  /** The id of the present run; undefined when the background looks for the first time in it. */
  current(): Promise<string | undefined>;
  /** Begins a run. Called when everything that waited from the one before has been dealt with. Rejects when storage is out of order. */
  begin(): Promise<string>;
};

export const boot: Boot = {
  async current() {
    const { [KEY]: id } = await browser.storage.session.get(KEY);
    return typeof id === 'string' ? id : undefined;
  },
  async begin() {
    const id = crypto.randomUUID();
    // Pages first: an id that they do not know would make everything that they confirm look old.
    const told = await write(entry(bootItem, id));
    if (!told.ok) throw new Error(told.failure.kind);
    await browser.storage.session.set({ [KEY]: id });
    return id;
  },
};
