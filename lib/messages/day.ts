import fc from 'fast-check';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Outgoing } from '../brevo/client.ts';
import type { Fault } from '../brevo/simulation/types.ts';
import type { Result } from '../result.ts';
import { intentItem, intentName, type Message, messageItem, recentItem } from '../storage/items/messages.ts';
import { idsOf } from '../storage/local.ts';
import { type Life, living, mortal } from '../testing/mortal.ts';
import { createChanges } from './changes.ts';
import { settled } from './fakes.ts';
import { isIn } from './states.ts';
import { ACCOUNT, allRecords, createOffice, waitingIntents } from './testing.ts';

const committed = fc.boolean();
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: fc.constantFrom('hang' as const, 'reset' as const), committed }),
  fc.record({ kind: fc.constant('html' as const), status: fc.constantFrom(200, 403, 502), committed }),
  fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom(408, 500, 503), committed }),
  fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom(400, 401, 403, 404, 429) }),
  fc.record({ kind: fc.constant('body' as const), body: fc.constantFrom('', '{', '{"id":7}', '[]') }),
);

type Press = 'undo' | 'sendNow' | 'sendAgain' | 'sendAnyway' | 'markArrived' | 'edit' | 'delete';
const presses: Press[] = ['undo', 'sendNow', 'sendAgain', 'sendAnyway', 'markArrived', 'edit', 'delete'];

export type Step =
  | { do: 'send'; visitorId: string; times: number; isInSight: boolean }
  | { do: 'send-draft-again'; pick: number; sameWords: boolean }
  | { do: Press; pick: number }
  | { do: 'fault'; fault: Fault }
  | { do: 'die'; steps: number }
  | { do: 'restart' | 'rest' }
  | { do: 'network'; isOnline: boolean }
  | { do: 'disk'; isFull: boolean }
  | { do: 'corrupt'; pick: number }
  | { do: 'turns'; turns: number }
  | { do: 'tick' | 'jump'; ms: number };

const pick = fc.nat(20);
const named = <N extends Step['do']>(name: N) => ({ do: fc.constant(name) });
const weighted = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });
const DAY = 86_400_000;

export const step: fc.Arbitrary<Step> = fc.oneof(
  weighted(
    7,
    fc.record({
      ...named('send'),
      visitorId: fc.constantFrom('ada', 'ben'),
      times: fc.integer({ min: 1, max: 3 }),
      isInSight: fc.boolean(),
    }),
  ),
  weighted(2, fc.record({ ...named('send-draft-again'), pick, sameWords: fc.boolean() })),
  weighted(7, fc.record({ do: fc.constantFrom(...presses), pick })),
  weighted(3, fc.record({ ...named('fault'), fault })),
  weighted(4, fc.record({ ...named('die'), steps: fc.nat(50) })),
  weighted(1, fc.record({ do: fc.constantFrom('restart' as const, 'rest' as const) })),
  weighted(2, fc.record({ ...named('network'), isOnline: fc.boolean() })),
  weighted(2, fc.record({ ...named('disk'), isFull: fc.boolean() })),
  weighted(1, fc.record({ ...named('corrupt'), pick })),
  weighted(4, fc.record({ ...named('turns'), turns: fc.nat(12) })),
  weighted(4, fc.record({ ...named('tick'), ms: fc.constantFrom(1, 999, 1000, 4000, 5000, 30_000) })),
  weighted(1, fc.record({ ...named('tick'), ms: fc.constant(601_000) })),
  weighted(2, fc.record({ ...named('jump'), ms: fc.constantFrom(-DAY, -60_000, -3000, 3000, 60_000, DAY) })),
);

/** One thing that the agent confirmed, with all words that it has had. Words are unique. */
export type Confirmed = {
  id: string;
  visitorId: string;
  texts: Set<string>;
  index: number;
  at: { wall: number; steady: number };
  /** How often the agent asked for another attempt. */
  asked: number;
  /** The agent let it go: it may leave before its window is over and before others. */
  isFreed: boolean;
  isInSight: boolean;
  /** Nobody knows any more how long it has been held: the wall clock jumped while no background looked. */
  isAgeLost: boolean;
  hasJumped: boolean;
  isCorrupt: boolean;
  /** Another surface confirmed the same words: once they are changed, nobody can tell its words from new ones. */
  isDoubled: boolean;
  /** Requests that left with it. */
  requests: number;
};

