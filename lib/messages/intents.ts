import type { ChangeFailure } from '../messaging/contract.ts';
import { ok, type Result } from '../result.ts';
import { draftItem, draftName, type Intent, intentItem, type Message } from '../storage/items/messages.ts';
import { idsOf, read, readMany, remove } from '../storage/local.ts';
import type { Records } from './records.ts';
import { accepted, asking, isIn } from './states.ts';
import { textHash } from './text-hash.ts';

type Dependencies = {
  records: Pick<Records, 'known' | 'put'>;
  /** How long a message can be undone, in ms. */
  undoWindowMs: () => Promise<number>;
  now: () => number;
};

/** What pages confirmed: each becomes one record, whoever brings it and however often. */
export function createIntents({ records, undoWindowMs, now }: Dependencies) {
  /** The record; undefined when there was one already. */
  const record = async (message: Message, copy = 1): Promise<Result<Message | undefined, ChangeFailure>> => {
    const id = copy === 1 ? message.id : `${message.id}-${copy}`;
    const known = await records.known(id);
    if (!known) return records.put({ ...message, id });
    if (known === 'unreadable') {
      // Whether that one was sent, and whether it was this, nobody can tell any more.
      return record({ ...message, state: { kind: 'unknown', at: now() } }, copy + 1);
    }
    if (known.visitorId === message.visitorId && (await says(known, message.text))) return ok(undefined);
    // Two surfaces sent one draft at once with different words: the second is kept and left to the agent.
    const elsewhere = { kind: 'not-sent', at: now(), reason: { kind: 'sent-elsewhere' } } as const;
    return record({ ...message, state: isIn(message, 'unknown') ? message.state : elsewhere }, copy + 1);
  };

  return {
    /** Makes a record of a confirmed send. One of an earlier run of the browser is not sent without asking. */
    async take(intent: Intent, bootId: string | undefined): Promise<Result<Message | undefined, ChangeFailure>> {
      const message = accepted(intent, await undoWindowMs());
      const isFromBefore = bootId === undefined || intent.bootId !== bootId;
      const recorded = await record(isFromBefore ? asking(message, 'restarted', now()) : message);
      if (recorded.ok) await forgetDraft(intent);
      return recorded;
    },
    async read(name: string): Promise<Intent | undefined> {
      const reading = await read(intentItem, name);
      return reading.kind === 'value' ? reading.value : undefined;
    },
    /** Those that nobody has taken yet, in the agent's order; the browser lists them in the alphabet's. */
    async waiting(): Promise<Intent[]> {
      const readings = await readMany(intentItem, await idsOf(intentItem));
      const intents = readings.flatMap((reading) => (reading.kind === 'value' ? reading.value : []));
      return intents.sort((a, b) => a.confirmedAt - b.confirmedAt);
    },
    remove: (name: string) => remove(intentItem.key + name),
  };
}

/** The page may have closed before it could empty its draft, which must not offer the same again. */
async function forgetDraft(intent: Intent): Promise<void> {
  const name = draftName(intent);
  const draft = await read(draftItem, name);
  const isSent = draft.kind === 'value' && draft.value.id === intent.id && draft.value.text === intent.text;
  if (isSent) await remove(draftItem.key + name);
}

/** Whether a message has this text, also when the text is not kept. */
const says = async (message: Message, text: string): Promise<boolean> =>
  message.text === text || (message.textHash !== undefined && message.textHash === (await textHash(message, text)));
