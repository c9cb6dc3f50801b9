import { createKeyedQueue } from '../keyed-queue.ts';
import type { ChangeFailure } from '../messaging/contract.ts';
import { err, ok, type Result } from '../result.ts';
import type { Boot } from '../storage/boot.ts';
import { draftItem, draftName, type Intent, intentItem, intentName, type Message } from '../storage/items/messages.ts';
import { idsOf, read, readMany, remove } from '../storage/local.ts';
import { createAges } from './ages.ts';
import type { OutboxAlarm } from './alarm.ts';
import { createDispatch } from './dispatch.ts';
import { blockersOf, planOf } from './plan.ts';
import type { Records } from './records.ts';
import {
  accepted,
  again,
  arrived,
  asking,
  cancelled,
  type In,
  isAtHome,
  isIn,
  passing,
  released,
  rewritten,
} from './states.ts';
import { textHash } from './text-hash.ts';

type Dependencies = Omit<Parameters<typeof createDispatch>[0], 'records' | 'onAnswer'> & {
  records: Records;
  boot: Boot;
  alarm: OutboxAlarm;
  /** How long a message can be undone, in ms. */
  undoWindowMs: () => Promise<number>;
  isOnline: () => boolean;
  /** How many messages need the agent's answer has changed; `isNews` when there are new ones. */
  onNeedsAnswer: (count: number, isNews: boolean) => void;
  /** Calls back once; gives what stops it. */
  after: (ms: number, task: () => void) => () => void;
  steadyNow: () => number;
};

const RETRY_MS = 1000;
/** Storage may be out of order for a moment, or for good: then the alarm's pace will do. */
const MOST_QUICK_RETRIES = 30;
const SLOW_RETRY_MS = 30_000;
/** The archive's writing must not hold up what the agent sends next. */
const TIDY_MS = 1000;

type Changed = Promise<Result<undefined, ChangeFailure>>;

/**
 * Sends what the agent confirmed: at most one POST for each confirmation, in the agent's order for each visitor. All
 * changes run one after the other and end in `advance`, which does whatever is due.
 */
