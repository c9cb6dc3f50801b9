import type { BrowserContext, CDPSession } from '@playwright/test';
import { BUSY_MS } from './pages.ts';

/** What one load of a page took: memory in kB, times of the page's thread in ms. */
export type Cost = { heap: number; script: number; tasks: number };

/** All loads of a page, with the host and without. */
export type Costs = { with: Cost[]; without: Cost[] };

/** Longer than anything goes on in a page: its changes, and what the host does after the last. */
const SETTLED_MS = BUSY_MS + 1000;

/** Loads the page in a tab of its own and says what it took, and whether a host is in it. */
export async function measureLoad(context: BrowserContext, url: string): Promise<Cost & { hasHost: boolean }> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(url);
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  const { script, tasks } = await timesOf(session);
  // What nobody holds any more goes at the second time at the latest.
  for (let time = 0; time < 2; time++) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const hasHost = (await page.locator('html > [popover]').count()) > 0;
  await page.close();
  return { heap: usedSize / 1000, script, tasks, hasHost };
}

async function timesOf(session: CDPSession): Promise<Pick<Cost, 'script' | 'tasks'>> {
  const { metrics } = await session.send('Performance.getMetrics');
  const ms = (name: string) => (metrics.find((metric) => metric.name === name)?.value ?? Number.NaN) * 1000;
  return { script: ms('ScriptDuration'), tasks: ms('TaskDuration') };
}
