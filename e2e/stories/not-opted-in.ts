import type { Page } from '../browsers/page.ts';
import { expect, type SiteDesk, test } from '../site-desk.ts';

/** What a page can ask of an extension whose address it knows. */
const FILES = ['popup.html', 'options.html', 'history.html', 'manifest.json', 'page.js', 'frame.js', 'icon/128.png'];
/** Long enough for a script of ours to come, if it came. In ms. */
const WATCH_MS = 700;

test.describe.configure({ mode: 'default' });

/** The same computer by its other name is a site that nobody switched on. */
const elsewhere = ({ pages }: SiteDesk, path: string) => `${pages.url.replace('localhost', '127.0.0.1')}${path}`;

test('G-S12 a page of a site that was not switched on holds not a byte of ours', async ({ siteDesk: desk }) => {
  const { tab, browser } = desk;
  await tab.navigate(elsewhere(desk, '/part/plain'));
  await wait(tab);
  expect(await traces(tab)).toEqual({ isAsServed: true, globals: [], entries: [], runtime: 'undefined' });
  // To be sure that this would see us.
  await desk.visit('/part/plain');
  expect(await traces(tab)).toMatchObject({ isAsServed: false });
  if (browser.name === 'firefox') return;
  expect(await tab.originsOfWorlds()).toContain(browser.origin);
  await tab.navigate(elsewhere(desk, '/part/plain'));
  await wait(tab);
  expect(await tab.originsOfWorlds()).not.toContain(browser.origin);
});

test('G-S12 such a page hears nothing, whatever it listens to', async ({ siteDesk: desk }) => {
  const { tab } = desk;
  for (const path of ['/hostile/listens', '/hostile/prototypes']) {
    await tab.navigate(elsewhere(desk, path));
    // Its own voice and the driver's are not ours.
    await tab.evaluate(() => (window as unknown as { attack: () => void }).attack());
    await wait(tab);
    const log = await tab.evaluate(() => (window as unknown as { log: string[] }).log);
    expect(log.filter((line) => /message from|toggle|focus|extension:|deskside|ShadowRoot/i.test(line))).toEqual([]);
  }
});

test('G-S12 what a page may know of our address opens nothing, on any site', async ({ siteDesk: desk }) => {
  const { tab, browser, pages } = desk;
  // In Chromium everybody knows the id, so the one page that frames may show is at another address in each session.
  const files = browser.name === 'chromium' ? [...FILES, 'sidepanel.html'] : FILES;
  for (const url of [elsewhere(desk, '/part/plain'), `${pages.url}/part/plain`]) {
    await tab.navigate(url);
    const addresses = files.map((file) => `${browser.origin}/${file}`);
    expect(await tab.evaluate(knock, addresses)).toEqual([]);
    expect(await tab.hasFrame(`${browser.origin}/`)).toBe(false);
  }
});

const wait = (tab: Page) => tab.evaluate((ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)), WATCH_MS);

/** What a page can find out about strangers in it. */
const traces = (tab: Page) =>
  tab.evaluate(async () => {
    const served = new DOMParser().parseFromString(await (await fetch(location.href)).text(), 'text/html');
    const isAsServed = served.documentElement.outerHTML === document.documentElement.outerHTML;
    const fresh = document.createElement('iframe');
    document.body.append(fresh);
    const usual = new Set(Object.getOwnPropertyNames(fresh.contentWindow));
    const globals = Object.getOwnPropertyNames(window).filter((name) => !usual.has(name) && name !== '0');
    fresh.remove();
    const entries = performance.getEntries().map(({ name }) => name);
    const { chrome, browser } = window as unknown as Record<string, { runtime?: object } | undefined>;
    return {
      isAsServed,
      globals,
      entries: entries.filter((name) => /extension:/.test(name)),
      runtime: typeof (chrome ?? browser)?.runtime,
    };
  });

/** Tries addresses in all ways that a page has, and gives what answered. */
async function knock(addresses: string[]): Promise<string[]> {
  const answered: string[] = [];
  const load = (element: HTMLImageElement | HTMLScriptElement, address: string) =>
    new Promise<void>((resolve) => {
      element.onload = () => {
        answered.push(`${element.nodeName} ${address}`);
        resolve();
      };
      element.onerror = () => resolve();
      element.src = address;
      document.body.append(element);
    });
  const frame = (address: string) =>
    new Promise<void>((resolve) => {
      const element = document.createElement('iframe');
      element.onload = () => resolve();
      setTimeout(resolve, 500);
      element.src = address;
      document.body.append(element);
    });
  for (const address of addresses) {
    await fetch(address).then(
      () => answered.push(`fetch ${address}`),
      () => undefined,
    );
    await load(new Image(), address);
    await load(document.createElement('script'), address);
  }
  await Promise.all(addresses.map(frame));
  return answered;
}
