import type { Rule } from '../../lib/storage/items/sites.ts';
import type { Page } from '../browsers/page.ts';
import { send } from '../desk.ts';
import { expect, type SiteDesk, settle, test } from '../site-desk.ts';

const APP = '/harmless/single-page';
const BY_PATH: Rule = {
  id: 'by-path',
  visitor: { kind: 'path', after: `${APP}/customers/` },
  name: { kind: 'selector', selector: 'h1.name' },
  confirmed: 2,
};

/** As if the agent had taught them; a story of its own teaches. */
async function setRules({ browser, tellHost }: SiteDesk, rules: Rule[]): Promise<void> {
  await browser.withApi(async ({ storage }, given) => {
    const key = 'site:http://localhost';
    const { [key]: stored } = await storage.local.get(key);
    const { v, data } = stored as { v: number; data: object };
    await storage.local.set({ [key]: { v, data: { ...data, rules: given } } });
  }, rules);
  await tellHost('report');
}

async function openSettled({ openSidebar }: SiteDesk): Promise<Page> {
  const frame = await openSidebar();
  await settle(frame);
  return frame;
}

/** Without a click: until a new frame has been drawn, Chromium takes a click at once for the page's. */
async function typeInto(frame: Page, text: string): Promise<void> {
  await frame.fill('textbox', 'Message', '');
  await frame.typeOn(text);
  await expect.poll(() => frame.value('textbox', 'Message')).toBe(text);
}

/** Goes on inside the app, as a click there does. */
const goTo = ({ tab }: SiteDesk, name: string) => tab.click('link', name);

test.describe.configure({ mode: 'default' });

test('I add a rule in the settings, and the sidebar knows whom a page is about and sends to them', async ({
  siteDesk,
}) => {
  const { browser, tab, visit, commits, brevo, waitForCommits } = siteDesk;
  const options = await browser.openPage('options.html#sites');
  await options.click('button', 'Add rule');
  await options.fill('combobox', 'Visitor ID: Where it stands', 'Data attribute');
  await options.fill('textbox', /Name of the attribute/, 'data-visitor-id');
  await options.click('button', 'Save rule');
  await options.waitForText(/Visitor ID: the first “data-visitor-id”/);
  await options.close();

  await visit('/harmless/fixed-bars');
  const frame = await openSettled(siteDesk);
  await frame.waitForText('visitor-ada');
  expect(await frame.value('combobox', 'Visitor')).toBe('visitor-ada');
  const before = brevo.commits.length;
  await typeInto(frame, 'From the page itself');
  await frame.press('Enter');
  await waitForCommits('posted', 1);
  await frame.row('From the page').waitForState('Sent');
  expect(brevo.commits.slice(before)).toHaveLength(1);
  expect(commits('posted').at(-1)).toMatchObject({ visitorId: 'visitor-ada', text: 'From the page itself' });

  await frame.row('From the page').click('Edit');
  await frame.fill('textbox', 'Edit message', 'Better from the page');
  await frame.click('button', 'Save');
  await waitForCommits('edited', 1);
  await frame.row('Better').click('Delete');
  await frame.click('button', 'Delete');
  await waitForCommits('deleted', 1);
  await frame.press('Escape');
  await expect.poll(() => tab.hasFrame(browser.origin)).toBe(false);
});

test('F31 the visitor of the page changes while I write: Enter sends nothing until I choose', async ({ siteDesk }) => {
  const { visit, commits, waitForCommits } = siteDesk;
  await setRules(siteDesk, [BY_PATH]);
  await visit(`${APP}/customers/visitor-ada`);
  const frame = await openSettled(siteDesk);
  await frame.waitForText('From this page: Ada Lovelace');
  const sent = commits('posted').length;
  await typeInto(frame, 'Only for Ada');
  await goTo(siteDesk, 'Bob');
  await frame.waitForText('Your text is for visitor-ada.');
  await frame.click('textbox', 'Message');
  await frame.press('Enter');
  await frame.waitForText('Choose below whom your text is for.');
  expect(commits('posted')).toHaveLength(sent);

  await frame.click('button', 'Keep it as a draft');
  expect(await frame.value('combobox', 'Visitor')).toBe('visitor-bob');
  expect(await frame.value('textbox', 'Message')).toBe('');
  await goTo(siteDesk, 'Ada Lovelace');
  await expect.poll(() => frame.value('textbox', 'Message')).toBe('Only for Ada');
  await frame.click('textbox', 'Message');
  await frame.press('Enter');
  await waitForCommits('posted', sent + 1);
  expect(commits('posted').at(-1)).toMatchObject({ visitorId: 'visitor-ada', text: 'Only for Ada' });
});

