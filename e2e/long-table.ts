import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowsFolder } from './long-report.ts';

const file = join(import.meta.dirname, '..', 'docs', 'long-run.md');
const head = `# The long run

Written by \`npm run test:long\`.

| loop | browser | result |
|---|---|---|
`;

/** Puts the rows of all loops into docs/long-run.md. What was not run this time stays as it is there. */
export default function writeTable(): void {
  if (!existsSync(rowsFolder)) return;
  const rows = readdirSync(rowsFolder).map((name) => readFileSync(join(rowsFolder, name), 'utf8'));
  const renewed = new Set(rows.map(kindOf));
  const kept = rowsIn(file).filter((row) => !renewed.has(kindOf(row)));
  writeFileSync(file, `${head}${[...rows, ...kept].sort().join('\n')}\n`);
}

/** The loop, without what follows a colon, and the browser: `| mutation: no queue | none | … |`. */
const kindOf = (row: string): string => {
  const [, loop = '', browser = ''] = row.split('|').map((cell) => cell.trim());
  return `${loop.replace(/:.*/, '')} ${browser}`;
};

const rowsIn = (path: string): string[] =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('| ') && !line.startsWith('| loop |'))
    : [];
