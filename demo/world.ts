import type { Browser, BrowserName } from '../e2e/browsers/browser.ts';
import { allowSite } from '../e2e/browsers/grant.ts';
import { launch } from '../e2e/browsers/launch.ts';
import { createSimulation } from '../lib/brevo/simulation/simulation.ts';
import type { Simulation } from '../lib/brevo/simulation/types.ts';
import { startBrevo } from './brevo-server.ts';
import { createCertificate } from './certificate.ts';
import { startSite } from './site/server.ts';

/** Opens nothing but the simulated Brevo. */
export const KEY = `xkeysib-${'d0d0cafe'.repeat(8)}-DesksideDemoKey1`;
export const AGENT = { id: 'd9nKoegKSjmCtyK78', name: 'Mira', email: 'mira@lantern.example', isDummy: false };

export type World = {
  brevo: Simulation;
  brevoPort: number;
  /** The shop's CRM and the visitors' windows. */
  siteUrl: string;
  browser: Browser;
  close(): Promise<void>;
};

/** Starts the simulated Brevo behind TLS, the shop's site, and a browser with the built extension, which may be on the site's pages. */
export async function startWorld(name: BrowserName, options: { headless: boolean }): Promise<World> {
  const brevo = createSimulation({
    now: Date.now,
    keys: { [KEY]: 'full' },
    agents: [AGENT],
    companyName: 'Lantern & Loom',
  });
  const certificate = await createCertificate();
  const server = await startBrevo({ simulation: brevo, certificate });
  const site = await startSite({ simulation: brevo, agentId: AGENT.id });
  const buildDir = `${import.meta.dirname}/../.output/${name === 'chromium' ? 'chrome' : 'firefox'}-mv3`;
  const closeServers = async () => {
    await Promise.all([server.close(), site.close()]);
  };
  try {
    const browser = await launch(name, { brevoPort: server.port, spki: certificate.spki, buildDir, ...options });
    const close = async () => {
      await browser.close();
      await closeServers();
    };
    // Before anything is on the screen: Chromium is started anew for it.
    await allowSite(browser, 'http://127.0.0.1/*').catch(async (problem) => {
      await browser.close();
      throw problem;
    });
    return { brevo, brevoPort: server.port, siteUrl: site.url, browser, close };
  } catch (problem) {
    await closeServers();
    throw problem;
  }
}

/** Saves a key and an agent ID on the settings page, as an agent would, and stores what a test wants there. */
export async function connect(browser: Browser, key = KEY, agentId = AGENT.id, stored = {}): Promise<void> {
  const options = await browser.openPage('options.html');
  await options.fill('textbox', 'API key', key);
  await options.click('button', 'Save key');
  await options.waitForText(/Key saved/);
  await options.fill('textbox', 'Agent ID', agentId);
  await options.click('button', 'Save agent');
  await options.waitForText('Saved.');
  await options.evaluate((items) => {
    const { chrome } = globalThis as unknown as {
      chrome: { storage: { local: { set: (items: object) => Promise<void> } } };
    };
    return chrome.storage.local.set(items);
  }, stored);
  await options.close();
}
