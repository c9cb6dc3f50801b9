import type { Browser } from '../e2e/browsers/browser.ts';
import type { Page } from '../e2e/browsers/page.ts';
import { NotYet, until } from '../e2e/browsers/until.ts';
import type { Simulation } from '../lib/brevo/simulation/types.ts';

/** From Enter to the commit at Brevo, in ms. */
export async function measureSend(popup: Page, brevo: Simulation, n: number): Promise<number> {
  const text = `bench send ${n}`;
  await popup.fill('textbox', 'Message', text);
  await popup.evaluate(() => {
    const note = (event: KeyboardEvent) => {
      document.documentElement.dataset.pressedAt = String(performance.timeOrigin + event.timeStamp);
    };
    document.addEventListener('keydown', note, { capture: true, once: true });
  });
  const took = new Promise<number>((resolve) => {
    const stop = brevo.subscribe(() => {
      // Finer than the log, which counts whole milliseconds.
      const now = performance.timeOrigin + performance.now();
      if (!brevo.commits.some((commit) => commit.kind === 'posted' && commit.text === text)) return;
      stop();
      resolve(now);
    });
  });
  await popup.press('Enter');
  const committedAt = await took;
  const pressedAt = await popup.evaluate(() => Number(document.documentElement.dataset.pressedAt));
  await popup.row(text).waitForState('Sent');
  return committedAt - pressedAt;
}

export type Paint = { paint: number; there: number };

/** Two tabs: the first goes with the second to pages of the extension, and sees when something is there in them. */
export async function openPair(browser: Browser): Promise<Page> {
  const opener = await browser.openPage(BLANK);
  await opener.evaluate((blank) => {
    // A tab's first page shares its window with the empty one before it, and lacks the extension's API.
    (globalThis as unknown as Pair).opened = window.open(blank);
  }, BLANK);
  return opener;
}

/** From the navigation to the first contentful paint, and to the element being there, in ms. */
export async function measurePage(opener: Page, path: string, selector: string): Promise<Paint> {
  await goTo(opener, BLANK);
  await opener.evaluate(watch, { path, selector });
  return until(`${path} to be painted`, async () => {
    const painted = await opener.evaluate(() => (globalThis as unknown as Pair).painted);
    return painted ?? new NotYet('not yet');
  });
}

type Pair = { opened: Window | null; painted: Paint | undefined };

/** A page of the extension without any script. */
const BLANK = 'manifest.json';

async function goTo(opener: Page, path: string): Promise<void> {
  await until(`${path} to load`, async () => {
    const isThere = await opener.evaluate((wanted) => {
      const { opened } = globalThis as unknown as Pair;
      if (!opened) throw new Error('the browser opened no tab');
      if (opened.location.pathname === `/${wanted}`) return opened.document.readyState === 'complete';
      opened.location.href = wanted;
      return false;
    }, path);
    return isThere || new NotYet('not yet');
  });
}

function watch({ path, selector }: { path: string; selector: string }): void {
  const pair = globalThis as unknown as Pair;
  const opened = pair.opened as Window;
  pair.painted = undefined;
  const now = () => performance.timeOrigin + performance.now() - opened.performance.timeOrigin;
  const finish = (there: number) => {
    const [entry] = opened.performance.getEntriesByName('first-contentful-paint');
    if (entry) pair.painted = { paint: entry.startTime, there };
    else setTimeout(finish, 10, there);
  };
  const look = () => {
    const { pathname } = opened.location;
    if (pathname !== `/${path}` || !opened.document.documentElement) return void setTimeout(look, 1);
    const isThere = () => opened.document.querySelector(selector) !== null;
    if (isThere()) return finish(now());
    const observer = new MutationObserver(() => {
      if (!isThere()) return;
      observer.disconnect();
      finish(now());
    });
    observer.observe(opened.document, { childList: true, subtree: true });
  };
  opened.location.href = path;
  look();
}

/** From the last letter of a search to its first result on screen, in ms; 150 of them are the pause that ends typing. */
export const measureSearch = (history: Page, word: string): Promise<number> =>
  history.evaluate(async (wanted) => {
    const field = document.querySelector<HTMLInputElement>('search input');
    const status = document.querySelector('[role="status"]');
    if (!field || !status) throw new Error('no search');
    const before = status.textContent;
    const start = performance.now();
    field.value = wanted;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        const isShown = document.querySelector('.virtual-list li')?.textContent?.includes(wanted);
        if (status.textContent === before || !isShown) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    });
    return performance.now() - start;
  }, word);

/** The largest item in `storage.local`, in bytes of its JSON. */
export async function largestItem(browser: Browser): Promise<{ key: string; bytes: number }> {
  const sizes = Object.entries(await browser.readStorageLocal()).map(([key, value]) => ({
    key: key.replace(/:.*/, ':…'),
    bytes: Buffer.byteLength(JSON.stringify(value)),
  }));
  return sizes.reduce((most, each) => (each.bytes > most.bytes ? each : most));
}
