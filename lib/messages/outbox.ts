import type { BrevoClient, Outgoing } from '../brevo/client.ts';
import type { AgentIdentity } from '../brevo/identity.ts';
import { createKeyedQueue } from '../keyed-queue.ts';
import type { ChangeFailure } from '../messaging/contract.ts';
import { err, ok, type Result } from '../result.ts';
import type { Account } from '../storage/items/accounts.ts';
import { type Intent, intentItem, type Message, type NotSentReason } from '../storage/items/messages.ts';
import { idsOf, read, remove } from '../storage/local.ts';
import type { Records } from './records.ts';
import {
  again,
  arrived,
  dispatching,
  type In,
  interrupted,
  isIn,
  notSent,
  queued,
  STALE_MS,
  settled,
} from './states.ts';
import { textProblem } from './text-check.ts';

type Dependencies = {
  records: Records;
  brevo: Pick<BrevoClient, 'send'>;
  look: () => Promise<{ account: Account | undefined; hasPermission: boolean }>;
  isOnline: () => boolean;
  /** An agent message was accepted; Brevo says by which agent. */
  onAgentId: (agentId: string, sentAs: AgentIdentity) => Promise<void>;
  now: () => number;
};

/** Sends what the agent confirmed: at most one POST for each confirmation, in the agent's order for each visitor. */
export function createOutbox({ records, brevo, look, isOnline, onAgentId, now }: Dependencies) {
  const perVisitor = createKeyedQueue();
  /** All changes but those of dispatching, one after the other: their order is the order in which messages leave. */
  const turns = createKeyedQueue();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => turns('all', task);
  /** Ids handled since this background started: what is found dispatching and is not among them was interrupted. */
  const begun = new Set<string>();

  const send = ({ id, visitorId }: Message) => {
    begun.add(id);
    // Where nothing has left yet, a later start of the background takes it up again.
    return perVisitor(visitorId, () => dispatch(id)).catch(() => void begun.delete(id));
  };

  const dispatch = async (id: string): Promise<void> => {
    const message = await records.get(id);
    // Whatever brought it here, only the first to find it queued sends it.
    if (!message || !isIn(message, 'queued')) return;
    const { account, hasPermission } = await look();
    const ready = prepare(message, account, { hasPermission, isOnline: isOnline(), now: now() });
    if (!ready.ok) {
      await records.put(notSent(message, ready.failure, now()));
      return;
    }
    const inFlight = dispatching(message, now());
    // The journal comes before the call: without it, a dead worker would forget that it may have sent.
    const journalled = await records.put(inFlight);
    if (!journalled.ok) {
      begun.delete(id);
      return;
    }
    // A call that throws, against its promise, leaves as little known as one that a dead worker made.
    const answer = await brevo.send(ready.value).catch(() => undefined);
    await keepOutcome(
      answer ? settled(inFlight, answer.ok ? ok(answer.value.value) : answer, now()) : interrupted(inFlight),
    );
    const agentId = answer?.ok ? answer.value.value.agentId : undefined;
    if (agentId !== undefined && ready.value.route === 'messages') await onAgentId(agentId, ready.value.agent);
  };

  /** What happened is worth more than one try: else the row goes on saying that it is on its way. */
  const keepOutcome = async (outcome: Message): Promise<void> => {
    for (let tries = 0; tries < 3; tries++) if ((await records.put(outcome)).ok) return;
  };

  /** Turns a confirmed send into a record, once, whoever brings it and however often. */
  const take = async (intent: Intent): Promise<Result<undefined, ChangeFailure>> => {
    const recorded = await record(intent);
    if (!recorded.ok) return recorded;
    if (recorded.value) void send(recorded.value);
    return ok(undefined);
  };

  const adopt = async (id: string): Promise<void> => {
    const reading = await read(intentItem, id);
    if (reading.kind !== 'value') return;
    const taken = await take(reading.value);
    if (taken.ok) await remove(intentItem.key + id);
  };

  /** The record to send; undefined when there is nothing to send, because it was adopted before or is a second one. */
  const record = async (intent: Intent, copy = 1): Promise<Result<Message | undefined, ChangeFailure>> => {
    const id = copy === 1 ? intent.id : `${intent.id}-${copy}`;
    const message = queued({ ...intent, id });
    if (await records.has(id)) {
      const known = await records.get(id);
      const isSame = known?.text === intent.text && known.visitorId === intent.visitorId;
      return isSame ? ok(undefined) : record(intent, copy + 1);
    }
    if (copy === 1) {
      begun.add(id);
      return records.put(message);
    }
    // Two surfaces sent one draft at once with different words: the second is kept and left to the agent.
    const kept = await records.put(notSent(message, { kind: 'sent-elsewhere' }, now()));
    return kept.ok ? ok(undefined) : kept;
  };

  const resume = async (id: string): Promise<void> => {
    const message = await records.get(id);
    if (!message || begun.has(id)) return;
    if (isIn(message, 'dispatching')) await records.put(interrupted(message));
    if (isIn(message, 'queued')) void send(message);
  };

  /** What pages confirmed and nobody adopted yet, in the agent's order; the browser lists it in the alphabet's. */
  const waitingIntents = async (): Promise<string[]> => {
    const ids = await idsOf(intentItem);
    const readings = await Promise.all(ids.map((id) => read(intentItem, id)));
    return readings
      .flatMap((reading, i) => (reading.kind === 'value' ? { id: ids[i] ?? '', at: reading.value.confirmedAt } : []))
      .sort((a, b) => a.at - b.at)
      .map(({ id }) => id);
  };

  const decide = (id: string, move: (message: Message) => Message | undefined) =>
    inTurn(async (): Promise<Result<undefined, ChangeFailure>> => {
      const message = await records.get(id);
      const moved = message && move(message);
      if (!moved) return err({ kind: 'not-changeable' });
      const written = await records.put(moved);
      if (!written.ok) return written;
      if (isIn(moved, 'queued')) void send(moved);
      return ok(undefined);
    });

  return {
    /** A confirmed send that a page stored. */
    adopt: (id: string): Promise<void> => inTurn(() => adopt(id)),
    /** A confirmed send that a page told, and may have stored too. Ok once it is recorded, so that the page lets go. */
    confirm: (intent: Intent): Promise<Result<undefined, ChangeFailure>> =>
      inTurn(async () => {
        const taken = await take(intent);
        // Another page may have stored other words under this id, so what is stored is read before it is removed.
        if (taken.ok) await adopt(intent.id);
        return taken;
      }),
    /** At every start of the background, before anything else is asked: finishes what an earlier one left. */
    start: (): Promise<void> =>
      inTurn(async () => {
        for (const id of await records.unsettledIds()) await resume(id);
        for (const id of await waitingIntents()) await adopt(id);
      }),
    sendAgain: (id: string) =>
      decide(id, (message) => (isIn(message, 'not-sent', 'unknown') ? again(message, now()) : undefined)),
    markArrived: (id: string) => decide(id, (message) => (isIn(message, 'unknown') ? arrived(message) : undefined)),
  };
}

