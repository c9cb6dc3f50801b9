import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '../../e2e/browsers/browser.ts';
import { type Samples, tableOf } from '../table.ts';
import { caseWith, createWorld } from '../world.ts';
import { fillVisitors } from './fill.ts';
import { measureKeys, measurePaint } from './measure.ts';

// `npm run bench:visitor-search`: what a key press in the Visitor field costs, in Chromium with the build of
// `npm run build`. No test asserts on time.
const ROUNDS = 6;
const SIZES = [50, 5000];
/** A frame of most screens. */
const LIMIT_MS = 16;
/** A name that many have, a nickname, an ID, two words, a name with accents typed without, and what nobody is called. */
const SEARCHES = ['ada', 'nick', 'customer-1', 'jose gar', 'muller', 'qqq'];

const samples = new Map<number, Samples>(SIZES.map((size) => [size, {}]));
const presses = new Map<number, number[]>(SIZES.map((size) => [size, []]));

const only = caseWith(0);
const world = await createWorld([only]);
try {
  for (let round = 0; round < ROUNDS; round++) {
    console.log(`round ${round + 1} of ${ROUNDS}`);
    const browser = await world.start(only);
    try {
      // In turn, each time beginning with the other: what else the machine does hits both alike.
      for (const size of round % 2 ? SIZES.toReversed() : SIZES) await measureAll(browser, size);
    } finally {
      await browser.close();
    }
  }
} finally {
  await world.close();
}
const text = results();
writeFileSync(join(import.meta.dirname, '..', 'visitor-search.md'), text);
console.log(`\n${text}`);

async function measureAll(browser: Browser, size: number): Promise<void> {
  const into = samples.get(size) ?? {};
  const note = (what: string, ms: number) => {
    into[what] = [...(into[what] ?? []), ms];
  };
  await fillVisitors(browser, size);
  const popup = await browser.openPage('popup.html');
  note('popup: first contentful paint', await measurePaint(popup));
  // A name is found when the search is loaded and everybody is in it.
  await popup.fill('combobox', 'Visitor', 'the last of all');
  await popup.waitFor('option', /The Last Of All/);
  for (const search of SEARCHES) {
    const keys = await measureKeys(popup, search);
    for (const ms of keys) note('a key press, until the suggestions are laid out', ms);
    presses.get(size)?.push(...keys);
  }
  await popup.close();
}

function results(): string {
  return `# What known visitors cost

Written by \`npm run bench:visitor-search\`: Chromium, the shipped build, medians of ${ROUNDS} rounds that take the sizes in turn.
Each cell is the ratio to ${SIZES[0]} known visitors in the same run; the times are those of the machine that measured. Typed letter by
letter: ${SEARCHES.map((search) => `_${search}_`).join(', ')}.

${tableOf(samples, 'known visitors')}

${LIMIT_MS} ms are wanted at most. ${SIZES.map(sentenceFor).join(' ')}
`;
}

function sentenceFor(size: number): string {
  const all = presses.get(size) ?? [];
  const slow = all.filter((ms) => ms > LIMIT_MS).length;
  return `With ${size.toLocaleString('en')}, ${slow} of ${all.length} took longer, the longest ${Math.max(...all).toFixed(1)} ms.`;
}
