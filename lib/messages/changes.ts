import type { BrevoClient, Reply, Route } from '../brevo/client.ts';
import type { BrevoFailure } from '../brevo/failure.ts';
import type { BrevoMessage } from '../brevo/wire.ts';
import { createKeyedQueue } from '../keyed-queue.ts';
import type { ChangeFailure, LookedUp } from '../messaging/contract.ts';
import { err, ok, type Result } from '../result.ts';
import { LONGEST_VISITOR_ID, type Message, type MessageMode } from '../storage/items/messages.ts';
import type { Outbox } from './outbox.ts';
import type { Records } from './records.ts';
import { retrying } from './retry.ts';
import { deleted, edited, type In, isAtHome, isIn } from './states.ts';
import { textProblem } from './text-check.ts';
import { textHash } from './text-hash.ts';

type Dependencies = {
  records: Pick<Records, 'get' | 'put' | 'all'>;
  /** Changes what nothing was sent of yet. */
  outbox: Pick<Outbox, 'rewrite' | 'withdraw'>;
  brevo: Pick<BrevoClient, 'read' | 'edit' | 'delete'>;
  accountId: () => Promise<string | undefined>;
  hasPermission: () => Promise<boolean>;
  now: () => number;
  wait: (ms: number) => Promise<void>;
};

const routeOf = (mode: MessageMode): Route => (mode === 'agent' ? 'messages' : 'pushedMessages');

type Changed = Promise<Result<undefined, ChangeFailure>>;

