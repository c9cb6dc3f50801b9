import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from './browsers/page.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Runs axe in both themes; gives what it objects to, with the place. */
export async function objections(page: Page): Promise<string[]> {
  const found: string[] = [];
  await page.runScript(axe);
  for (const theme of ['light', 'dark']) {
    const seen = await page.evaluate(async (scheme) => {
      document.documentElement.style.colorScheme = scheme;
      // A colour on its way to another theme is neither; in a tab behind another one it never arrives.
      for (const animation of document.getAnimations()) animation.finish();
      const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } };
      const { violations } = await axe.run({ preload: false });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
    }, theme);
    found.push(...seen.map((line) => `${theme} ${line}`));
  }
  return found;
}
