import { encode } from '../../lib/storage/item.ts';
import { type Rule, type Sidebar, sidebarItem, siteItem } from '../../lib/storage/items/sites.ts';
import { type Visitor, visitorItem, visitorName } from '../../lib/storage/items/visitors.ts';
import type { Page } from '../browsers/page.ts';
import { send } from '../desk.ts';
import { objections } from '../objections.ts';
import { expect, type SiteDesk, settle, test } from '../site-desk.ts';

/** A window of 1280 px at 400 % zoom, and a phone; WCAG 1.4.10. */
const NARROW = 320;

/** What Firefox gives its sidebar at first. */
const NARROWEST_PANEL = 240;

const SITE = 'http://localhost';
const RULES: Rule[] = [
  {
    id: 'by-data',
    visitor: { kind: 'data', attribute: 'data-visitor-id' },
    expression: '^visitor-.+',
    name: { kind: 'selector', selector: 'main h1', attribute: 'title' },
    confirmed: 2,
  },
  { id: 'by-path', visitor: { kind: 'path', after: '/customers/' }, confirmed: 0 },
];
const VISITORS = [
  {
    visitorId: 'visitor-ada',
    name: 'Ada Lovelace',
    nickname: 'Ada',
    language: 'en',
    note: 'Likes wool.',
    isPinned: true,
  },
  { visitorId: 'visitor-bruno', name: 'Bruno Sample', isPinned: false },
  { visitorId: 'a'.repeat(120), isPinned: false },
];

const put = ({ browser }: SiteDesk, items: object) =>
  browser.withApi(({ storage }, given) => storage.local.set(given), items as Record<string, unknown>);

const putRules = (desk: SiteDesk, rules: Rule[], isHidden: boolean) =>
  put(desk, { [siteItem.key + SITE]: encode(siteItem, { origin: SITE, addedAt: 1, isOn: true, isHidden, rules }) });

const removeSite = ({ browser }: SiteDesk) =>
  browser.withApi(({ storage }, key) => storage.local.remove(key), siteItem.key + SITE);

async function putVisitors(desk: SiteDesk): Promise<void> {
  const { accounts } = await desk.browser.readStorageLocal();
  const accountId = (accounts as { data: { current: string } }).data.current;
  const all: Visitor[] = VISITORS.map((visitor, age) => ({ ...visitor, accountId, seenAt: Date.now() - age * 60_000 }));
  await put(desk, Object.fromEntries(all.map((one) => [visitorItem.key + visitorName(one), encode(visitorItem, one)])));
}

/** Nothing to object to, and nothing to scroll sideways. */
async function expectAccessible(page: Page): Promise<void> {
  expect(await objections(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

/** A page of the extension in a narrow frame, in the page that is open. */
async function inNarrowFrame({ browser }: SiteDesk, outer: Page, path: string): Promise<Page> {
  const url = `${browser.origin}/${path}`;
  await outer.evaluate(
    ({ src, width }) => {
      document.querySelector('iframe')?.remove();
      const frame = document.createElement('iframe');
      Object.assign(frame, { src, title: 'narrow' });
      frame.style.cssText = `position: fixed; inset: 0 auto 0 0; width: ${width}px; height: 780px; border: 0; background: Canvas`;
      document.body.append(frame);
    },
    { src: url, width: NARROW },
  );
  const frame = await outer.frame(url);
  await frame.waitFor('heading', /./);
  return frame;
}

test('WCAG: axe has no objection to sites, visitors, and the sidebar, in both themes and at 400 % zoom', async ({
  siteDesk,
}) => {
  test.setTimeout(120_000);
  const { browser } = siteDesk;

  await test.step('sites', async () => {
    await removeSite(siteDesk);
    const page = await browser.openPage('options.html#sites');
    await page.waitForText('No site yet');
    await expectAccessible(page);
    await putRules(siteDesk, RULES, true);
    await page.waitFor('button', 'Show again');
    await expectAccessible(page);
    await page.click('button', 'Edit rule 1');
    await page.fill('textbox', /Name of the attribute/, '');
    await page.click('button', 'Save rule');
    await page.waitForText('Fill this in.');
    await page.click('button', 'Switch on');
    await expectAccessible(page);
    const narrow = await inNarrowFrame(siteDesk, page, 'options.html?narrow#sites');
    await narrow.click('button', 'Edit rule 1');
    await narrow.waitFor('button', 'Save rule');
    await expectAccessible(narrow);
    await page.close();
  });

  await test.step('visitors', async () => {
    const page = await browser.openPage('options.html#visitors');
    await page.waitForText('Nobody is remembered yet');
    await expectAccessible(page);
    await putVisitors(siteDesk);
    await page.waitForText('3 visitors');
    await expectAccessible(page);
    await page.fill('textbox', 'Search visitors', 'lovelace');
    await page.waitForText('1 visitor');
    await page.click('button', 'Edit');
    await page.waitFor('button', 'Save visitor');
    await expectAccessible(page);
    await page.click('button', 'Merge…');
    await page.fill('textbox', 'Other visitor', 'bruno');
    await page.click('radio', /Bruno/);
    await expectAccessible(page);
    await page.press('Escape');
    const narrow = await inNarrowFrame(siteDesk, page, 'options.html?narrow#visitors');
    await expectAccessible(narrow);
    await narrow.fill('textbox', 'Search visitors', 'lovelace');
    await narrow.waitForText('1 visitor');
    await narrow.click('button', 'Edit');
    await narrow.waitFor('button', 'Save visitor');
    await expectAccessible(narrow);
    await narrow.click('button', 'Merge…');
    await narrow.fill('textbox', 'Other visitor', 'bruno');
    await narrow.click('radio', /Bruno/);
    await expectAccessible(narrow);
    await page.close();
  });

  await test.step('the workspace about a visitor', async () => {
    const popup = await browser.openPage('popup.html');
    await popup.fill('combobox', 'Visitor', 'visitor-ada');
    await popup.press('Enter');
    await popup.click('button', 'Details');
    await popup.waitFor('button', 'Save visitor');
    await expectAccessible(popup);
    await popup.close();
    const panel = await browser.openPage('sidepanel.html');
    await send(panel, 'A_word_that_does_not_end_'.repeat(5), 'visitor-whose-ID-is-a-long-one-0123456789');
    await panel.row('A_word').waitForState('Sent');
    await expectAccessible(panel);
    const overflow = () =>
      panel.evaluate((width) => {
        document.body.style.inlineSize = `${width}px`;
        return (document.querySelector('main')?.scrollWidth ?? width) - width;
      }, NARROWEST_PANEL);
    expect(await overflow()).toBe(0);
    await panel.row('A_word').click('Edit');
    await panel.waitFor('textbox', 'Edit message');
    expect(await overflow()).toBe(0);
    await panel.close();
  });

  await test.step('the frame inside a page', async () => {
    await putRules(siteDesk, RULES.slice(0, 1), false);
    const sidebar: Sidebar = { side: 'right', width: NARROW, handleAt: 50, isHidden: false };
    await put(siteDesk, { [sidebarItem.key]: encode(sidebarItem, sidebar) });
    await siteDesk.visit('/harmless/fixed-bars');
    const frame = await siteDesk.openSidebar();
    await frame.waitForText('From this page');
    await expectAccessible(frame);
    await settle(frame);
    await frame.click('button', 'Details');
    await frame.click('button', 'Sidebar');
    await frame.waitFor('button', 'Until reload');
    await expectAccessible(frame);
  });
});