/** Edits, deletes and looks up messages at Brevo. Changes of one message run one after the other. */
export function createChanges({ records, outbox, brevo, accountId, hasPermission, now, wait }: Dependencies) {
  const perMessage = createKeyedQueue();
  const perLookUp = createKeyedQueue();
  const calling = <T>(call: () => Reply<T>) => retrying(call, wait);

  const readAt = async (message: In<'sent'>): Promise<Result<BrevoMessage, ChangeFailure>> => {
    const found = await calling(() => brevo.read(routeOf(message.mode), message.state.brevoId));
    return found.ok ? ok(found.value.value) : err(await goneOr(message, found.failure));
  };

  /** Brevo's copy, after making sure that it is what the agent has seen or wants. */
  const inspect = async (message: In<'sent'>, ...known: string[]): Promise<Result<BrevoMessage, ChangeFailure>> => {
    const found = await readAt(message);
    if (!found.ok || found.value.text === undefined || known.includes(found.value.text)) return found;
    // The agent who keeps no texts deletes one unseen: then it has to be the one that was sent.
    const isOurs = message.textHash === (await textHash(message, found.value.text)) && known.includes(message.text);
    return isOurs ? found : err({ kind: 'differs', text: found.value.text });
  };

  /** A 404 means that somebody deleted it; the record says so from now on. */
  const goneOr = async (message: In<'sent'>, failure: BrevoFailure): Promise<ChangeFailure> => {
    if (failure.kind !== 'not-found') return { kind: 'brevo', failure };
    await records.put(deleted(message, now()));
    return { kind: 'already-deleted' };
  };

  /** Another surface may have changed it meanwhile. */
  const changeAtHome = async (message: Message, known: string[], change: () => Changed): Changed =>
    known.includes(message.text) ? change() : err({ kind: 'differs', text: message.text });

  /** Runs with a message that is at Brevo under a known id; one of which nothing has left yet is changed here alone. */
  const changing = <T>(
    id: string,
    change: (message: In<'sent'>) => Promise<Result<T, ChangeFailure>>,
    atHome?: (message: Message) => Promise<Result<T, ChangeFailure>>,
  ): Promise<Result<T, ChangeFailure>> =>
    perMessage(id, async () => {
      const message = await records.get(id);
      if (message && isAtHome(message) && atHome) return atHome(message);
      if (message?.state.kind === 'deleted') return err({ kind: 'already-deleted' });
      if (message && isIn(message, 'unknown', 'sent-id-unknown')) return err({ kind: 'id-unknown' });
      if (!message || !isIn(message, 'sent')) return err({ kind: 'not-changeable' });
      if (!(await hasPermission())) return err({ kind: 'no-permission' });
      return change(message);
    });

  const keep = async (message: Message): Changed => {
    const written = await records.put(message);
    return written.ok ? ok(undefined) : written;
  };

  return {
    /** Replaces the text, if Brevo's is the one that the agent has seen. */
    edit: async (id: string, text: string, seen: string): Changed => {
      const problem = textProblem(text);
      if (problem) return err({ kind: 'text', problem });
      const replace = async (message: In<'sent'>): Changed => {
        // Brevo already having the new text means that an earlier try arrived.
        const found = await inspect(message, seen, text);
        if (!found.ok) return found;
        if (found.value.text !== text) {
          const put = await calling(() => brevo.edit(routeOf(message.mode), message.state.brevoId, text));
          if (!put.ok) return err(await goneOr(message, put.failure));
        }
        return keep(edited(message, text, now()));
      };
      return changing(id, replace, (message) => changeAtHome(message, [seen, text], () => outbox.rewrite(id, text)));
    },

    /** Deletes, if Brevo's text is the one that the agent has seen. What is already gone counts as deleted. */
    delete: (id: string, seen: string): Changed => {
      const remove = async (message: In<'sent'>): Changed => {
        const found = await inspect(message, seen);
        if (!found.ok) return found.failure.kind === 'already-deleted' ? ok(undefined) : found;
        const gone = await calling(() => brevo.delete(routeOf(message.mode), message.state.brevoId));
        if (!gone.ok && gone.failure.kind !== 'not-found') return err({ kind: 'brevo', failure: gone.failure });
        return keep(deleted(message, now()));
      };
      return changing(id, remove, (message) => changeAtHome(message, [seen], () => outbox.withdraw(id)));
    },

    /** Brevo's text, for the agent to edit when this browser did not keep it. */
    read: (id: string): Promise<Result<string, ChangeFailure>> =>
      changing(id, async (message) => {
        const found = await readAt(message);
        return found.ok ? ok(found.value.text ?? '') : found;
      }),

    /** Finds a message by its Brevo id, as an agent's message and then as an automated one, and makes a record of it. */
    lookUp: (brevoId: string): Promise<Result<LookedUp, ChangeFailure>> =>
      perLookUp(brevoId, async () => {
        const known = await knownRecord(records, brevoId);
        // In turn with its changes: an older text must not be written over a newer one.
        return known ? perMessage(known.id, () => find(brevoId)) : find(brevoId);
      }),
  };

  async function find(brevoId: string): Promise<Result<LookedUp, ChangeFailure>> {
    const account = await accountId();
    if (account === undefined) return err({ kind: 'not-changeable' });
    if (!(await hasPermission())) return err({ kind: 'no-permission' });
    let mode: MessageMode = 'agent';
    let found = await calling(() => brevo.read(routeOf('agent'), brevoId));
    if (!found.ok && found.failure.kind === 'not-found') {
      mode = 'automated';
      found = await calling(() => brevo.read(routeOf('automated'), brevoId));
    }
    if (!found.ok) return err({ kind: 'brevo', failure: found.failure });
    const message = found.value.value;
    // Brevo does not say whether it serves automated messages under both paths.
    if (message.isPushed) mode = 'automated';
    if (message.type === 'visitor') return ok({ kind: 'visitors', message });
    const known = await knownRecord(records, brevoId);
    const record = known ? { ...known, text: message.text ?? known.text } : newRecord(message, brevoId, account, mode);
    const written = await records.put(record);
    return written.ok ? ok({ kind: 'ours', id: record.id }) : written;
  }

  function newRecord(message: BrevoMessage, brevoId: string, account: string, mode: MessageMode): Message {
    const at = message.createdAt ?? now();
    const { visitorId = '' } = message;
    return {
      id: crypto.randomUUID(),
      origin: 'looked-up',
      accountId: account,
      visitorId: visitorId.length <= LONGEST_VISITOR_ID ? visitorId : '',
      mode,
      text: message.text ?? '',
      confirmedAt: at,
      state: { kind: 'sent', at, brevoId },
    };
  }
}

/** The record, among the recent ones, of a message that Brevo calls so. */
async function knownRecord(records: Pick<Records, 'all'>, brevoId: string): Promise<Message | undefined> {
  const messages = await records.all();
  return messages.find(({ state }) => state.kind === 'sent' && state.brevoId === brevoId);
}
