// The first of all: formats of dates keep the zone in which they were made.
import './afternoon.ts';

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { originOf, switches } from '../e2e/browsers/chromium.ts';
import { findBrowser } from '../e2e/browsers/find-browser.ts';
import { grantIn } from '../e2e/browsers/grant.ts';
import { createSimulation } from '../lib/brevo/simulation/simulation.ts';
import { dayOf } from '../lib/presence/day-strip.ts';
import type { LogReason } from '../lib/storage/items/presence-log.ts';
import { startBrevo } from './brevo-server.ts';
import { createCertificate } from './certificate.ts';
import { open, takeSidebar } from './sidebar-pictures.ts';
import { customers } from './site/customers.ts';
import { visitorPath } from './site/paths.ts';
import { startSite } from './site/server.ts';
import { AGENT, KEY } from './world.ts';

// `npm run pictures`: takes the pictures of the README anew, from the built extension in a real Chromium.
const folder = join(import.meta.dirname, '..', 'docs', 'pictures');
const buildDir = join(import.meta.dirname, '..', '.output', 'chrome-mv3');
const popupSize = { width: 380, height: 600 };

const brevo = createSimulation({
  now: Date.now,
  keys: { [KEY]: 'full' },
  agents: [AGENT],
  companyName: 'Lantern & Loom',
});
const certificate = await createCertificate();
const server = await startBrevo({ simulation: brevo, certificate });
const site = await startSite({ simulation: brevo, agentId: AGENT.id });
const profile = mkdtempSync(join(tmpdir(), 'deskside-pictures-'));
const origin = originOf(buildDir);
const ada = customers[0]?.visitorId ?? '';

try {
  mkdirSync(folder, { recursive: true });
  await inBrowser(takeAll);
  // Headless Chromium cannot show the question, so its answer is put into the profile.
  grantIn(profile, origin, 'http://127.0.0.1/*');
  await inBrowser((browser) => takeSidebar(browser, { origin, siteUrl: site.url, inBothThemes }));
} finally {
  await Promise.all([server.close(), site.close()]);
  rmSync(profile, { recursive: true, force: true });
}

async function inBrowser(take: (browser: BrowserContext) => Promise<void>): Promise<void> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await findBrowser('chromium'),
    deviceScaleFactor: 2,
    viewport: popupSize,
    // What is in frames of other sites does not hear of the emulated factor.
    args: [...switches({ brevoPort: server.port, spki: certificate.spki, buildDir }), '--force-device-scale-factor=2'],
    ignoreDefaultArgs: ['--disable-extensions'],
  });
  await take(context).finally(() => context.close());
}

async function takeAll(browser: BrowserContext): Promise<void> {
  const options = await open(browser, `${origin}/options.html`, { width: 760, height: 900 });
  await options.getByRole('textbox', { name: 'API key' }).fill(KEY);
  await options.getByRole('button', { name: 'Save key' }).click();
  await options.getByText('Key saved').waitFor();
  await options.getByRole('textbox', { name: 'Agent ID' }).fill(AGENT.id);
  await options.getByRole('button', { name: 'Save agent' }).click();
  await options.getByText('Saved.', { exact: true }).waitFor();
  await options.reload();
  await options.getByText('key ends in').waitFor();
  await inBothThemes(options, 'settings');
  const undoWindow = options.getByRole('combobox', { name: 'Undo window' });
  await undoWindow.selectOption('0');

  const popup = await open(browser, `${origin}/popup.html`, popupSize);
  await popup.getByRole('switch', { name: 'Online' }).click();
  await popup.getByRole('status', { name: 'Presence' }).filter({ hasText: 'confirmed' }).waitFor();
  await send(popup, '90210047', 'Your refund is on its way, Bruno.');
  await send(popup, ada, 'Hello Ada, your lantern left our workshop this morning.');
  await popup.getByRole('textbox', { name: 'Message' }).fill('It should be with you on Thursday. ');
  await inBothThemes(popup, 'popup');
  await undoWindow.selectOption('30');
  await popup.keyboard.press('Enter');
  await popup.getByRole('button', { name: 'Undo' }).waitFor();
  // The ring goes on; the colours that change with the theme have to be there.
  await popup.evaluate(() => {
    for (const animation of document.getAnimations()) if (animation instanceof CSSTransition) animation.finish();
  });
  await popup.screenshot({ path: join(folder, 'undo-light.png') });
  await popup.getByRole('button', { name: 'Undo' }).click();
  await popup.getByText('Cancelled', { exact: true }).waitFor();
  const history = await open(browser, `${origin}/history.html`, { width: 900, height: 700 });
  await history.getByText('3 messages').waitFor();
  await inBothThemes(history, 'history');

  await storeWeek(popup);
  const presence = await open(browser, `${origin}/options.html#presence`, { width: 760, height: 900 });
  await presence.getByRole('checkbox', { name: 'Pause outside my hours' }).click();
  await presence.getByText('Time zone of these hours').waitFor();
  await presence.reload();
  await presence.getByRole('heading', { name: 'Your hours' }).waitFor();
  await inBothThemes(presence, 'presence');
  await presence.getByRole('heading', { name: 'The last 7 days' }).scrollIntoViewIfNeeded();
  await presence.getByRole('heading', { name: 'The last 7 days' }).evaluate((heading) => heading.scrollIntoView());
  await presence.screenshot({ path: join(folder, 'week-light.png'), animations: 'disabled' });

  const crm = await open(browser, `${site.url}/customers/${ada}`, { width: 1040, height: 640 });
  const crmPicture = await crm.screenshot();
  const visitor = await open(browser, `${site.url}${visitorPath(ada)}`, { width: 420, height: 560 });
  await compose(browser, crmPicture, readFileSync(join(folder, 'popup-light.png')), await visitor.screenshot());
}

