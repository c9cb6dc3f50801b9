import type { Page } from '../browsers/page.ts';

/** Two open popups: one that stays for the whole soak, and one that comes and goes. */
export type Popups = {
  open(): Promise<void>;
  first(): Page;
  /** Opened when it is not. */
  second(): Promise<Page>;
  closeSecond(): Promise<void>;
  /** It has closed itself, or its browser has died. */
  forgetSecond(): void;
};

export function createPopups(openPopup: () => Promise<Page>): Popups {
  let long: Page | undefined;
  let short: Page | undefined;
  const ready = async () => {
    const page = await openPopup();
    await page.waitFor('textbox', 'Message');
    return page;
  };
  return {
    async open() {
      long = await ready();
      short = undefined;
    },
    first: () => {
      if (!long) throw new Error('no popup is open');
      return long;
    },
    async second() {
      short ??= await ready();
      return short;
    },
    async closeSecond() {
      await short?.close();
      short = undefined;
    },
    forgetSecond() {
      short = undefined;
    },
  };
}