type Surroundings = { hasPermission: boolean; isOnline: boolean; now: number };

/** The request for a message, or why it cannot be made. Nothing has left when it cannot. */
function prepare(
  message: In<'queued'>,
  account: Account | undefined,
  { hasPermission, isOnline, now }: Surroundings,
): Result<Outgoing, NotSentReason> {
  const { visitorId, text } = message;
  const problem = textProblem(text);
  if (problem) return err({ kind: 'text', problem });
  if (visitorId.trim() === '') return err({ kind: 'no-visitor' });
  if (now - message.confirmedAt > STALE_MS) return err({ kind: 'stale' });
  if (!account?.key) return err({ kind: 'no-key' });
  if (!account.agent) return err({ kind: 'no-agent' });
  if (!hasPermission) return err({ kind: 'no-permission' });
  if (!isOnline) return err({ kind: 'offline' });
  if (message.mode === 'agent') return ok({ route: 'messages', visitorId, text, agent: account.agent });
  const sender = automatedSenderOf(account, account.agent);
  return sender ? ok({ route: 'pushedMessages', visitorId, text, sender }) : err({ kind: 'no-automated-sender' });
}

/** A group, when one is set; else the agent, once its ID is known. */
export function automatedSenderOf(account: Account, agent: AgentIdentity | undefined) {
  if (account.groupId) return { kind: 'group', groupId: account.groupId } as const;
  const agentId = agent?.kind === 'id' ? agent.agentId : account.learnedAgentId;
  return agentId ? ({ kind: 'agent', agentId } as const) : undefined;
}
