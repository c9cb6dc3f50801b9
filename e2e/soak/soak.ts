import type { BrevoServer } from '../../demo/brevo-server.ts';
import { createRandom } from '../../lib/brevo/simulation/random.ts';
import type { Simulation } from '../../lib/brevo/simulation/types.ts';
import type { Browser } from '../browsers/browser.ts';
import type { Page } from '../browsers/page.ts';
import { NotYet, until } from '../browsers/until.ts';
import { createAgent } from './agent.ts';
import { createBook, numberOf } from './book.ts';
import { tidyUp } from './hands.ts';
import { createHeap, isLeaking } from './heap.ts';
import { createKiller } from './killer.ts';
import { createPopups, type Popups } from './popups.ts';
import { type SoakReport, tableOf } from './report.ts';
import { type Hot, readArchive, readHot } from './stored.ts';
import { trafficAt } from './traffic.ts';
import { judge } from './verdict.ts';
import { createWeather } from './weather.ts';

export type SoakDesk = {
  brevo: Simulation;
  server: Pick<BrevoServer, 'url' | 'strays'>;
  browser: Browser;
  setUp(): Promise<void>;
  openPopup(): Promise<Page>;
};

type Options = { minutes: number; seed: number; say: (words: string) => void };

/** From so many minutes on there are also hangs, pings that fail, and a crash of the browser. */
const LONG_MINUTES = 5;
/** Short, so that undo and the end of the hold often meet. */
const UNDO_WINDOW_S = 2;

/** A busy agent at a Brevo that misbehaves, in a browser that loses its background; at the end nothing may be amiss. */
export async function runSoak(desk: SoakDesk, { minutes, seed, say }: Options): Promise<SoakReport> {
  const { brevo, browser } = desk;
  const chance = createRandom(seed);
  const isLong = minutes > LONG_MINUTES;
  const book = createBook();
  const heap = createHeap();
  const popups = createPopups(desk.openPopup);
  const weather = createWeather(brevo, `${desk.server.url}/elsewhere`, chance, isLong);
  const hasArrived = (number: number) =>
    brevo.commits.some((commit) => commit.kind === 'posted' && numberOf(commit.text) === number);
  const agent = createAgent({ browser, popups, book, chance, hasArrived });
  const killer = createKiller(browser, brevo, chance);
  const sending = createSendingWatch();
  let crashes = 0;

  await prepare(desk, popups);
  const began = Date.now();
  const passed = () => (Date.now() - began) / (minutes * 60_000);
  for (let steps = 0; passed() < 1; steps++) {
    if (chance() < 0.4) weather.turn();
    if (chance() < 0.15) await killer.killSoon();
    await step();
    // An agent takes a moment between two things; long holds and short ones have to meet.
    await new Promise((resolve) => setTimeout(resolve, chance() * 1200));
    if (isLong && crashes === 0 && passed() > 0.2) await crash();
    if (steps % 100 === 99) say(`${(passed() * minutes).toFixed(1)} min, ${book.confirmed.size} messages`);
  }
  await killer.done();
  weather.clear();
  await tidyUp(popups.first());
  say('the weather clears; waiting until nothing is under way');
  await until('everything to end', () => isOver(), 180_000);

  const kept = await everything(browser);
  const evidence = {
    book,
    kept,
    traffic: trafficAt(brevo),
    pingFaults: weather.pingFaults(),
    longestSending: sending.longest(),
  };
  const growth = heap.growth();
  const problems = [
    ...judge(evidence),
    ...(growth && isLeaking(growth) ? [`the heap grew from ${growth.first} to ${growth.last} MB`] : []),
    ...desk.server.strays.map(({ host }) => `G-S2 a request went to ${host}`),
  ];
  const run = { browser: browser.name, minutes, seed, kills: killer.kills(), crashes };
  return { markdown: tableOf(run, evidence, heap, problems), problems };

  async function step(): Promise<void> {
    try {
      const name = await agent.act();
      if (name) book.count(name);
    } catch (problem) {
      // A background that died under the hand keeps an action from its end; what became of the messages is judged later.
      book.count('interrupted');
      say(`interrupted: ${problem instanceof Error ? problem.message : problem}`);
    }
    sending.look(await readHot(browser));
    await heap.look(popups.first());
  }

  /** What is under way has to be on disk first: only what was accepted is promised. */
  async function crash(): Promise<void> {
    await killer.done();
    await until('every message to be stored', async () => {
      const known = (await everything(browser)).map(({ text }) => numberOf(text));
      return [...book.confirmed.keys()].every((number) => known.includes(number)) || new NotYet('some are not');
    });
    say('the browser crashes');
    await browser.crash();
    await browser.relaunch();
    await popups.open();
    heap.begin();
    crashes += 1;
  }

  async function isOver(): Promise<true | NotYet> {
    const hot = await readHot(browser);
    sending.look(hot);
    await agent.release(hot);
    const busy = hot.messages.filter(({ state }) =>
      ['held', 'queued', 'dispatching', 'needs-answer'].includes(state.kind),
    );
    return (
      busy.length + hot.waitingIntents === 0 || new NotYet(`${busy.length} under way, ${hot.waitingIntents} waiting`)
    );
  }
}

async function prepare({ brevo, browser, setUp }: SoakDesk, popups: Popups): Promise<void> {
  brevo.setHourlyLimit(1_000_000);
  await setUp();
  const settings = { v: 1, data: { undoWindowS: UNDO_WINDOW_S, retentionDays: 30 } };
  await browser.withApi((api, value) => api.storage.local.set({ 'message-settings': value }), settings);
  await popups.open();
  await popups.first().click('switch', 'Online');
  const isOnline = () => brevo.commits.some(({ kind }) => kind === 'ping') || new NotYet('no ping');
  await until('the first ping', isOnline);
}

/** The records, and then what has moved to the archive; while it moves, a record is in both. */
async function everything(browser: Browser) {
  const { messages } = await readHot(browser);
  const archived = await readArchive(browser);
  const hot = new Set(messages.map(({ id }) => id));
  return [...messages, ...archived.filter(({ id }) => !hot.has(id))];
}

/** How long messages are seen as being sent. */
function createSendingWatch() {
  let longest = 0;
  return {
    look({ messages }: Hot) {
      for (const { state } of messages) {
        if (state.kind === 'dispatching') longest = Math.max(longest, (Date.now() - (state.at ?? Date.now())) / 1000);
      }
    },
    longest: () => longest,
  };
}
