import { startSite } from '../../demo/site/server.ts';
import { NotYet, until } from '../browsers/until.ts';
import { AGENT } from '../desk.ts';
import { expect, type SiteDesk, settle, test } from '../site-desk.ts';

// One browser for all of them.
test.describe.configure({ mode: 'default' });

type Point = { selector: string; how: 'mouse' | 'keyboard' };

/** Forgets what earlier stories taught. */
async function forgetRules({ browser }: SiteDesk): Promise<void> {
  await browser.withApi(async ({ storage }) => {
    const key = 'site:http://localhost';
    const { [key]: stored } = await storage.local.get(key);
    const { v, data } = stored as { v: number; data: object };
    await storage.local.set({ [key]: { v, data: { ...data, rules: [] } } });
  });
}

async function goTo({ tab, browser, tabId, tellHost }: SiteDesk, url: string): Promise<void> {
  await tab.navigate(url);
  await browser.withApi(({ storage }, key) => storage.local.remove(key), `context:${tabId}`);
  await until('our host', async () => (await tellHost('report')) || new NotYet('it does not answer'));
}

/** Presses the button in the sidebar, points at an element, and takes the first of what is offered. */
async function teach(desk: SiteDesk, { selector, how }: Point): Promise<void> {
  const { tab, browser } = desk;
  const frame = await desk.openSidebar();
  await settle(frame);
  await frame.click('button', 'Teach this page');
  // The sidebar makes room, and the bar comes.
  await expect.poll(() => tab.hasFrame(browser.origin)).toBe(false);
  await expect.poll(() => tab.evaluate(() => document.querySelectorAll('html > [popover]').length)).toBe(2);
  if (how === 'mouse') {
    const { x, y } = await tab.evaluate((wanted) => {
      const box = document.querySelector(wanted)?.getBoundingClientRect();
      return { x: (box?.left ?? 0) + (box?.width ?? 0) / 2, y: (box?.top ?? 0) + (box?.height ?? 0) / 2 };
    }, selector);
    await tab.clickAt(x, y);
  } else {
    await walkTo(desk, selector);
    await tab.press('Enter');
  }
  await tab.press('Enter');
  await until('the rule', async () => (await rules(desk)).length > 0 || new NotYet('there is none'));
}

/** From element to element, as many as have words of their own before the one that is meant. */
async function walkTo({ tab }: SiteDesk, selector: string): Promise<void> {
  const steps = await tab.evaluate((wanted) => {
    const hasText = (element: Element) =>
      element instanceof HTMLInputElement ||
      [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim());
    const all = [...document.body.querySelectorAll('*')].filter((element) => {
      return !element.matches('script, style') && hasText(element) && element.checkVisibility();
    });
    return all.findIndex((element) => element.matches(wanted)) + 1;
  }, selector);
  for (let step = 0; step < steps; step++) await tab.press('Tab');
}

async function rules({ browser }: SiteDesk): Promise<{ confirmed: number }[]> {
  const all = await browser.readStorageLocal();
  return (all['site:http://localhost'] as { data: { rules: { confirmed: number }[] } }).data.rules;
}

/** Two further pages ask whether it is right, the next one does not. */
async function confirmOn(desk: SiteDesk, pages: { url: string; visitorId: string }[]): Promise<void> {
  const [second, third, last] = pages;
  for (const [index, page] of [second, third].entries()) {
    if (!page) continue;
    await goTo(desk, page.url);
    const frame = await desk.openSidebar();
    await frame.waitForText(`found “${page.visitorId}”`);
    await frame.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    await settle(frame);
    await frame.click('button', 'Yes');
    await expect.poll(async () => (await rules(desk))[0]?.confirmed).toBe(index + 1);
    await desk.tellHost('hide');
  }
  await goTo(desk, last?.url ?? '');
  const frame = await desk.openSidebar();
  await expect.poll(() => frame.value('combobox', 'Visitor')).toMatch(/./);
  await frame.waitForText(/From this page/);
  expect(await frame.isVisible('button', 'Yes')).toBe(false);
  expect((await desk.context())?.visitorId).toBe(last?.visitorId);
  await desk.tellHost('hide');
}

for (const how of ['mouse', 'keyboard'] as const) {
  test(`I teach the CRM by pointing with the ${how}, say yes on two further pages, and am not asked again`, async ({
    siteDesk,
  }) => {
    const site = await startSite({ simulation: siteDesk.brevo, agentId: AGENT });
    // The host whose pages the sidebar may be on.
    const base = site.url.replace('127.0.0.1', 'localhost');
    const pageOf = (visitorId: string) => ({ visitorId, url: `${base}/customers/${encodeURIComponent(visitorId)}` });
    try {
      await forgetRules(siteDesk);
      await goTo(siteDesk, pageOf('kZ5rWq8sT2vYb4nXc7mLp9dGh3jFa6eR').url);
      await teach(siteDesk, { selector: '#visitor-id', how });
      const further = ['90210047', 'shop/4711 b', 'elodie.fictive@customers.example'].map(pageOf);
      await confirmOn(siteDesk, further);
    } finally {
      await site.close();
    }
  });

  for (const [name, selector] of [
    ['tables', 'table table tr:nth-child(3) td:nth-child(2)'],
    ['help-desk', '[name=chat_visitor]'],
    ['hashes', '.e1q0z'],
  ] as const) {
    test(`I teach a page of another maker (${name}) with the ${how}`, async ({ siteDesk }) => {
      const pageOf = (visitorId: string) => ({
        visitorId,
        url: `${siteDesk.pages.url}/foreign/${name}/show/${visitorId}`,
      });
      await forgetRules(siteDesk);
      await goTo(siteDesk, pageOf('vis-7f3a9c21').url);
      await teach(siteDesk, { selector, how });
      await confirmOn(siteDesk, ['vis-0b88e1d4', 'vis-5c2277aa', 'vis-91d0ffee'].map(pageOf));
    });
  }
}

test('a rule that finds the same on every page is asked about, and taken back by No', async ({ siteDesk }) => {
  const url = (ticket: string) => `${siteDesk.pages.url}/foreign/tables/show/${ticket}`;
  // A text that an earlier story left for somebody would keep the field with them.
  await siteDesk.visit('/part/plain');
  await forgetRules(siteDesk);
  await goTo(siteDesk, url('vis-7f3a9c21'));
  // The number of the desk, which is the same whoever the visitor is.
  await teach(siteDesk, { selector: 'b', how: 'mouse' });
  await goTo(siteDesk, url('vis-0b88e1d4'));
  const frame = await siteDesk.openSidebar();
  await frame.waitFor('button', 'No');
  await settle(frame);
  await frame.click('button', 'No');
  await expect.poll(() => rules(siteDesk)).toEqual([]);
  await expect.poll(async () => (await siteDesk.context())?.visitorId).toBe('');
  await expect.poll(() => frame.value('combobox', 'Visitor')).toBe('');
});
