import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '../e2e/browsers/browser.ts';
import type { Simulation } from '../lib/brevo/simulation/types.ts';
import { largestItem, measurePage, measureSearch, measureSend, openPair } from './measure.ts';
import { type Samples, tableOf } from './table.ts';
import { caseWith, createWorld } from './world.ts';

// `npm run bench`: what a full archive costs, in Chromium with the build of `npm run build`. No test asserts on time.
const ROUNDS = 6;
const SENDS = 12;
const PAINTS = 10;
const SEARCHES = 3;
/** In about half of all messages, so that a search for it has the most to gather. */
const WORD = 'refund';

const cases = [0, 1000, 100_000].map(caseWith);
const samples = new Map<number, Samples>(cases.map(({ archived }) => [archived, {}]));
const sizes: { key: string; bytes: number }[] = [];
let sent = 0;

const world = await createWorld(cases);
try {
  for (let round = 0; round < ROUNDS; round++) {
    console.log(`round ${round + 1} of ${ROUNDS}`);
    // In turn, each time beginning with another: what else the machine does hits all alike.
    for (const each of [...cases.slice(round % cases.length), ...cases.slice(0, round % cases.length)]) {
      const browser = await world.start(each);
      try {
        await measureAll(browser, world.brevo, samples.get(each.archived) ?? {});
        sizes.push(await largestItem(browser));
      } finally {
        await browser.close();
      }
    }
  }
} finally {
  await world.close();
}
const text = results();
writeFileSync(join(import.meta.dirname, 'results.md'), text);
console.log(`\n${text}`);

async function measureAll(browser: Browser, brevo: Simulation, into: Samples): Promise<void> {
  const note = (what: string, ms: number) => {
    into[what] = [...(into[what] ?? []), ms];
  };
  const popup = await browser.openPage('popup.html');
  await popup.fill('combobox', 'Visitor', 'visitor-7');
  for (let n = 0; n < SENDS; n++) {
    const ms = await measureSend(popup, brevo, ++sent);
    // The first one wakes the background.
    if (n > 0) note('send: Enter to the commit at Brevo', ms);
  }
  await popup.close();
  const opener = await openPair(browser);
  for (let n = 0; n < PAINTS; n++) {
    const { paint, there } = await measurePage(opener, 'popup.html', '.composer textarea');
    note('popup: first contentful paint', paint);
    note('popup: the textbox is there', there);
  }
  for (let n = 0; n < SEARCHES; n++) {
    note('History: first results', (await measurePage(opener, 'history.html', '.history-text')).there);
    const history = await browser.openPage('history.html');
    await history.waitForText(/messages.*\bSent\b/);
    note('History: search for a word of half the messages', await measureSearch(history, WORD));
    await history.close();
  }
}

function results(): string {
  const largest = sizes.reduce((most, each) => (each.bytes > most.bytes ? each : most));
  return `# What a full archive costs

Written by \`npm run bench\`: Chromium, the shipped build, medians of ${ROUNDS} rounds that take the cases in turn; 50 recent
messages in each case, undo window 0. Each cell is the ratio to an empty archive in the same run; the times are those of
the machine that measured. A search includes the 150 ms that end typing. The ${sent / cases.length} measured sends of a case
move as many older messages to its archive.

${tableOf(samples)}

Largest item in \`storage.local\`: \`${largest.key}\`, ${(largest.bytes / 1000).toFixed(1)} kB of at most 64 kB.
`;
}
