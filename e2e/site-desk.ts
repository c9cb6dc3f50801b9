import { expect } from '@playwright/test';
import type { Browser as ExtensionApi } from 'webextension-polyfill';
import { startBrevo } from '../demo/brevo-server.ts';
import type { BrowserName } from './browsers/browser.ts';
import { allowSite } from './browsers/grant.ts';
import { launch } from './browsers/launch.ts';
import type { Page } from './browsers/page.ts';
import { NotYet, until } from './browsers/until.ts';
import { test as base, createDesk, type Desk, launchOptions, newBrevo } from './desk.ts';
import { type Pages, startPages } from './pages/server.ts';

/** All test pages are of this site. */
const SITE = 'http://localhost/*';

/** Wide enough for a sidebar beside the page; in a narrow window it is a sheet at the bottom. */
const WINDOW = { width: 1280, height: 800 };

export type Context = { visitorId: string; trouble?: 'tampered' | 'inert' };

/** A desk at which one site is switched on, with one tab of it. All stories of a worker share it. */
export type SiteDesk = Desk & {
  pages: Pages;
  /** The tab in front. Each story goes to a page of its own in it. */
  tab: Page;
  tabId: number;
  /** Goes to a test page, where no draft and no trouble is left from before, and waits for our host there. */
  visit(path: string): Promise<void>;
  /** Has the host show the sidebar, and waits until the agent can write in it. */
  openSidebar(): Promise<Page>;
  /** The sidebar, once the agent can write in it. */
  sidebar(): Promise<Page>;
  /** Writes to a visitor in the sidebar, with real keys. */
  write(frame: Page, visitorId: string, text: string): Promise<void>;
  /** Says something to the host in the tab, as the background does; false when there is none. */
  tellHost(say: 'show' | 'hide' | 'report'): Promise<boolean>;
  hasSidebar(): Promise<boolean>;
  /** What is stored about the tab. */
  context(): Promise<Context | undefined>;
  badgeOfTab(): Promise<string>;
};

export const test = base.extend<object, { siteDesk: SiteDesk }>({
  siteDesk: [
    async ({ browserName, certificate }, use) => {
      const name: BrowserName = browserName === 'firefox' ? 'firefox' : 'chromium';
      const brevo = newBrevo();
      const server = await startBrevo({ simulation: brevo, certificate, keepAlive: false });
      const pages = await startPages();
      const browser = await launch(name, { ...launchOptions(name, server, certificate.spki), windowSize: WINDOW });
      try {
        await use(await furnish(createDesk(brevo, server, browser), pages));
      } finally {
        await browser.close();
        await server.close();
        await pages.close();
      }
    },
    { scope: 'worker', timeout: 60_000 },
  ],
});

export { expect } from '@playwright/test';

export async function furnish(desk: Desk, pages: Pages): Promise<SiteDesk> {
  const { browser } = desk;
  await desk.setUp();
  await allowSite(browser, SITE);
  await switchOn(desk, pages.url);
  // The page for asking the extension's API comes first: the tab that is opened last is in front.
  await browser.readStorageLocal();
  const tab = await browser.openPage(`${pages.url}/part/plain`);
  const tabId = await until('the tab of the site', async () => {
    const ids = await browser.withApi(async ({ tabs }, url) => (await tabs.query({ url })).map(({ id }) => id), SITE);
    return ids[0] ?? new NotYet('there is none');
  });
  const panel = `${browser.origin}/sidepanel.html`;
  const sidebar = async () => {
    const frame = await tab.frame(panel);
    await frame.waitFor('textbox', 'Message');
    await until('the focus', async () => (await frame.evaluate(() => document.hasFocus())) || new NotYet('not yet'));
    return frame;
  };
  const tellHost: SiteDesk['tellHost'] = (say) =>
    browser.withApi(
      async ({ tabs }, [id, word]) => {
        const heard: unknown = await tabs.sendMessage(id, { to: 'host', say: word }, { frameId: 0 }).catch(() => false);
        return heard === true;
      },
      [tabId, say] as const,
    );
  const context = async (): Promise<Context | undefined> => {
    const key = `context:${tabId}`;
    const found = await browser.withApi(({ storage }, name) => storage.local.get(name), key);
    return (found[key] as { data: Context } | undefined)?.data;
  };
  return Object.assign(desk, {
    pages,
    tab,
    tabId,
    tellHost,
    async visit(path: string) {
      await browser.withApi(closeOthers, tabId);
      await tab.navigate(`${pages.url}${path}`);
      await browser.withApi(forget);
      await until('our host', async () => (await tellHost('report')) || new NotYet('it does not answer'));
      await until('what the page is about', async () => (await context()) ?? new NotYet('nobody has said it yet'));
    },
    async openSidebar() {
      await tellHost('show');
      return sidebar();
    },
    sidebar,
    async write(frame: Page, visitorId: string, text: string) {
      await frame.fill('combobox', 'Visitor', visitorId);
      // No click: until the new frame has been drawn, Chromium takes one for the page's.
      await frame.fill('textbox', 'Message', '');
      await frame.typeOn(text);
      const value = () => frame.value('textbox', 'Message');
      await until(
        'the text',
        async () => (await value()) === text || new NotYet(`it is ${JSON.stringify(await value())}`),
      );
    },
    hasSidebar: () => tab.hasFrame(panel),
    context,
    badgeOfTab: () => browser.withApi(({ action }, id) => action.getBadgeText({ tabId: id }), tabId),
  });
}

/** A frame takes nothing before it has been in sight for half a second; people need longer than that to begin. */
export const settle = (frame: Page) => expect.poll(() => frame.evaluate(() => performance.now())).toBeGreaterThan(1200);

/** The agent sends a message from the sidebar. It takes nothing before it has been in sight for half a second, and says so; pressing again is what it asks for. */
export async function expectToSend(desk: SiteDesk, frame: Page, text: string): Promise<void> {
  const sentBefore = desk.brevo.commits.length;
  await desk.write(frame, 'visitor-1', text);
  await expect(async () => {
    if (desk.brevo.commits.length === sentBefore) await frame.press('Enter');
    await expect.poll(() => desk.brevo.commits.length, { timeout: 700 }).toBe(sentBefore + 1);
  }).toPass({ timeout: 10_000 });
  expect(desk.brevo.commits.at(-1)).toMatchObject({ kind: 'posted', visitorId: 'visitor-1', text });
}

/** As the agent does in the settings. */
async function switchOn({ browser }: Desk, url: string): Promise<void> {
  const options = await browser.openPage('options.html#sites');
  await options.fill('textbox', 'Site address', url);
  await options.click('button', 'Switch on');
  await options.waitForText('http://localhost');
  await options.close();
}

/** Closes what a page of an earlier story has opened; it would lie in front. */
async function closeOthers({ tabs }: ExtensionApi, tabId: number): Promise<void> {
  const own = await tabs.getCurrent();
  const opened = (await tabs.query({}))
    .map(({ id }) => id)
    .filter((id) => id !== undefined && id !== tabId && id !== own?.id);
  await tabs.remove(opened as number[]);
}

/** Forgets what earlier stories wrote, and to whom. */
async function forget({ storage }: ExtensionApi): Promise<void> {
  const all = await storage.local.get(null);
  const left = Object.keys(all).filter((key) => /^(draft|recipient|context)/.test(key));
  await storage.local.remove(left);
}
