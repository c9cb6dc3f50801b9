import { startBrevo } from '../../demo/brevo-server.ts';
import { allowSite } from '../browsers/grant.ts';
import { launch } from '../browsers/launch.ts';
import { createDesk, expect, launchOptions, newBrevo, test } from '../desk.ts';
import { settle } from '../site-desk.ts';

const APP = 'https://conversations-app.brevo.com';
const THREAD = `${APP}/conversations/zY8xW6vU4tS2rQ1pN`;

test('beside a conversation in Brevo’s app I say once whose it is; from then on it is known', async ({
  browserName,
  certificate,
}) => {
  const name = browserName === 'firefox' ? 'firefox' : 'chromium';
  const brevo = newBrevo();
  const server = await startBrevo({ simulation: brevo, certificate, keepAlive: false });
  const browser = await launch(name, {
    ...launchOptions(name, server, certificate.spki),
    windowSize: { width: 1280, height: 800 },
  });
  try {
    const { setUp } = createDesk(brevo, server, browser);
    await setUp();
    await allowSite(browser, `${APP}/*`);
    const options = await browser.openPage('options.html#sites');
    await options.fill('textbox', 'Site address', THREAD);
    await options.click('button', 'Switch on');
    await options.waitForText('The sidebar is on.');
    await options.close();
    // This computer plays every host; of the app there is nothing but its address.
    const tab = await browser.openPage(THREAD);
    const open = async () => {
      await expect.poll(() => tab.evaluate(() => document.querySelectorAll('html > [popover]').length)).toBe(1);
      const handle = await tab.evaluate(() => ({ x: innerWidth - 14, y: innerHeight / 2 }));
      await tab.clickAt(handle.x, handle.y);
      return tab.frame(`${browser.origin}/sidepanel.html`);
    };
    const frame = await open();
    await settle(frame);
    await frame.waitForText('This Brevo conversation: whose is it?');
    await frame.fill('textbox', 'Visitor ID', 'visitor-ada');
    await frame.press('Enter');
    await expect.poll(() => frame.value('combobox', 'Visitor')).toBe('visitor-ada');
    await tab.navigate(`${APP}/conversations`);
    await tab.navigate(THREAD);
    const again = await open();
    await expect.poll(() => again.value('combobox', 'Visitor')).toBe('visitor-ada');
    expect(await again.isVisible('textbox', 'Visitor ID')).toBe(false);
  } finally {
    await browser.close();
    await server.close();
  }
});
