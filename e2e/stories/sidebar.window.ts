import { test as base } from '@playwright/test';
import { startBrevo } from '../../demo/brevo-server.ts';
import { createCertificate } from '../../demo/certificate.ts';
import { connect } from '../../demo/world.ts';
import type { Page } from '../browsers/page.ts';
import { NotYet, until } from '../browsers/until.ts';
import { AGENT, expect, KEY, launchOptions, newBrevo } from '../desk.ts';
import { startPages } from '../pages/server.ts';
import { openWindow } from '../window.ts';

base(
  'in a real window: once by the toolbar, always by the browser’s question, the side panel by its key, and the menu',
  async () => {
    base.setTimeout(120_000);
    const brevo = newBrevo();
    const certificate = await createCertificate();
    const server = await startBrevo({ simulation: brevo, certificate, keepAlive: false });
    const pages = await startPages();
    const window = await openWindow(launchOptions('chromium', server, certificate.spki));
    const { browser } = window;
    const panel = `${browser.origin}/sidepanel.html`;
    const hosts = () => page.evaluate(() => document.querySelectorAll('html > [popover]').length);
    const choose = async (shown: Page, visitorId: string) => {
      await shown.click('combobox', 'Visitor');
      await shown.fill('combobox', 'Visitor', visitorId);
      await shown.click('textbox', 'Message');
      await expect.poll(() => shown.focusedName()).toBe('Message');
    };
    await connect(browser, KEY, AGENT);
    const page = await browser.openPage(`${pages.url}/harmless/fixed-bars`);
    try {
      await base.step('the menu shows the sidebar, once', async () => {
        const elsewhere = pages.url.replace('localhost', '127.0.0.1');
        await page.navigate(`${elsewhere}/harmless/wide-table`);
        expect(await hosts()).toBe(0);
        await window.openMenuAt(page, 'h1');
        await window.settle();
        // Ours is above the source of the page and the inspector.
        for (const key of ['Up', 'Up', 'Up']) await window.key(key);
        await window.settle();
        await window.key('Return');
        await (await page.frame(panel)).waitFor('textbox', 'Message');
        await page.navigate(`${elsewhere}/harmless/grid-shell`);
        expect(await hosts()).toBe(0);
        await page.navigate(`${pages.url}/harmless/fixed-bars`);
      });
      await base.step('the toolbar shows the sidebar here, once', async () => {
        const popup = await window.openPopup();
        expect(await hosts()).toBe(0);
        await popup.click('button', 'Show the sidebar here');
        await (await page.frame(panel)).waitFor('textbox', 'Message');
        await page.navigate(`${pages.url}/harmless/wide-table`);
        expect(await hosts()).toBe(0);
      });
      await base.step('the browser asks, and the sidebar stays on the site', async () => {
        const popup = await window.openPopup();
        // The browser's dialog may close the popup before it has answered the click.
        await popup.click('button', /^Always on/).catch(() => undefined);
        await window.waitUntilPopupCloses();
        await window.settle();
        await window.screenshot('test-results/permission-in-a-real-window.png');
        await window.key('Tab');
        await window.settle();
        await window.key('Return');
        await (await page.frame(panel)).waitFor('textbox', 'Message');
        await page.navigate(`${pages.url}/harmless/fixed-bars`);
        await expect.poll(hosts).toBe(1);
      });
      await base.step('a selected ID is messaged from the menu, in the frame', async () => {
        await page.evaluate(() => {
          const text = document.querySelector('code');
          if (text) getSelection()?.selectAllChildren(text);
        });
        await window.openMenuAt(page, 'code');
        await window.settle();
        // Our entries are in a menu of their own, above the last one.
        for (const key of ['Up', 'Up', 'Right']) await window.key(key);
        await window.settle();
        await window.screenshot('test-results/menu-in-a-real-window.png');
        await window.key('Return');
        const frame = await page.frame(panel);
        await expect.poll(() => frame.value('combobox', 'Visitor')).toBe('visitor-ada');
      });
      await base.step('a selected sentence is sent from the menu: it waits in the message', async () => {
        await page.evaluate(() => {
          const text = document.querySelector('main p, p');
          if (text) getSelection()?.selectAllChildren(text);
        });
        const selected = await page.evaluate(() => String(getSelection()).trim());
        await window.openMenuAt(page, 'p');
        await window.settle();
        for (const key of ['Up', 'Up', 'Right', 'Down']) await window.key(key);
        await window.settle();
        await window.key('Return');
        const frame = await page.frame(panel);
        await expect.poll(() => frame.value('textbox', 'Message')).toBe(selected);
        expect(await frame.value('combobox', 'Visitor')).toBe('visitor-ada');
        expect(brevo.commits).toEqual([]);
        // A text that waits would be asked about beside the pages that follow.
        await frame.fill('textbox', 'Message', '');
      });
      await base.step('the key hides and shows it, also when the background has died meanwhile', async () => {
        for (const isShown of [false, true]) {
          await browser.killWorker();
          await window.key('ctrl+shift+space');
          await expect.poll(() => page.hasFrame(panel)).toBe(isShown);
        }
        expect(await browser.findPage('sidepanel.html')).toBeUndefined();
      });
      await base.step('elsewhere the key opens the side panel', async () => {
        await page.navigate(`${pages.url.replace('localhost', '127.0.0.1')}/harmless/wide-table`);
        await window.key('ctrl+shift+space');
        const shown = await until(
          'the side panel',
          async () => (await browser.findPage('sidepanel.html')) ?? new NotYet('it is not open'),
        );
        await shown.waitFor('textbox', 'Message');
        await window.screenshot('test-results/side-panel-in-a-real-window.png');
        await choose(shown, 'visitor-of-this-tab');
      });
      await base.step('the side panel follows the tab in front, and keeps whom I chose beside each', async () => {
        const shown = await browser.findPage('sidepanel.html');
        const visitor = () => shown?.value('combobox', 'Visitor');
        const other = await browser.openPage(`${pages.url.replace('localhost', '127.0.0.1')}/harmless/grid-shell`);
        if (shown) await choose(shown, 'visitor-of-the-other');
        await other.close();
        await expect.poll(visitor).toBe('visitor-of-this-tab');
      });
    } finally {
      await window.screenshot('test-results/last-of-sidebar-window.png').catch(() => undefined);
      await window.close();
      await server.close();
      await pages.close();
    }
  },
);
