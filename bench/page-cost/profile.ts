import { connect } from '../../demo/world.ts';
import type { Browser, LaunchOptions } from '../../e2e/browsers/browser.ts';
import { launchChromium } from '../../e2e/browsers/chromium.ts';
import { allowSite } from '../../e2e/browsers/grant.ts';
import { encode } from '../../lib/storage/item.ts';
import { type Rule, siteItem } from '../../lib/storage/items/sites.ts';

/** One that makes the host follow every change of the page, which costs the most. */
const RULE: Rule = {
  id: 'bench',
  visitor: { kind: 'data', attribute: 'data-visitor-id' },
  name: { kind: 'selector', selector: 'h1' },
  confirmed: 2,
};

/** Makes a profile in which the sidebar is on for `http://localhost`, with a rule, and for nothing else. */
export async function prepareProfile(options: LaunchOptions): Promise<void> {
  const browser = await launchChromium(options);
  try {
    await connect(browser);
    await allowSite(browser, 'http://localhost/*');
    await switchOn(browser);
  } finally {
    await browser.close();
  }
}

async function switchOn(browser: Browser): Promise<void> {
  const page = await browser.openPage('options.html#sites');
  await page.fill('textbox', 'Site address', 'http://localhost');
  await page.click('button', 'Switch on');
  await page.waitForText('The sidebar is on for');
  const site = { origin: 'http://localhost', addedAt: Date.now(), isOn: true, isHidden: false, rules: [RULE] };
  const stored = { [`${siteItem.key}${site.origin}`]: encode(siteItem, site) };
  await browser.withApi((api, items) => api.storage.local.set(items), stored);
}
