import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { report, rowsFolder } from '../e2e/long-report.ts';
import writeTable from '../e2e/long-table.ts';
import { folders, type Mutation, mutations } from './mutation-list.ts';

// Part of `npm run test:long`: makes one important line wrong at a time, in a copy, and sees whether a unit test notices.
const root = join(import.meta.dirname, '..');
const LEFT_OUT = ['node_modules', '.git', '.output', 'test-results', 'test-results-long'];
const LOOP = 'mutation';
/** A folder, to make only its lines wrong. */
const only = process.argv[2];
/** A mutated test may wait for ever. */
const LIMIT_MS = 5 * 60_000;

const copy = mkdtempSync(join(tmpdir(), 'deskside-mutations-'));
try {
  cpSync(root, copy, { recursive: true, filter: (path) => !LEFT_OUT.includes(basename(path)) });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  check();
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function check(): void {
  const before = failureIn(...folders);
  if (before) throw new Error(`Without any mutation, a unit test fails: ${before}`);
  if (!only) for (const row of oldRows()) rmSync(row);
  const chosen = mutations.filter(({ folder }) => !only || folder === only);
  const survivors = chosen.filter((mutation) => !isNoticed(mutation));
  writeTable();
  console.log(`${chosen.length - survivors.length} of ${chosen.length} mutations were noticed`);
  if (survivors.length > 0) process.exitCode = 1;
}

function isNoticed({ name, folder, file, from, to }: Mutation): boolean {
  const path = join(copy, folder, file);
  const source = readFileSync(path, 'utf8');
  if (source.split(from).length !== 2) throw new Error(`${file} no longer holds this line exactly once: ${from}`);
  writeFileSync(
    path,
    source.replace(from, () => to),
  );
  // The nearest tests first: what they notice, the others need not be asked.
  const failed = failureIn(nearest(folder, file)) ?? failureIn(folder);
  writeFileSync(path, source);
  report(`${LOOP}: ${name}`, 'none', failed ? `failed as it must: ${failed}` : 'SURVIVED');
  return failed !== undefined;
}

/** Most tests of dispatch and intents are those of the outbox, which is all that uses them. */
function nearest(folder: string, file: string): string {
  return `${folder}/${file.replace(/dispatch|intents/, 'outbox').replace(/\.ts$/, '')}`;
}

/** Runs the unit tests of some folders in the copy. Gives the name of the first that fails. */
function failureIn(...folders: string[]): string | undefined {
  const answer = join(copy, 'vitest-answer.json');
  rmSync(answer, { force: true });
  const reporter = ['--reporter=json', `--outputFile=${answer}`];
  const { error, stderr } = spawnSync(
    'npx',
    ['vitest', 'run', '--project', 'unit', '--bail=1', '--passWithNoTests', ...reporter, ...folders],
    {
      cwd: copy,
      encoding: 'utf8',
      timeout: LIMIT_MS,
      shell: process.platform === 'win32',
    },
  );
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT') return 'the tests never ended';
  if (error) throw error;
  return firstFailure(answer, stderr);
}

type Answer = {
  success: boolean;
  testResults: { name: string; assertionResults: { status: string; fullName: string }[] }[];
};

function firstFailure(path: string, stderr: string): string | undefined {
  const answer: Answer = JSON.parse(readFileSync(path, 'utf8'));
  const all = answer.testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = all.find(({ status }) => status === 'failed');
  if (failed) return failed.fullName.replaceAll('|', '/').trim();
  // A file that does not even load proves nothing.
  if (!answer.success) throw new Error(`The unit tests could not run:\n${stderr}`);
  return undefined;
}

/** What an earlier run left, perhaps of mutations that are no more. */
function oldRows(): string[] {
  try {
    return readdirSync(rowsFolder)
      .filter((file) => file.startsWith(LOOP))
      .map((file) => join(rowsFolder, file));
  } catch {
    return [];
  }
}
