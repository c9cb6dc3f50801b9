import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';
import { startBrevo } from '../../demo/brevo-server.ts';
import { createCertificate } from '../../demo/certificate.ts';
import { AGENT, KEY } from '../../demo/world.ts';
import { switches } from '../../e2e/browsers/chromium.ts';
import { findBrowser } from '../../e2e/browsers/find-browser.ts';
import { createSimulation } from '../../lib/brevo/simulation/simulation.ts';
import { type Costs, measureLoad } from './measure.ts';
import { pages, servePages } from './pages.ts';
import { prepareProfile } from './profile.ts';
import { tableOf } from './table.ts';

// `npm run bench:page-cost`: what the host costs a page in which nobody opens the sidebar, in Chromium with the build of
// `npm run build`. No test asserts on time.
const LOADS = 9;
/** The same pages by two names of this computer: on the first the sidebar is on. */
const HOSTS = { with: 'localhost', without: '127.0.0.1' };

const costs = new Map<string, Costs>(Object.keys(pages).map((path) => [path, { with: [], without: [] }]));
const brevo = createSimulation({ now: Date.now, keys: { [KEY]: 'full' }, agents: [AGENT] });
const certificate = await createCertificate();
const server = await startBrevo({ simulation: brevo, certificate });
const served = await servePages();
const profileDir = join(tmpdir(), `deskside-page-cost-${process.pid}`);
const buildDir = join(import.meta.dirname, '..', '..', '.output', 'chrome-mv3');
const options = { brevoPort: server.port, spki: certificate.spki, buildDir, profileDir };
try {
  await prepareProfile(options);
  const context = await chromium.launchPersistentContext(profileDir, {
    executablePath: await findBrowser('chromium'),
    viewport: { width: 1280, height: 800 },
    args: switches(options),
    ignoreDefaultArgs: ['--disable-extensions'],
  });
  await measureAll(context).finally(() => context.close());
} finally {
  served.close();
  await server.close();
  rmSync(profileDir, { recursive: true, force: true });
}
const text = results();
writeFileSync(join(import.meta.dirname, '..', 'page-cost.md'), text);
console.log(`\n${text}`);

async function measureAll(context: BrowserContext): Promise<void> {
  // The first of each pays for what the browser keeps from then on.
  for (let load = 0; load <= LOADS; load++) {
    console.log(`load ${load} of ${LOADS}`);
    for (const [path, into] of costs) {
      const sides = ['with', 'without'] as const;
      // In turn, each time beginning with the other: what else the machine does hits both alike.
      for (const side of load % 2 ? sides : sides.toReversed()) {
        const { hasHost, ...cost } = await measureLoad(context, `http://${HOSTS[side]}:${served.port}${path}`);
        if (hasHost !== (side === 'with')) throw new Error(`${path} is not ${side} the host`);
        if (load > 0) into[side].push(cost);
      }
    }
  }
}

function results(): string {
  return `# What the host costs a page

Written by \`npm run bench:page-cost\`: Chromium, the shipped build, medians of ${LOADS} loads of each page in a tab of its own, in
turn with and without the host (the same page under a name for which the sidebar is not on). The sidebar is not opened; the
site has a rule that reads an attribute and a heading, so the host follows every change. Memory is the page's JavaScript heap
after garbage is collected, and what the host adds to it includes its own world. Script and all tasks are the CPU time of the
page's main thread from navigation until it has settled. Each cell is with the host, the ratio to without it in the same run,
and the difference; the times are those of the machine that measured.

${tableOf(costs)}
`;
}