export function createOutbox(dependencies: Dependencies) {
  const { records, boot, alarm, undoWindowMs, isOnline, onNeedsAnswer, after, now } = dependencies;
  const turns = createKeyedQueue();
  const ages = createAges(dependencies);
  const dispatch = createDispatch({ ...dependencies, onAnswer: () => wake() });
  let stopTimer = () => {};
  /** How many need the agent's answer, as told last, and whether one does since then. */
  let told = 0;
  let isNews = false;
  let begun: Promise<string> | undefined;
  /** Whether something of this turn is left to do because storage was out of order. */
  let isBehind = false;
  let stopRetry = () => {};
  let retries = 0;
  let stopTidying = () => {};

  const inTurn = <T>(task: (bootId: string) => Promise<Result<T, ChangeFailure>>) =>
    turns('all', async (): Promise<Result<T, ChangeFailure>> => {
      try {
        begun ??= begin();
        const result = await task(await begun);
        // What the task did stands, even when storage is out of order for the rest.
        await advance().catch(() => {
          isBehind = true;
        });
        return result;
      } catch {
        isBehind = true;
        return err({ kind: 'storage-unavailable' });
      } finally {
        if (isBehind) tryAgain();
        else retries = 0;
        isBehind = false;
      }
    });
  const wake = (): void => void inTurn(async () => ok(undefined));
  /** Begins again in a moment; should the background die before, the alarm starts another. */
  const tryAgain = () => {
    begun = undefined;
    stopRetry();
    const retryMs = retries++ < MOST_QUICK_RETRIES ? RETRY_MS : SLOW_RETRY_MS;
    stopRetry = after(retryMs, wake);
    void alarm.ensure(retryMs, now()).catch(() => undefined);
  };

  /** What an earlier life of the background left. What waited for the browser to start again waits for the agent. */
  const begin = async (): Promise<string> => {
    const known = await boot.current();
    if (known === undefined) {
      await records.mend();
      for (const message of await records.unsettled()) {
        if (!isIn(message, 'held', 'queued')) continue;
        const asked = await records.put(asking(message, 'restarted', now()));
        // Begun anew, it would be sent without asking.
        if (!asked.ok) throw new Error(asked.failure.kind);
        isNews = true;
      }
    }
    for (const name of await waitingIntents()) {
      const taken = await adopt(name, known);
      // The next one would overtake it.
      if (!taken.ok) throw new Error(taken.failure.kind);
    }
    return known ?? boot.begin();
  };

  /** Does what is due: keeps answers, ends holds, sends, and sees that it is woken for the rest. */
  const advance = async (): Promise<void> => {
    const areKept = await dispatch.keepOutcomes();
    const unsettled = await records.unsettled();
    const plan = planOf(unsettled, {
      now: now(),
      isOnline: isOnline(),
      isInFlight: dispatch.isInFlight,
      ageOf: ages.of,
    });
    const written = await Promise.all(plan.moves.map((move) => records.put(move)));
    // What could not be written down does not happen.
    const made = plan.moves.filter((_, i) => written[i]?.ok);
    const go = plan.go.filter(({ id }) => plan.moves.every((move) => move.id !== id || made.includes(move)));
    await setAlarms(plan.isWaiting || !areKept, plan.nextEndMs);
    isNews ||= made.some((move) => isIn(move, 'needs-answer'));
    tellNeedsAnswer([...unsettled, ...made].filter((message) => isIn(message, 'needs-answer')).length);
    const sent = await Promise.all(go.map(dispatch.send));
    isBehind ||= !areKept || made.length < plan.moves.length || sent.includes(false);
    // A refused one has left its place to the next in line.
    const isRefused = go.some(({ id }, i) => sent[i] && !dispatch.isInFlight(id));
    if (isRefused) return advance();
    stopTidying();
    stopTidying = after(TIDY_MS, () => void records.tidy());
  };

  const setAlarms = async (isWaiting: boolean, nextEndMs: number | undefined): Promise<void> => {
    stopTimer();
    if (nextEndMs !== undefined) stopTimer = after(nextEndMs, wake);
    // A timer dies with the background; an alarm does not.
    if (isWaiting) await alarm.ensure(nextEndMs ?? Number.POSITIVE_INFINITY, now());
    else await alarm.clear();
  };

  const tellNeedsAnswer = (count: number) => {
    if (count !== told || isNews) onNeedsAnswer(count, isNews);
    told = count;
    isNews = false;
  };

  /** Turns a confirmed send into a record, once, whoever brings it and however often. */
  const take = async (intent: Intent, bootId: string | undefined): Changed => {
    const message = accepted(intent, await undoWindowMs());
    const isFromBefore = bootId === undefined || intent.bootId !== bootId;
    const recorded = await record(isFromBefore ? asking(message, 'restarted', now()) : message);
    if (!recorded.ok) return recorded;
    // The page may have closed before it could empty its draft, which must not offer the same again.
    const name = draftName(intent);
    const draft = await read(draftItem, name);
    if (draft.kind === 'value' && draft.value.id === intent.id && draft.value.text === intent.text) {
      await remove(draftItem.key + name);
    }
    return ok(undefined);
  };

  const record = async (message: Message, copy = 1): Changed => {
    const id = copy === 1 ? message.id : `${message.id}-${copy}`;
    const known = await records.known(id);
    if (known === 'unreadable') {
      // Whether that one was sent, and whether it was this, nobody can tell any more.
      return record({ ...message, state: { kind: 'unknown', at: now() } }, copy + 1);
    }
    if (known) {
      const isSame = known.visitorId === message.visitorId && (await says(known, message.text));
      // Two surfaces sent one draft at once with different words: the second is kept and left to the agent.
      const elsewhere = { kind: 'not-sent', at: now(), reason: { kind: 'sent-elsewhere' } } as const;
      const state = isIn(message, 'unknown') ? message.state : elsewhere;
      return isSame ? ok(undefined) : record({ ...message, state }, copy + 1);
    }
    const kept = { ...message, id };
    const written = await records.put(kept);
    if (!written.ok) return written;
    isNews ||= isIn(kept, 'needs-answer');
    return ok(undefined);
  };

  const adopt = async (name: string, bootId: string | undefined): Changed => {
    const reading = await read(intentItem, name);
    if (reading.kind !== 'value') return ok(undefined);
    const taken = await take(reading.value, bootId);
    // Left there, it would be found again after its record is forgotten.
    if (!taken.ok || !(await remove(intentItem.key + name)).ok) isBehind = true;
    return taken;
  };

  /** Changes one message, if the agent may do that to it in its state. */
  const decide = <M extends Message>(id: string, move: (message: Message) => M | undefined) =>
    inTurn(async (): Promise<Result<M, ChangeFailure>> => {
      const message = await records.get(id);
      const moved = message && move(message);
      if (!moved) return err({ kind: 'not-changeable' });
      const written = await records.put(moved);
      return written.ok ? ok(moved) : written;
    });
  /** Whatever may have been sent before it: the agent has seen that, and lets this one go. */
  const sendOn = (id: string, ...from: ('not-sent' | 'unknown' | 'needs-answer' | 'queued')[]) =>
    inTurn(async () => {
      const all = await records.unsettled();
      const message = await records.get(id);
      if (!message || !isIn(message, ...from)) return err({ kind: 'not-changeable' } as const);
      const going = isIn(message, 'queued')
        ? message
        : again(message as In<'not-sent' | 'unknown' | 'needs-answer'>, now());
      const others = all.filter((other) => other.id !== id);
      const written = await records.put(passing(going, blockersOf(going, others)));
      return written.ok ? ok(undefined) : written;
    });
  const decided = async (decision: Promise<Result<Message, ChangeFailure>>): Changed => {
    const result = await decision;
    return result.ok ? ok(undefined) : result;
  };

  return {
    /** At every start of the background, when an alarm rings, and when the network is back. */
    wake,
    /** A confirmed send that a page stored, by the name of its intent. */
    adopt: async (name: string): Promise<void> => {
      await inTurn((bootId) => adopt(name, bootId));
    },
    /** A confirmed send that a page told, and may have stored too. Ok once it is recorded, so that the page lets go. */
    confirm: (intent: Intent): Changed =>
      inTurn(async (bootId) => {
        const taken = await take(intent, bootId);
        if (taken.ok && !(await remove(intentItem.key + intentName(intent))).ok) isBehind = true;
        return taken;
      }),
    /** Takes a held message back. Nothing of it has left; the caller puts its text where it was written. */
    undo: (id: string) => decide(id, (message) => (isIn(message, 'held') ? cancelled(message, now()) : undefined)),
    /** Ends the hold of a message. */
    sendNow: (id: string) => decided(decide(id, (message) => (isIn(message, 'held') ? released(message) : undefined))),
    sendAgain: (id: string) => sendOn(id, 'not-sent', 'unknown'),
    sendAnyway: (id: string) => sendOn(id, 'queued', 'needs-answer'),
    markArrived: (id: string) =>
      decided(decide(id, (message) => (isIn(message, 'unknown') ? arrived(message) : undefined))),
    /** Changes the text of a message of which nothing has left yet. */
    rewrite: (id: string, text: string) =>
      decided(decide(id, (message) => (isAtHome(message) ? rewritten(message, text) : undefined))),
    /** Takes back a message of which nothing has left yet. */
    withdraw: (id: string) =>
      decided(decide(id, (message) => (isAtHome(message) ? cancelled(message, now()) : undefined))),
  };
}

export type Outbox = ReturnType<typeof createOutbox>;

/** Whether a message has this text, also when the text is not kept. */
const says = async (message: Message, text: string): Promise<boolean> =>
  message.text === text || (message.textHash !== undefined && message.textHash === (await textHash(message, text)));

/** What pages confirmed and nobody adopted yet, in the agent's order; the browser lists it in the alphabet's. */
async function waitingIntents(): Promise<string[]> {
  const names = await idsOf(intentItem);
  const readings = await readMany(intentItem, names);
  return readings
    .flatMap((reading, i) => (reading.kind === 'value' ? { name: names[i] ?? '', at: reading.value.confirmedAt } : []))
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
}
