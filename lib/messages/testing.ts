import { fakeBrowser } from 'wxt/testing/fake-browser';
import { type BrevoClient, createBrevoClient } from '../brevo/client.ts';
import type { AgentIdentity } from '../brevo/identity.ts';
import { createSimulationFetch } from '../brevo/simulation/fetch.ts';
import { createSimulation } from '../brevo/simulation/simulation.ts';
import { KEY, LIZ, START, TOM } from '../brevo/simulation/testing.ts';
import type { Fault } from '../brevo/simulation/types.ts';
import type { Account } from '../storage/items/accounts.ts';
import { type Intent, intentItem, type Message, type MessageState, messageItem } from '../storage/items/messages.ts';
import { entry, idsOf, read, write } from '../storage/local.ts';
import { createOutbox } from './outbox.ts';
import { createRecords } from './records.ts';

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

/** A simulated Brevo, the stored state, and as many lives of the background as a test starts. Calls end after `timeLimitMs`. */
export function createOffice({ timeLimitMs = 20 } = {}) {
  const clock = { now: START };
  const world = { account: ACCOUNT as Account | undefined, hasPermission: true, isOnline: true, isOutOfSight: false };
  const learned: [agentId: string, sentAs: AgentIdentity][] = [];
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
    return { id, accountId, visitorId, mode, text, confirmedAt: now(), ...change };
  };
  return {
    clock,
    world,
    learned,
    simulation,
    brevo,
    /** A background that has just started; it has not looked at what is stored. */
    wake(client: Pick<BrevoClient, 'send'> = brevo) {
      const records = createRecords();
      const outbox = createOutbox({
        records,
        brevo: client,
        async look() {
          if (world.isOutOfSight) throw new Error('disk');
          return { account: world.account, hasPermission: world.hasPermission };
        },
        isOnline: () => world.isOnline,
        onAgentId: async (...lesson) => void learned.push(lesson),
        now,
      });
      return { ...outbox, records };
    },
    intent: intentOf,
    /** What a page stores when the agent presses Enter. */
    async confirm(change: Partial<Intent> = {}): Promise<string> {
      const intent = intentOf(change);
      await write(entry(intentItem, intent, intent.id));
      return intent.id;
    },
    misbehave: (fault: Fault, times = 1) => simulation.script({ ...POST, times, fault }),
    /** The texts that Brevo took as new messages, in order. */
    posted: () => simulation.commits.flatMap((commit) => (commit.kind === 'posted' ? commit.text : [])),
    requests: () => simulation.arrivals.filter(({ request }) => request.method === 'POST').length,
  };
}

/** Puts a record into storage as an earlier life of the background left it. */
export async function leave(...messages: Message[]): Promise<void> {
  const records = createRecords();
  for (const message of messages) await records.put(message);
}

export async function allRecords(): Promise<Message[]> {
  const readings = await Promise.all((await idsOf(messageItem)).map((id) => read(messageItem, id)));
  return readings.flatMap((reading) => (reading.kind === 'value' ? reading.value : []));
}

export const stateOf = async (id = 'm-1') => (await createRecords().get(id))?.state;

const isUnderWay = ({ state }: Message) => state.kind === 'queued' || state.kind === 'dispatching';

/** All records once nothing is queued or on its way; undefined before. */
export async function recordsAtRest(): Promise<Message[] | undefined> {
  await new Promise((resolve) => setImmediate(resolve));
  const [records, intents] = await Promise.all([allRecords(), idsOf(intentItem)]);
  return intents.length === 0 && !records.some(isUnderWay) ? records : undefined;
}

/** Waits until nothing is queued or on its way, and gives all records. */
export async function quiet(): Promise<Message[]> {
  for (const end = performance.now() + 4000; performance.now() < end; ) {
    const records = await recordsAtRest();
    if (records) return records;
  }
  throw new Error(`Never quiet: ${JSON.stringify(await fakeBrowser.storage.local.get(null))}`);
}