test('F19 frame, popup and panel press Send on the same draft: one message', async ({ siteDesk }) => {
  const { browser, visit, commits, waitForCommits } = siteDesk;
  await setRules(siteDesk, [BY_PATH]);
  await visit(`${APP}/customers/visitor-ada`);
  const frame = await openSettled(siteDesk);
  const sent = commits('posted').length;
  await typeInto(frame, 'Once, from three places');
  const popup = await browser.openPage('popup.html');
  const panel = await browser.openPage('sidepanel.html');
  for (const surface of [popup, panel]) {
    await surface.fill('combobox', 'Visitor', 'visitor-ada');
    await surface.press('Enter');
    await expect.poll(() => surface.value('textbox', 'Message')).toBe('Once, from three places');
  }
  // All in one tick of each page, as near to each other as three pages can be.
  await Promise.all([popup, panel, frame].map((surface) => surface.click('button', 'Send')));
  await waitForCommits('posted', sent + 1);
  for (const surface of [popup, panel]) await surface.row('Once, from').waitForState('Sent');
  await popup.close();
  await panel.close();
  await frame.row('Once, from').waitForState('Sent');
  expect(await frame.value('textbox', 'Message')).toBe('');
  expect(commits('posted')).toHaveLength(sent + 1);
});

test('whom I choose beside a page stays chosen there, until the page is about somebody else', async ({ siteDesk }) => {
  const { browser, tabId, visit } = siteDesk;
  await setRules(siteDesk, [BY_PATH]);
  await visit(`${APP}/customers/visitor-ada`);
  const frame = await openSettled(siteDesk);
  await frame.waitForText('From this page: Ada Lovelace');
  await frame.fill('combobox', 'Visitor', 'visitor-of-another-page');
  await frame.press('Enter');
  await expect
    .poll(async () => (await browser.readStorageLocal())[`recipient:${tabId}`])
    .toMatchObject({ data: { visitorId: 'visitor-of-another-page', shown: 'visitor-ada' } });
  await frame.press('Escape');
  const again = await openSettled(siteDesk);
  await expect.poll(() => again.value('combobox', 'Visitor')).toBe('visitor-of-another-page');
  await goTo(siteDesk, 'Bob');
  await expect.poll(() => again.value('combobox', 'Visitor')).toBe('visitor-bob');
});

test('after the back button the sidebar is about the visitor of the page that came back', async ({ siteDesk }) => {
  const { tab, pages, visit, context } = siteDesk;
  await setRules(siteDesk, [BY_PATH]);
  await visit(`${APP}/customers/visitor-ada`);
  await tab.navigate(`${pages.url}${APP}/customers/visitor-bob`);
  await expect.poll(context).toMatchObject({ visitorId: 'visitor-bob' });
  await tab.evaluate(() => history.back());
  await expect.poll(context).toMatchObject({ visitorId: 'visitor-ada' });
  const frame = await openSettled(siteDesk);
  expect(await frame.value('combobox', 'Visitor')).toBe('visitor-ada');
});

test('I hide the sidebar on this site, and show it again from the settings', async ({ siteDesk }) => {
  const { browser, tab, visit, tellHost } = siteDesk;
  const hostsInPage = () => tab.evaluate(() => document.querySelectorAll('html > [popover]').length);
  await visit(`${APP}/customers/visitor-ada`);
  const frame = await openSettled(siteDesk);
  await frame.click('button', 'Sidebar');
  await frame.click('button', 'On this site');
  await expect.poll(hostsInPage).toBe(0);
  await visit('/harmless/fixed-bars');
  expect(await tellHost('report')).toBe(true);
  await expect.poll(hostsInPage).toBe(0);
  const options = await browser.openPage('options.html#sites');
  await options.waitForText('You chose not to see the sidebar here.');
  await options.click('button', 'Show again');
  await options.close();
  await expect.poll(hostsInPage).toBe(1);
});

