import { createKeyedQueue } from '../keyed-queue.ts';
import type { ChangeFailure } from '../messaging/contract.ts';
import { err, ok, type Result } from '../result.ts';
import type { Boot } from '../storage/boot.ts';
import { type Intent, intentName, type Message } from '../storage/items/messages.ts';
import { createAges } from './ages.ts';
import type { OutboxAlarm } from './alarm.ts';
import { createDispatch } from './dispatch.ts';
import { createIntents } from './intents.ts';
import { blockersOf, planOf } from './plan.ts';
import type { Records } from './records.ts';
import { again, arrived, asking, cancelled, type In, isAtHome, isIn, passing, released, rewritten } from './states.ts';

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
  const { records, boot, alarm, isOnline, onNeedsAnswer, after, now } = dependencies;
  const turns = createKeyedQueue();
  const ages = createAges(dependencies);
  const intents = createIntents(dependencies);
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
    for (const intent of await intents.waiting()) {
      const taken = await take(intent, known);
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

  /** Takes a confirmed send; false when something of it is left to do. */
  const take = async (intent: Intent, bootId: string | undefined): Changed => {
    const taken = await intents.take(intent, bootId);
    if (taken.ok) isNews ||= taken.value !== undefined && isIn(taken.value, 'needs-answer');
    // Left there, it would be found again after its record is forgotten.
    if (!taken.ok || !(await intents.remove(intentName(intent))).ok) isBehind = true;
    return taken.ok ? ok(undefined) : taken;
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
      await inTurn(async (bootId) => {
        const intent = await intents.read(name);
        return intent ? take(intent, bootId) : ok(undefined);
      });
    },
    /** A confirmed send that a page told, and may have stored too. Ok once it is recorded, so that the page lets go. */
    confirm: (intent: Intent): Changed => inTurn((bootId) => take(intent, bootId)),
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
