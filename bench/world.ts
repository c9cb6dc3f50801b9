import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrevoServer, startBrevo } from '../demo/brevo-server.ts';
import { createCertificate } from '../demo/certificate.ts';
import { AGENT, connect, KEY } from '../demo/world.ts';
import type { Browser } from '../e2e/browsers/browser.ts';
import { launchChromium } from '../e2e/browsers/chromium.ts';
import { createSimulation } from '../lib/brevo/simulation/simulation.ts';
import type { Simulation } from '../lib/brevo/simulation/types.ts';
import { fillArchive, fillRecent } from './fill.ts';

/** An agent's browser profile with so many messages in the archive. */
export type Case = { archived: number; profileDir: string };

export type World = {
  brevo: Simulation;
  /** Starts the browser with the profile of a case. */
  start(of: Case): Promise<Browser>;
  close(): Promise<void>;
};

/** A simulated Brevo, and for each case a profile that differs in its archive alone. */
export async function createWorld(cases: Case[]): Promise<World> {
  const brevo = createSimulation({ now: Date.now, keys: { [KEY]: 'full' }, agents: [AGENT], hourlyLimit: 1_000_000 });
  const certificate = await createCertificate();
  const server = await startBrevo({ simulation: brevo, certificate });
  const start = starter(server, certificate.spki);
  for (const each of cases) {
    console.log(`preparing ${each.archived} archived messages …`);
    const browser = await start(each);
    try {
      await prepare(browser, each);
    } finally {
      await browser.close();
    }
  }
  const close = async () => {
    await server.close();
    for (const { profileDir } of cases) rmSync(profileDir, { recursive: true, force: true });
  };
  return { brevo, start, close };
}

export const caseWith = (archived: number): Case => ({
  archived,
  profileDir: join(tmpdir(), `deskside-bench-${process.pid}-${archived}`),
});

function starter(server: BrevoServer, spki: string): World['start'] {
  const buildDir = join(import.meta.dirname, '..', '.output', 'chrome-mv3');
  return ({ profileDir }) => launchChromium({ brevoPort: server.port, spki, buildDir, profileDir });
}

async function prepare(browser: Browser, { archived }: Case): Promise<void> {
  await connect(browser);
  // No hold: what is measured is the way from Enter to Brevo.
  const settings = { v: 1, data: { undoWindowS: 0, retentionDays: 3650 } };
  await browser.withApi((api, value) => api.storage.local.set({ 'message-settings': value }), settings);
  // The extension makes its archive itself, when history is first looked at.
  const history = await browser.openPage('history.html');
  await history.waitForText('No messages');
  const accountId = await browser.withApi(async (api) => {
    const { accounts } = await api.storage.local.get('accounts');
    return (accounts as { data: { current: string } }).data.current;
  });
  await fillArchive(history, accountId, archived);
  await fillRecent(browser, accountId);
  await history.close();
}
