import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where each loop leaves its row; two run at once, so each has a file of its own. */
export const rowsFolder = join(import.meta.dirname, '..', 'test-results-long');

/** Notes one loop's result for the committed table. */
export function report(loop: string, browser: string, result: string): void {
  mkdirSync(rowsFolder, { recursive: true });
  const row = `| ${loop} | ${browser} | ${result} |`;
  writeFileSync(join(rowsFolder, `${loop} ${browser}.md`), row);
  console.log(row);
}
