import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBrevo } from '../../demo/brevo-server.ts';
import { allowReloading } from '../browsers/grant.ts';
import { launch } from '../browsers/launch.ts';
import { NotYet, until } from '../browsers/until.ts';
import { createDesk, expect, launchOptions, newBrevo, test } from '../desk.ts';
import { startPages } from '../pages/server.ts';
import { furnish } from '../site-desk.ts';

test('F15 after an update the old sidebar of an open page says so and goes; nothing of it is left', async ({
  browserName,
  certificate,
}) => {
  const name = browserName === 'firefox' ? 'firefox' : 'chromium';
  const profileDir = mkdtempSync(join(tmpdir(), 'deskside-old-host-'));
  if (name === 'chromium') allowReloading(profileDir);
  const brevo = newBrevo();
  const server = await startBrevo({ simulation: brevo, certificate, keepAlive: false });
  const pages = await startPages();
  const browser = await launch(name, { ...launchOptions(name, server, certificate.spki), profileDir });
  try {
    const { tab, visit, openSidebar } = await furnish(createDesk(brevo, server, browser), pages);
    const hosts = () => tab.evaluate(() => document.querySelectorAll('html > [popover]').length);
    await visit('/harmless/fixed-bars');
    await openSidebar();
    const boot = async () => (await browser.withApi(({ storage }) => storage.session.get('boot'))).boot;
    const before = await boot();
    await browser.reloadExtension();
    await until('the new background', async () => {
      const now = await boot().catch(() => undefined);
      return (now !== undefined && now !== before) || new NotYet('it has not begun');
    });
    // In the middle of the edge, beside the frame or where it was.
    const handle = await tab.evaluate(() => ({ x: innerWidth - 14, y: innerHeight / 2 }));
    if (name === 'firefox') {
      // Firefox ends the old script itself, and puts the new one into the page at once.
      await expect.poll(hosts).toBe(1);
      await tab.clickAt(handle.x, handle.y);
      await (await tab.frame(`${browser.origin}/sidepanel.html`)).waitFor('textbox', 'Message');
      return;
    }
    await tab.evaluate(() => dispatchEvent(new Event('focus')));
    const isNoteThere = () =>
      tab.evaluate(
        () => document.elementFromPoint(innerWidth - 90, innerHeight / 2)?.matches('html > [popover]') ?? false,
      );
    await expect.poll(isNoteThere).toBe(true);
    await expect.poll(() => tab.hasFrame(browser.origin)).toBe(false);
    await expect.poll(hosts, { timeout: 20_000 }).toBe(0);
  } finally {
    await browser.close();
    await server.close();
    await pages.close();
    rmSync(profileDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
});
