import { test as base } from '@playwright/test';
import { type BrevoServer, startBrevo } from '../demo/brevo-server.ts';
import { createCertificate } from '../demo/certificate.ts';
import { connect } from '../demo/world.ts';
import { createSimulation } from '../lib/brevo/simulation/simulation.ts';
import type { Commit, Simulation } from '../lib/brevo/simulation/types.ts';
import type { Browser, LaunchOptions } from './browsers/browser.ts';
import { launch } from './browsers/launch.ts';
import type { Page } from './browsers/page.ts';
import { NotYet, until } from './browsers/until.ts';

/** A key that looks real and opens nothing but the simulation. */
export const KEY = `xkeysib-${'0123456789abcdef'.repeat(4)}-DesksideTestKey1`;
export const RESTRICTED_KEY = `xkeysib-${'fedcba9876543210'.repeat(4)}-ConversationsKey`;
export const AGENT = 'd9nKoegKSjmCtyK78';
export const GROUP = 'PjRBMhWGen6aRHjif';
export const VISITOR = 'kZMvWhf8npAu3H6qd57w2Hv6nh6rnxvg';

/** An agent's desk: a simulated Brevo behind real TLS, and a real browser with the shipped build in it. */
export type Desk = {
  brevo: Simulation;
  server: BrevoServer;
  browser: Browser;
  /** The commits of one kind, in order. */
  commits<K extends Commit['kind']>(kind: K): Extract<Commit, { kind: K }>[];
  waitForCommits(kind: Commit['kind'], count: number, timeoutMs?: number): Promise<void>;
  /** How many requests have arrived at a path that begins so, after `/v3`. */
  arrivals(method: string, path: string): number;
  /** Saves the key and the agent in the settings, as the agent would. Messages leave at once unless told otherwise. */
  setUp(options?: { key?: string; undoWindowS?: 0 | 2 | 5 | 10 | 20 | 30 }): Promise<void>;
  /** The popup as a page of its own, ready to be written in. */
  openPopup(): Promise<Page>;
};

/** Writes a message in an open workspace and sends it with Enter. */
export async function send(popup: Page, text: string, visitorId = VISITOR): Promise<void> {
  await popup.fill('combobox', 'Visitor', visitorId);
  await popup.fill('textbox', 'Message', text);
  await popup.press('Enter');
}

type Fixtures = { desk: Desk };
type WorkerFixtures = { certificate: Awaited<ReturnType<typeof createCertificate>> };

export const test = base.extend<Fixtures, WorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern.
  certificate: [async ({}, use) => use(await createCertificate()), { scope: 'worker' }],
  desk: async ({ browserName, certificate }, use) => {
    const brevo = newBrevo();
    // A browser may repeat a POST by itself on a connection that was used before; see docs/decisions/0004.
    const server = await startBrevo({ simulation: brevo, certificate, keepAlive: false });
    const name = browserName === 'firefox' ? 'firefox' : 'chromium';
    const browser = await launch(name, launchOptions(name, server, certificate.spki));
    try {
      await use(createDesk(brevo, server, browser));
    } finally {
      await browser.close();
      await server.close();
    }
  },
});

export { expect } from '@playwright/test';

/** The folder of the shipped build. */
export const buildFor = (name: Browser['name']) =>
  `${import.meta.dirname}/../.output/${name === 'chromium' ? 'chrome' : 'firefox'}-mv3`;

export const launchOptions = (name: Browser['name'], server: BrevoServer, spki: string): LaunchOptions => ({
  brevoPort: server.port,
  spki,
  buildDir: buildFor(name),
  skipsFirstStart: true,
});

export const newBrevo = (): Simulation =>
  createSimulation({
    now: Date.now,
    keys: { [KEY]: 'full', [RESTRICTED_KEY]: 'conversations-only' },
    agents: [{ id: AGENT, name: 'Mira', email: 'mira@lantern.example', isDummy: false }],
    groups: [{ id: GROUP, agentIds: [AGENT] }],
    companyName: 'Lantern & Loom',
    hourlyLimit: 1000,
  });

/** Builds the desk that stories work at. */
export function createDesk(brevo: Simulation, server: BrevoServer, browser: Browser): Desk {
  const commits: Desk['commits'] = (kind) => brevo.commits.filter((commit) => commit.kind === kind) as never;
  return {
    brevo,
    server,
    browser,
    commits,
    waitForCommits: async (kind, count, timeoutMs) => {
      const probe = async () => commits(kind).length >= count || new NotYet(`there are ${commits(kind).length}`);
      await until(`${count} × ${kind} at Brevo`, probe, timeoutMs);
    },
    arrivals: (method, path) =>
      brevo.arrivals.filter(({ request }) => request.method === method && request.path.startsWith(`/v3${path}`)).length,
    async setUp({ key = KEY, undoWindowS = 0 } = {}) {
      // As a choice in the settings stores it; a story of its own goes through the page.
      await connect(browser, key, AGENT, { 'message-settings': { v: 1, data: { undoWindowS, retentionDays: 30 } } });
    },
    async openPopup() {
      const popup = await browser.openPage('popup.html');
      await popup.waitFor('textbox', 'Message');
      return popup;
    },
  };
}
