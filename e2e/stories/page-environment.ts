import type { BrowserName } from '../browsers/browser.ts';
import type { Page } from '../browsers/page.ts';
import { NotYet, until } from '../browsers/until.ts';
import { send } from '../desk.ts';
import { environment } from '../pages/environment.ts';
import { expect, type SiteDesk, test } from '../site-desk.ts';

/** What comes of the sidebar in a page: the agent can send from it, it says that it is not let in, or it never comes. */
type Outcome = 'works' | 'declines' | 'is absent';

/** Where it does not work, and why. */
const outcomes: Record<string, Partial<Record<BrowserName, Outcome>>> = {
  // Its origin is nobody's: no site that an agent could have switched on.
  'csp-sandbox': { chromium: 'declines', firefox: 'declines' },
  'csp-sandbox-scripts': { chromium: 'declines', firefox: 'declines' },
  // Chromium shows no frame of another origin in it, our own included, whatever the manifest says.
  isolated: { chromium: 'declines' },
  'isolated-credentialless': { chromium: 'declines' },
  // No elements of HTML can be made in it.
  svg: { chromium: 'is absent', firefox: 'is absent' },
  xml: { chromium: 'is absent', firefox: 'is absent' },
  // Firefox's viewer is a page of its own, closed to extensions.
  pdf: { firefox: 'is absent' },
};

/** Longer than our host waits for its frame, in ms. */
const KEPT_OUT_MS = 10_000;
/** Long enough for our script to come, if it came. In ms. */
const ABSENT_MS = 500;
/** Firefox stops the scripts of a page that the tab leaves, and says where it did. */
const STOPPED = /Script terminated by timeout|^\S*@moz-extension:/;

test.describe.configure({ mode: 'default' });

// A text that an earlier story left for somebody would stand in the way of the first message.
test.beforeAll(({ siteDesk }) => siteDesk.visit('/part/plain'));

for (const { path, title } of environment) {
  const name = path.slice('/environment/'.length);
  test(`F26 ${title}`, async ({ siteDesk: desk }) => {
    const { browser, tab, pages, brevo, tellHost } = desk;
    const outcome = outcomes[name]?.[browser.name] ?? 'works';
    const heard = browser.consoleMessages().length;
    const sentBefore = brevo.commits.length;
    await tab.navigate(`${pages.url}${path}`);
    if (outcome === 'is absent') {
      await tab.evaluate((ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)), ABSENT_MS);
      expect(await tellHost('show')).toBe(false);
    } else {
      await until('our host', async () => (await tellHost('report')) || new NotYet('it does not answer'));
    }
    if (outcome === 'declines') {
      expect(await isNoteShown(tab)).toBe(false);
      expect(await tellHost('show')).toBe(true);
      await until('the note', async () => (await isNoteShown(tab)) || new NotYet('it is not there'), KEPT_OUT_MS);
      expect(await desk.hasSidebar()).toBe(false);
    }
    if (outcome === 'works') {
      await sendByHand(desk, name, `From ${name}`);
      expect(brevo.commits.slice(sentBefore)).toMatchObject([
        { kind: 'posted', visitorId: name, text: `From ${name}` },
      ]);
    } else {
      expect(brevo.commits.slice(sentBefore)).toEqual([]);
    }
    const thrown = browser.consoleMessages().slice(heard);
    expect(thrown.filter((line) => /-extension:\/\/|event handler/.test(line) && !STOPPED.test(line))).toEqual([]);
  });
}

test('F26 beside a page that admits nobody the popup works', async ({ siteDesk: desk }) => {
  await desk.tab.navigate(`${desk.pages.url}/environment/svg`);
  const sentBefore = desk.brevo.commits.length;
  const popup = await desk.openPopup();
  await send(popup, 'From the popup');
  await popup.row('From the popup').waitForState('Sent');
  expect(desk.brevo.commits.slice(sentBefore)).toMatchObject([{ kind: 'posted', text: 'From the popup' }]);
  await popup.close();
});

/** Clicks and types as the agent does: in a viewer of PDF the keys stay with the viewer until then. */
async function sendByHand(desk: SiteDesk, visitorId: string, text: string): Promise<void> {
  await desk.tellHost('show');
  const frame = await desk.tab.frame(`${desk.browser.origin}/sidepanel.html`);
  await frame.waitFor('textbox', 'Message');
  await frame.fill('combobox', 'Visitor', visitorId);
  const sentBefore = desk.brevo.commits.length;
  await until('the text to be written', async () => {
    await frame.click('textbox', 'Message');
    await frame.fill('textbox', 'Message', '');
    await desk.tab.typeOn(text);
    const written = await frame.value('textbox', 'Message');
    return written === text || new NotYet(`it is ${JSON.stringify(written)}`);
  });
  await expect(async () => {
    if (desk.brevo.commits.length === sentBefore) await frame.press('Enter');
    await expect.poll(() => desk.brevo.commits.length, { timeout: 700 }).toBe(sentBefore + 1);
  }).toPass({ timeout: 10_000 });
}

/** The note takes clicks, to the left of the handle in the middle; a frame would take them at the top as well. */
const isNoteShown = (tab: Page) =>
  tab.evaluate(() => {
    const [atNote, atTop] = [innerHeight / 2, 20].map((y) =>
      document.elementFromPoint(innerWidth - 100, y)?.matches(':root > [popover]'),
    );
    return atNote === true && atTop !== true;
  });