test('I hide the sidebar until the page is loaded anew, and everywhere until I want it again', async ({ siteDesk }) => {
  const { browser, tab, pages, visit, openSidebar } = siteDesk;
  const hostsInPage = () => tab.evaluate(() => document.querySelectorAll('html > [popover]').length);
  const hide = async (until: string) => {
    const frame = await openSidebar();
    await frame.click('button', 'Sidebar');
    await frame.click('button', until);
    await expect.poll(hostsInPage).toBe(0);
  };
  await visit('/harmless/fixed-bars');
  await hide('Until reload');
  await visit('/harmless/grid-shell');
  await expect.poll(hostsInPage).toBe(1);
  await hide('Everywhere');
  await tab.navigate(`${pages.url}/harmless/fixed-bars`);
  await expect.poll(() => siteDesk.tellHost('report')).toBe(true);
  expect(await hostsInPage()).toBe(0);
  const options = await browser.openPage('options.html#sites');
  await options.click('switch', 'Show on no site');
  await options.close();
  // Without a reload.
  await expect.poll(hostsInPage).toBe(1);
});

test('I put the sidebar to the left, and its handle is there in every page at once', async ({ siteDesk }) => {
  const { browser, tab, visit } = siteDesk;
  const isHandleAt = (side: string) =>
    tab.evaluate((wanted) => {
      const { clientWidth } = document.documentElement;
      const x = wanted === 'left' ? 10 : clientWidth - 10;
      return document.elementFromPoint(x, innerHeight / 2)?.matches('html > [popover]') === true;
    }, side);
  await visit('/harmless/fixed-bars');
  const options = await browser.openPage('options.html#sites');
  for (const [name, side, other] of [
    ['Left', 'left', 'right'],
    ['Right', 'right', 'left'],
  ] as const) {
    await options.click('radio', name);
    await expect.poll(() => isHandleAt(side)).toBe(true);
    expect(await isHandleAt(other)).toBe(false);
  }
  await options.close();
});

test('a site that I switch off is left alone, and is back with its rules when I switch it on', async ({ siteDesk }) => {
  const { browser, tab, pages, visit } = siteDesk;
  await setRules(siteDesk, [BY_PATH]);
  await visit('/harmless/fixed-bars');
  const options = await browser.openPage('options.html#sites');
  await options.click('button', 'Switch off');
  await options.waitForText(/The sidebar is off/);
  await expect.poll(() => tab.evaluate(() => document.querySelectorAll('html > [popover]').length)).toBe(0);
  await tab.navigate(`${pages.url}/harmless/wide-table`);
  const registered = () =>
    browser.withApi(async ({ scripting }) => (await scripting.getRegisteredContentScripts()).length);
  expect(await registered()).toBe(0);
  await options.click('button', 'Switch on again');
  await options.waitForText('The sidebar is on.');
  await expect.poll(registered).toBe(1);
  await options.waitForText(/Visitor ID: the part of the address after “\/harmless\/single-page\/customers\/”/);
  await options.close();
  await visit('/harmless/fixed-bars');
});

test('a message to somebody known by name goes out with the name found', async ({ siteDesk }) => {
  const { browser, visit, commits, waitForCommits } = siteDesk;
  await setRules(siteDesk, [BY_PATH]);
  await visit(`${APP}/customers/visitor-ada`);
  await expect.poll(async () => JSON.stringify(await browser.readStorageLocal())).toContain('"name":"Ada Lovelace"');
  const popup = await browser.openPage('popup.html');
  const sent = commits('posted').length;
  await popup.click('combobox', 'Visitor');
  await popup.press('Control+a');
  await popup.type('combobox', 'Visitor', 'lovel');
  // Other stories may have given them a nickname, which is what is shown then.
  await popup.click('option', /visitor-ada/);
  await popup.type('textbox', 'Message', 'Found by name');
  await popup.press('Enter');
  await waitForCommits('posted', sent + 1);
  expect(commits('posted').at(-1)).toMatchObject({ visitorId: 'visitor-ada' });
  await send(popup, 'To nobody known', 'brand-new-visitor');
  await waitForCommits('posted', sent + 2);
  await popup.close();
});
