import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(import.meta.dirname, '..', 'docs', 'long-run.md');
const head = `# The long run

Written by \`npm run test:long\`; each loop replaces its row.

| loop | browser | result |
|---|---|---|
`;

/** Puts one loop's result into the committed table. */
export function report(loop: string, browser: string, result: string): void {
  const start = `| ${loop} | ${browser} |`;
  const before = existsSync(file) ? readFileSync(file, 'utf8').slice(head.length).split('\n') : [];
  const others = before.filter((line) => line.startsWith('|') && !line.startsWith(start));
  const rows = [...others, `${start} ${result} |`];
  writeFileSync(file, `${head}${rows.sort().join('\n')}\n`);
  console.log(`${start} ${result} |`);
}
