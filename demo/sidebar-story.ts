import type { Page } from '../e2e/browsers/page.ts';
import { NotYet, until } from '../e2e/browsers/until.ts';

/** A frame takes nothing before it has been in sight for half a second; people need longer than this to begin. */
const SETTLED_MS = 1200;

/** Switches the sidebar on for a site and says where the visitor's ID and name stand there, on the Sites page. */
export async function addSite(options: Page, siteUrl: string): Promise<void> {
  await options.fill('textbox', 'Site address', siteUrl);
  await options.click('button', 'Switch on');
  await options.waitForText('The sidebar is on.');
  await options.click('button', 'Add rule');
  await options.fill('combobox', 'Visitor ID: Where it stands', 'Data attribute');
  await options.fill('textbox', /Name of the attribute/, 'data-visitor-id');
  await options.fill('combobox', 'Name (optional): Where it stands', 'Element of the page');
  await options.fill('textbox', /CSS selector/, 'main h1');
  await options.click('button', 'Save rule');
  await options.waitForText(/Visitor ID: the first “data-visitor-id”/);
}

/** Opens the sidebar by its handle at the edge of the page, and gives it once it takes what is typed. */
export async function openSidebar(crm: Page, origin: string): Promise<Page> {
  const handle = await until('the handle', () =>
    crm
      .evaluate(() => {
        const isThere = document.querySelector('html > [popover]') !== null;
        return isThere ? { x: document.documentElement.clientWidth - 10, y: innerHeight / 2 } : null;
      })
      .then((place) => place ?? new NotYet('it is not there')),
  );
  await crm.clickAt(handle.x, handle.y);
  const frame = await crm.frame(`${origin}/sidepanel.html`);
  await frame.waitFor('textbox', 'Message');
  await until('the sidebar to take keys', async () => {
    const isReady = await frame.evaluate((ms) => document.hasFocus() && performance.now() > ms, SETTLED_MS);
    return isReady || new NotYet('not yet');
  });
  return frame;
}

/** Writes into the sidebar with real keys and sends at once: the second Enter ends the hold. */
export async function sendFromSidebar(frame: Page, text: string): Promise<void> {
  // No click: until the new frame has been drawn, Chromium takes one for the page's.
  await frame.fill('textbox', 'Message', '');
  await frame.typeOn(text);
  await frame.press('Enter');
  await frame.row(text).waitForState('Held');
  await frame.press('Enter');
}
