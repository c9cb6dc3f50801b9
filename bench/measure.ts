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

/** Opens a page of the extension from another of its pages, which sees when something is there in it. In ms from the navigation. */
export async function measurePage(opener: Page, path: string, selector: string): Promise<Paint> {
  await opener.evaluate(startWatch, { path, selector });
  const seen = await until('the page to be painted', async () => {
    const paint = await opener.evaluate(() => (globalThis as unknown as { painted?: Paint }).painted);
    return paint ?? new NotYet('not yet');
  });
  return seen;
}

function startWatch({ path, selector }: { path: string; selector: string }): void {
  const result = globalThis as unknown as { painted: Paint | undefined };
  result.painted = undefined;
  const opened = window.open(path);
  if (!opened) throw new Error('the browser opened no page');
  const now = () => performance.timeOrigin + performance.now() - opened.performance.timeOrigin;
  const finish = (there: number) => {
    const [entry] = opened.performance.getEntriesByName('first-contentful-paint');
    if (!entry) return void setTimeout(finish, 10, there);
    result.painted = { paint: entry.startTime, there };
    opened.close();
  };
  const watch = () => {
    if (!opened.location.pathname.endsWith(path) || !opened.document.documentElement) return void setTimeout(watch, 1);
    const look = () => opened.document.querySelector(selector) !== null;
    if (look()) return finish(now());
    const observer = new MutationObserver(() => {
      if (!look()) return;
      observer.disconnect();
      finish(now());
    });
    observer.observe(opened.document, { childList: true, subtree: true, attributes: true });
  };
  watch();
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
        const isShown = document.querySelector('.history-scroller li')?.textContent?.includes(wanted);
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
