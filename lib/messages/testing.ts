import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type BrevoClient, createBrevoClient } from '../brevo/client.ts';
import type { AgentIdentity } from '../brevo/identity.ts';
import { createSimulationFetch } from '../brevo/simulation/fetch.ts';
import { createSimulation } from '../brevo/simulation/simulation.ts';
import { KEY, LIZ, START, TOM } from '../brevo/simulation/testing.ts';
import type { Fault } from '../brevo/simulation/types.ts';
import type { Account } from '../storage/items/accounts.ts';
import {
  type Intent,
  intentItem,
  intentName,
  type Message,
  type MessageState,
  messageItem,
} from '../storage/items/messages.ts';
import { entry, idsOf, read, readMany, write } from '../storage/local.ts';
import { mortal } from '../testing/mortal.ts';
import { createFakeArchive, createFakeBoot, createTime } from './fakes.ts';
import { createOutbox } from './outbox.ts';
import { createRecords } from './records.ts';
import { isIn } from './states.ts';

export const ACCOUNT: Account = {
  accountId: 'acc-1',
  key: { tail: 'full', isRestricted: false, savedAt: START },
  agent: { kind: 'id', agentId: LIZ.id },
};
export const POST = { method: 'POST', path: '/conversations/' };

export const messageOf = (state: MessageState, change: Partial<Message> = {}): Message => ({
  id: 'm-1',
  origin: 'here',
  accountId: ACCOUNT.accountId,
  visitorId: 'ada',
  mode: 'agent',
  text: 'Hello',
  confirmedAt: START,
  state,
  ...change,
});

export type Office = ReturnType<typeof createOffice>;
export type Background = ReturnType<Office['background']>;

/**
 * A simulated Brevo, the stored state, and as many lives of the background as a test starts. Calls end after
 * `timeLimitMs`; every other moment comes when the test turns the clocks.
 */
export function createOffice({ timeLimitMs = 20, undoWindowMs = 0 } = {}) {
  const time = createTime(START);
  const { clock, alarm } = time;
  const boot = createFakeBoot();
  const archive = createFakeArchive();
  const world = {
    account: ACCOUNT as Account | undefined,
    hasPermission: true,
    isOnline: true,
    /** Happens whenever the account is looked up. */
    onLook: async () => {},
    undoWindowMs,
    keepsText: true,
  };
  const learned: [agentId: string, sentAs: AgentIdentity][] = [];
  const told: [count: number, isNews: boolean][] = [];
  const now = () => clock.now;
  const simulation = createSimulation({ now, keys: { [KEY]: 'full' }, agents: [LIZ, TOM], hourlyLimit: 10_000 });
  const brevo = createBrevoClient({
    fetch: createSimulationFetch(simulation),
    key: async () => KEY,
    now,
    timeLimitMs,
  });
  const intentOf = (change: Partial<Intent> = {}): Intent => {
    const { id, accountId, visitorId, mode, text } = messageOf({ kind: 'queued' });
    return { id, accountId, visitorId, mode, text, confirmedAt: now(), bootId: boot.id(), ...change };
  };
  const look = mortal(async () => {
    await world.onLook();
    return { account: world.account, hasPermission: world.hasPermission };
  });

  const background = (client: Pick<BrevoClient, 'send'> = brevo) => {
    const bornAt = clock.steady;
    const records = createRecords({ archive, keepsText: async () => world.keepsText });
    const outbox = createOutbox({
      records,
      boot,
      alarm: time.outboxAlarm,
      brevo: { send: mortal(client.send) },
      look,
      undoWindowMs: mortal(async () => world.undoWindowMs),
      isOnline: () => world.isOnline,
      onAgentId: async (...lesson) => void learned.push(lesson),
      onNeedsAnswer: (...news) => void told.push(news),
      now,
      steadyNow: () => clock.steady - bornAt,
      after: time.after,
    });
    alarm.ring = outbox.wake;
    return { ...outbox, records };
  };
  const start = (client?: Pick<BrevoClient, 'send'>) => {
    const born = background(client);
    born.wake();
    return born;
  };
  const die = () => {
    time.stopTimers();
    alarm.ring = () => void start();
  };

  return {
    clock,
    alarm,
    archive,
    boot,
    world,
    learned,
    /** What was told of messages that need an answer. */
    told,
    simulation,
    brevo,
    pass: time.pass,
    /** A background that has just started; it has not looked at what is stored. */
    background,
    /** A background as the browser starts it. */
    start,
    /** The background is gone with its timers; the alarm starts another. */
    die,
    /** The browser is closed and started again, or the extension updated. */
    restart() {
      die();
      boot.forget();
      alarm.at = undefined;
    },
    intent: intentOf,
    /** What a page stores when the agent presses Enter; gives the name of what it stored. */
    async confirm(change: Partial<Intent> = {}): Promise<string> {
      const intent = intentOf(change);
      await write(entry(intentItem, intent, intentName(intent)));
      return intentName(intent);
    },
    misbehave: (fault: Fault, times = 1) => simulation.script({ ...POST, times, fault }),
    /** The texts that Brevo took as new messages, in order. */
    posted: () => simulation.commits.flatMap((commit) => (commit.kind === 'posted' ? commit.text : [])),
    requests: () => simulation.arrivals.filter(({ request }) => request.method === 'POST').length,
  };
}

/** Storage as an earlier life of the background saw it; its archive is lost. */
const earlierRecords = () => createRecords({ archive: createFakeArchive(), keepsText: async () => true });

/** Puts a record into storage as an earlier life of the background left it. */
export async function leave(...messages: Message[]): Promise<void> {
  const records = earlierRecords();
  for (const message of messages) await records.put(message);
}

export async function allRecords(): Promise<Message[]> {
  const readings = await readMany(messageItem, await idsOf(messageItem));
  return readings.flatMap((reading) => (reading.kind === 'value' ? reading.value : []));
}

export const stateOf = async (id = 'm-1') => (await earlierRecords().get(id))?.state;

/** The confirmed sends that nobody took yet. */
export async function waitingIntents(): Promise<Intent[]> {
  const readings = await Promise.all((await idsOf(intentItem)).map((name) => read(intentItem, name)));
  return readings.flatMap((reading) => (reading.kind === 'value' ? reading.value : []));
}

/** All records once nothing is held, queued or on its way; undefined before. */
export async function recordsAtRest(): Promise<Message[] | undefined> {
  await new Promise((resolve) => setImmediate(resolve));
  const [records, intents] = await Promise.all([allRecords(), waitingIntents()]);
  const isUnderWay = records.some((message) => isIn(message, 'held', 'queued', 'dispatching'));
  return intents.length === 0 && !isUnderWay ? records : undefined;
}

/** Waits until nothing is held, queued or on its way, and gives all records. Turns no clock. */
export async function quiet(): Promise<Message[]> {
  for (const end = performance.now() + 4000; performance.now() < end; ) {
    const records = await recordsAtRest();
    if (records) return records;
  }
  throw new Error(`Never quiet: ${JSON.stringify(await fakeBrowser.storage.local.get(null))}`);
}