/** A week as the log would hold it: nobody waits for a picture that long. */
async function storeWeek(page: Page): Promise<void> {
  const hours: [number, LogReason][] = [
    [0, 'closed'],
    [8.6, 'online'],
    [10.1, 'network'],
    [10.3, 'online'],
    [12, 'paused'],
    [12.8, 'online'],
    [15, 'idle'],
    [15.4, 'online'],
    [17.2, 'off'],
  ];
  const days = [6, 5, 4, 3, 2, 1].map((ago) => {
    const { start } = dayOf(Date.now(), ago);
    return {
      date: new Date(start).toLocaleDateString('sv'),
      lines: hours.map(([hour, why]) => ({ at: start + (hour + ago / 20) * 3_600_000, why })),
    };
  });
  await page.evaluate(async (week) => {
    const { local } = (globalThis as unknown as { chrome: { storage: { local: Local } } }).chrome.storage;
    const { accounts } = await local.get('accounts');
    for (const { date, lines } of week) {
      await local.set({ [`presence-log:${accounts?.data.current}.${date}`]: { v: 1, data: lines } });
    }
  }, days);
}

type Local = {
  get(key: string): Promise<Record<string, { data: { current: string } }>>;
  set(items: object): Promise<void>;
};

async function send(popup: Page, visitorId: string, text: string): Promise<void> {
  await popup.getByRole('combobox', { name: 'Visitor' }).fill(visitorId);
  await popup.getByRole('textbox', { name: 'Message' }).fill(text);
  await popup.keyboard.press('Enter');
  await popup.getByRole('listitem').filter({ hasText: text }).getByText('Sent', { exact: true }).waitFor();
}

async function inBothThemes(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), animations: 'disabled' });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** The CRM with the popup over it, and the visitor's window beside. */
async function compose(browser: BrowserContext, ...pictures: Buffer[]): Promise<void> {
  const [crm, popup, visitor] = pictures.map((picture) => `data:image/png;base64,${picture.toString('base64')}`);
  const page = await open(browser, 'about:blank', { width: 1360, height: 720 });
  await page.setContent(`<style>
    body { margin: 0; block-size: 720px; background: linear-gradient(135deg, #dff0e8, #e9ecf7); }
    img { position: absolute; border-radius: 12px; box-shadow: 0 12px 40px rgb(20 40 60 / 22%); }
  </style>
  <img src="${crm}" style="left:-120px;top:50px;width:960px">
  <img src="${popup}" style="left:550px;top:80px;width:370px">
  <img src="${visitor}" style="left:970px;top:120px;width:350px">`);
  await page.screenshot({ path: join(folder, 'deskside.png') });
}
