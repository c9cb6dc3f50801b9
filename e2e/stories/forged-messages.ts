import type { Browser as ExtensionApi } from 'webextension-polyfill';
import { samples } from '../../lib/messaging/samples.ts';
import { NotYet, until } from '../browsers/until.ts';
import { expect, type SiteDesk, test } from '../site-desk.ts';

test.describe.configure({ mode: 'default' });

/** Where our page is for pages of sites: the host knows it, and Chromium's debugger sees the host. */
const addressOfFrame = async ({ tab, browser }: SiteDesk): Promise<string> => {
  if (browser.name === 'firefox') return `${browser.origin}/sidepanel.html`;
  return tab.inWorldOf(browser.origin, () => {
    const { chrome } = globalThis as unknown as { chrome: ExtensionApi };
    return chrome.runtime.getURL('/sidepanel.html');
  });
};

for (const [how, isUsed] of [
  ['no nonce', false],
  ['a used nonce', true],
] as const) {
  test(`G-S5 our own page in a frame of the site's, with ${how}, declines and may ask nothing`, async ({
    siteDesk: desk,
  }) => {
    const { tab, browser } = desk;
    await desk.visit('/part/plain');
    const real = await desk.openSidebar();
    await desk.write(real, 'visitor-1', 'Not for this page');
    const nonce = await real.evaluate(() => location.hash);
    expect(nonce).toMatch(/^#[0-9a-f-]{36}$/);
    await desk.tellHost('hide');
    await until('the real frame to go', async () => !(await desk.hasSidebar()) || new NotYet('it is there'));
    // The closing frame has its last words written by the background.
    await expect.poll(async () => JSON.stringify(await browser.readStorageLocal())).toContain('"Not for this page"');
    const before = await browser.readStorageLocal();

    await tab.evaluate(
      (src) => {
        document.body.append(Object.assign(document.createElement('iframe'), { src, title: 'Not ours' }));
      },
      `${await addressOfFrame(desk)}${isUsed ? nonce : ''}`,
    );
    const forged = await tab.frame(`${browser.origin}/sidepanel.html`);
    await forged.waitForText('This page did not come from Deskside.');
    expect(await forged.isVisible('textbox', 'Message')).toBe(false);
    const answered = await forged.evaluate(
      async (asked) => {
        const { browser: own, chrome } = globalThis as unknown as { browser?: ExtensionApi; chrome: ExtensionApi };
        const names: string[] = [];
        for (const message of asked) {
          const answer: unknown = await (own ?? chrome).runtime.sendMessage(message).catch(() => undefined);
          if (answer !== undefined && answer !== null) names.push(`${message.name}: ${JSON.stringify(answer)}`);
        }
        return names;
      },
      Object.entries(samples).map(([name, data]) => ({ name, data })),
    );
    // The one command by which it could prove itself is answered, with a no; that it is there may be heard.
    expect(answered).toEqual(['frame/hello: {"ok":false,"failure":{"kind":"unproven"}}', 'host/menu: {"ok":true}']);
    expect(await browser.readStorageLocal()).toEqual(before);
  });
}