/** An office whose background may die at any step and is woken by the next thing that happens. */
export function createDay(undoWindowMs: number) {
  const office = createOffice({ timeLimitMs: 4, undoWindowMs });
  const { clock, world } = office;
  const confirmed: Confirmed[] = [];
  const byText = new Map<string, Confirmed>();
  /** What must not leave unless the agent says so: taken back, or in need of an answer. */
  const resting = new Set<Confirmed>();
  const pressed: { life: Life; entry: Confirmed; isDone: boolean }[] = [];
  const broken: string[] = [];
  let words = 0;
  let surfaces = 0;
  let isDiskFull = false;
  let life: Life = { stepsLeft: Number.POSITIVE_INFINITY };
  let desk: ReturnType<typeof birth> | undefined;

  const entryOf = ({ text }: { text: string }) => byText.get(text);
  const isWatched = (entry: Confirmed) => !entry.isFreed && entry.asked === 0;

  /** What has to be true whenever a request leaves. */
  const leave = async (outgoing: Outgoing) => {
    const entry = byText.get(outgoing.text);
    if (!entry) return void broken.push(`nobody confirmed ${outgoing.text}`);
    const records = await living({ stepsLeft: Number.POSITIVE_INFINITY }, allRecords);
    const own = records.find((record) => entryOf(record) === entry && isIn(record, 'dispatching'));
    const others = records.filter(({ id, visitorId }) => id !== own?.id && visitorId === entry.visitorId);
    if (!own && !entry.isCorrupt) broken.push(`no journal of ${outgoing.text}`);
    if (resting.has(entry)) broken.push(`${outgoing.text} left without the agent’s word`);
    if (others.some((other) => isIn(other, 'dispatching'))) broken.push(`${outgoing.text} left beside another`);
    if (isWatched(entry) && !entry.isAgeLost && clock.steady - entry.at.steady < undoWindowMs) {
      broken.push(`${outgoing.text} left after ${clock.steady - entry.at.steady} ms`);
    }
    // What is left of a destroyed record, in doubt, comes after all others.
    const isBefore = (other: Confirmed | undefined) =>
      other && isWatched(other) && !other.isCorrupt && other.index < entry.index && other.at.wall < entry.at.wall;
    const blocker = others.find(
      (other) => isIn(other, 'unknown') && isBefore(entryOf(other)) && !own?.past?.includes(other.id),
    );
    if (own && blocker) broken.push(`${outgoing.text} left past ${blocker.text}, which may have been sent`);
    const overtaker = confirmed.find(
      (other) =>
        other.visitorId === entry.visitorId &&
        other.requests > 0 &&
        other.index > entry.index &&
        other.at.wall > entry.at.wall &&
        isWatched(other) &&
        // Confirmed once more after the clock was set back, it is older than it was.
        !other.isDoubled &&
        !other.isInSight,
    );
    if (overtaker && isWatched(entry) && !entry.isCorrupt && entry.requests === 0)
      broken.push(`${outgoing.text} was overtaken`);
    entry.requests++;
  };

  const birth = () => {
    office.die();
    for (const entry of confirmed) entry.isAgeLost ||= entry.hasJumped;
    const outbox = office.background({
      send: async (outgoing) => {
        await leave(outgoing);
        return office.brevo.send(outgoing);
      },
    });
    office.alarm.ring = () => wake();
    const { read, edit, delete: remove } = office.brevo;
    const changes = createChanges({
      records: outbox.records,
      outbox,
      brevo: { read: mortal(read), edit: mortal(edit), delete: mortal(remove) },
      accountId: async () => ACCOUNT.accountId,
      hasPermission: async () => true,
      now: () => clock.now,
      wait: async () => {},
    });
    return { outbox, changes };
  };
  /** The living background; a new one starts as the browser starts it, with `wake` before anything else. */
  const awake = () => {
    if (desk && life.stepsLeft > 0) return desk;
    life = { stepsLeft: Number.POSITIVE_INFINITY, isDiskFull };
    const born = living(life, birth);
    desk = born;
    living(life, born.outbox.wake);
    return born;
  };
  const wake = () => {
    const { outbox } = awake();
    living(life, outbox.wake);
  };
  const die = async () => {
    life.stepsLeft = 0;
    // What it had begun to write is written.
    await settled();
  };

  const confirm = async (entry: Confirmed, text: string, times: number, past: string[]) => {
    const { id, visitorId } = entry;
    const intent = office.intent({ id, text, visitorId, surface: `s-${surfaces++}`, past });
    for (let i = 0; i < times; i++) await office.confirm(intent);
    const { outbox } = awake();
    living(life, () => {
      for (let i = 0; i < times; i++) void outbox.adopt(intentName(intent));
      // A page tells it too, when it lives long enough.
      if (times > 1) void outbox.confirm(intent);
    });
  };
  const newEntry = (id: string, visitorId: string, isInSight: boolean): [Confirmed, string] => {
    clock.now += 1;
    clock.steady += 1;
    const text = `text ${words++}`;
    const entry: Confirmed = {
      id,
      visitorId,
      texts: new Set([text]),
      index: confirmed.length,
      at: { wall: clock.now, steady: clock.steady },
      asked: 0,
      isFreed: false,
      isInSight,
      isAgeLost: false,
      hasJumped: false,
      isCorrupt: false,
      isDoubled: false,
      requests: 0,
    };
    confirmed.push(entry);
    byText.set(text, entry);
    return [entry, text];
  };

  const press = async (what: Press, index: number) => {
    const records = await allRecords();
    const record = records[index % Math.max(1, records.length)];
    const entry = record && entryOf(record);
    if (!entry || (what === 'edit' && entry.isDoubled)) return;
    const { outbox, changes } = awake();
    // Counted before the answer: the background may die after it acted.
    if (what === 'sendAgain') entry.asked++;
    if (what === 'sendAgain' || what === 'sendAnyway') resting.delete(entry);
    if (['sendAgain', 'sendAnyway', 'sendNow'].includes(what)) entry.isFreed = true;
    const noted = { life, entry, isDone: false };
    pressed.push(noted);
    const act = (): Promise<Result<unknown, unknown>> => {
      if (what === 'delete') return changes.delete(record.id, record.text);
      if (what !== 'edit') return outbox[what](record.id);
      const text = `text ${words++}`;
      entry.texts.add(text);
      byText.set(text, entry);
      return changes.edit(record.id, text, record.text);
    };
    const pressing = living(life, act);
    void pressing.then(({ ok }) => {
      noted.isDone = true;
      if (!ok && what === 'sendAgain') entry.asked--;
      if (ok && (what === 'undo' || what === 'delete')) resting.add(entry);
    });
  };

  const watch = async () => {
    const isPending = (entry: Confirmed) =>
      pressed.some((other) => other.entry === entry && !other.isDone && other.life.stepsLeft > 0);
    const records = await allRecords();
    for (const record of records) {
      const entry = entryOf(record);
      if (entry && isIn(record, 'needs-answer') && !isPending(entry)) resting.add(entry);
    }
    const isCalm = desk && life.stepsLeft === Number.POSITIVE_INFINITY && !isDiskFull;
    const waits = records.some((record) => isIn(record, 'held', 'queued', 'dispatching'));
    if (isCalm && waits && office.alarm.at === undefined) broken.push('something waits without an alarm');
  };

  const restart = async () => {
    await die();
    const waiting = (await allRecords()).filter((record) => isIn(record, 'held', 'queued'));
    for (const each of [...waiting, ...(await waitingIntents())]) {
      const entry = entryOf(each);
      if (entry) resting.add(entry);
    }
    office.restart();
  };

  const jump = async (ms: number) => {
    await settled();
    const isSeen = desk && life.stepsLeft > 0 && !isDiskFull;
    const known = new Set((await allRecords()).map(entryOf));
    clock.now += ms;
    if (ms < 0) return;
    for (const entry of confirmed) {
      entry.hasJumped = true;
      entry.isAgeLost ||= !isSeen || !known.has(entry);
    }
  };

  const corrupt = async (index: number) => {
    const keys = [
      ...(await idsOf(messageItem)).map((id) => messageItem.key + id),
      ...(await idsOf(intentItem)).map((name) => intentItem.key + name),
      recentItem.key,
    ];
    const key = keys[index % keys.length] ?? '';
    const [, id = ''] = /:(d-\d+)/.exec(key) ?? [];
    // Known before it happens: what leaves while it is being written already finds it.
    for (const entry of confirmed) entry.isCorrupt ||= entry.id === id;
    await fakeBrowser.storage.local.set({ [key]: { v: 1, data: 'rubbish' } });
  };

  const isAtRest = async (): Promise<Message[] | undefined> => {
    const [records, intents] = await Promise.all([allRecords(), waitingIntents()]);
    const isUnderWay = (record: Message) =>
      isIn(record, 'held', 'dispatching') || (isIn(record, 'queued') && world.isOnline && !isHeldBack(record, records));
    return intents.length === 0 && !records.some(isUnderWay) ? records : undefined;
  };

  const rest = async (): Promise<Message[]> => {
    await die();
    isDiskFull = false;
    awake();
    await office.pass(undoWindowMs);
    for (const end = performance.now() + 4000; performance.now() < end; ) {
      for (let i = 0; i < 20; i++) {
        await settled();
        const records = await isAtRest();
        if (records) return records;
      }
      await office.pass(1000);
    }
    throw new Error(`Never quiet: ${JSON.stringify(await fakeBrowser.storage.local.get(null))}`);
  };

  const take = async (next: Step): Promise<void> => {
    switch (next.do) {
      case 'send': {
        const unknown = (await allRecords()).filter((record) => isIn(record, 'unknown'));
        const past = next.isInSight ? unknown.map(({ id }) => id) : [];
        const [entry, text] = newEntry(`d-${confirmed.length}`, next.visitorId, past.length > 0);
        return confirm(entry, text, next.times, past);
      }
      case 'send-draft-again': {
        const first = confirmed[next.pick % Math.max(1, confirmed.length)];
        if (!first) return;
        const [text = ''] = first.texts;
        // Words that were changed since would be other words by now.
        if (next.sameWords && first.texts.size === 1) {
          first.isDoubled = true;
          return confirm(first, text, 1, []);
        }
        const [entry, others] = newEntry(first.id, first.visitorId, false);
        entry.isCorrupt = first.isCorrupt;
        return confirm(entry, others, 1, []);
      }
      case 'fault':
        return office.misbehave(next.fault);
      case 'die':
        awake();
        life.stepsLeft = next.steps;
        return;
      case 'restart':
        return restart();
      case 'network':
        world.isOnline = next.isOnline;
        return;
      case 'disk':
        isDiskFull = next.isFull;
        life.isDiskFull = isDiskFull;
        return;
      case 'corrupt':
        return corrupt(next.pick);
      case 'turns':
        for (let i = 0; i < next.turns; i++) await new Promise((resolve) => setImmediate(resolve));
        return;
      case 'tick':
        await office.pass(next.ms);
        return watch();
      case 'jump':
        return jump(next.ms);
      case 'rest':
        return void (await rest());
      default:
        return press(next.do, next.pick);
    }
  };

  return {
    office,
    confirmed,
    broken,
    entryOf,
    take,
    watch,
    rest,
  };
}

export type Day = ReturnType<typeof createDay>;

/** Whether a message that may have been sent holds this one back. */
export const isHeldBack = ({ visitorId, past }: Message, records: Message[]): boolean =>
  records.some((other) => isIn(other, 'unknown') && other.visitorId === visitorId && !past?.includes(other.id));
