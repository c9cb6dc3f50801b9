import type { BrowserContext, Frame, Page } from '@playwright/test';
import { NotYet, until } from '../e2e/browsers/until.ts';
import { customers } from './site/customers.ts';

type Studio = {
  origin: string;
  siteUrl: string;
  /** Takes a picture in the light and one in the dark, under this name. */
  inBothThemes: (page: Page, name: string) => Promise<void>;
};

const pageSize = { width: 760, height: 900 };
const crmSize = { width: 1280, height: 760 };

/** Opens an address in a tab of this size. */
export async function open(
  browser: BrowserContext,
  url: string,
  size: { width: number; height: number },
): Promise<Page> {
  const page = await browser.newPage();
  await page.setViewportSize(size);
  await page.goto(url);
  return page;
}

/** Takes the pictures of the sidebar in the CRM, and of the pages about sites and visitors. The site is allowed already. */
export async function takeSidebar(browser: BrowserContext, studio: Studio): Promise<void> {
  const { origin, siteUrl, inBothThemes } = studio;
  await prepare(browser, origin);
  const sites = await open(browser, `${origin}/options.html#sites`, pageSize);
  await switchOn(sites, siteUrl);
  const crm = await open(browser, 'about:blank', crmSize);
  // The first comes last, so that she is the one seen last.
  for (const { visitorId } of customers.toReversed()) {
    await crm.goto(`${siteUrl}/customers/${encodeURIComponent(visitorId)}`);
    await crm.locator('html > [popover]').waitFor({ state: 'attached' });
  }
  await sites.bringToFront();
  await sites.reload();
  await sites.getByText('The sidebar is on.').waitFor();
  await inBothThemes(sites, 'sites');

  await crm.bringToFront();
  const frame = await openSidebar(crm, origin);
  await frame.getByText('From this page').waitFor();
  await frame.getByRole('status', { name: 'Presence' }).filter({ hasText: 'confirmed' }).waitFor();
  const message = frame.getByRole('textbox', { name: 'Message' });
  await send(frame, 'Your parcel waits at the depot until Friday, Ada.');
  await message.fill('Shall I ask them to keep it longer? ');
  await inBothThemes(crm, 'sidebar');
  await frame.getByRole('button', { name: 'Teach this page' }).click();
  await crm.locator('html > [popover]').nth(1).waitFor({ state: 'attached' });
  await crm.locator('#visitor-id').click({ force: true });
  await inBothThemes(crm, 'teach');

  const visitors = await open(browser, `${origin}/options.html#visitors`, pageSize);
  await note(visitors);
  await inBothThemes(visitors, 'visitors');
}

/** The frame takes nothing before it has been in sight for half a second; then it asks to press again. */
async function send(frame: Frame, text: string): Promise<void> {
  const message = frame.getByRole('textbox', { name: 'Message' });
  const sent = frame.getByRole('listitem').filter({ hasText: text }).getByText('Sent', { exact: true });
  await message.fill(text);
  await until('the message to be sent', async () => {
    if ((await message.inputValue()) === text) await message.press('Enter');
    return (await sent.isVisible()) || new NotYet('it is not');
  });
}

/** Without a hold, for which the picture would wait, and without the hours that an earlier picture shows. */
async function prepare(browser: BrowserContext, origin: string): Promise<void> {
  const options = await open(browser, `${origin}/options.html`, pageSize);
  await options.getByRole('combobox', { name: 'Undo window' }).selectOption('0');
  await options.goto(`${origin}/options.html#presence`);
  await options.getByRole('checkbox', { name: 'Pause outside my hours' }).uncheck();
  await options.getByText('Saved.').waitFor();
  await options.close();
}

async function switchOn(sites: Page, siteUrl: string): Promise<void> {
  await sites.getByRole('textbox', { name: 'Site address' }).fill(siteUrl);
  await sites.getByRole('button', { name: 'Switch on' }).click();
  await sites.getByRole('button', { name: 'Add rule' }).click();
  for (const [index, [what, attribute]] of [
    ['Visitor ID', 'data-visitor-id'],
    ['Name (optional)', 'data-customer-name'],
    ['Language (optional)', 'data-customer-language'],
  ].entries()) {
    await sites.getByRole('combobox', { name: `${what}: Where it stands` }).selectOption('Data attribute');
    await sites
      .getByRole('textbox', { name: 'Name of the attribute' })
      .nth(index)
      .fill(attribute ?? '');
  }
  await sites.getByRole('button', { name: 'Save rule' }).click();
  await sites.getByText('the first “data-visitor-id”').waitFor();
}

async function openSidebar(crm: Page, origin: string): Promise<Frame> {
  const { width, height } = crmSize;
  await crm.mouse.click(width - 10, height / 2);
  return until('the sidebar', async () => {
    const frame = crm.frames().find((one) => one.url().startsWith(origin));
    return frame ?? new NotYet('it is not open');
  });
}

async function note(visitors: Page): Promise<void> {
  const ada = visitors.getByRole('article', { name: 'Ada Example' });
  await ada.getByRole('button', { name: 'Pin visitor' }).click();
  await ada.getByRole('button', { name: 'Edit' }).click();
  await ada.getByRole('textbox', { name: 'Note' }).fill('Short answers, no phone calls.');
  await ada.getByRole('button', { name: 'Save visitor' }).click();
  await ada.getByText('Saved.').waitFor();
}
