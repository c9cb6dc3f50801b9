import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rowsFolder } from './long-report.ts';

const head = `# The long run

Written by \`npm run test:long\`.

| loop | browser | result |
|---|---|---|
`;

/** Puts the rows of all loops into docs/long-run.md. */
export default function writeTable(): void {
  if (!existsSync(rowsFolder)) return;
  const rows = readdirSync(rowsFolder)
    .sort()
    .map((file) => readFileSync(join(rowsFolder, file), 'utf8'));
  writeFileSync(join(import.meta.dirname, '..', 'docs', 'long-run.md'), `${head}${rows.join('\n')}\n`);
}
