import * as z from 'zod/mini';
import { brevoFailure } from '../../brevo/failure.ts';
import type { ItemDefinition } from '../item.ts';

export const messageMode = z.enum(['agent', 'automated']);
export type MessageMode = z.infer<typeof messageMode>;

/** Longest text, in UTF-16 units: three bytes each still fit a stored item's 64 kB. Brevo documents no limit. */
export const LONGEST_TEXT = 20_000;
export const LONG_TEXT = 5_000;

const localId = z.string().check(z.regex(/^[\w-]{1,64}$/));
export const LONGEST_VISITOR_ID = 500;
/** Free-form at Brevo. Empty only in a record that was looked up and whose visitor Brevo did not name. */
const visitorId = z.string().check(z.maxLength(LONGEST_VISITOR_ID));

/** Why a message was not sent; in each case Brevo did nothing with it. */
const notSentReason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('refused'), failure: brevoFailure }),
  /** Version 1 gave up where later ones wait. */
  z.object({ kind: z.literal('offline') }),
  z.object({ kind: z.literal('no-permission') }),
  z.object({ kind: z.literal('no-key') }),
  z.object({ kind: z.literal('no-agent') }),
  z.object({ kind: z.literal('no-visitor') }),
  /** Automated messages need an agent ID or a group ID. */
  z.object({ kind: z.literal('no-automated-sender') }),
  z.object({ kind: z.literal('text'), problem: z.enum(['blank', 'too-long', 'malformed', 'holds-key']) }),
  /** Version 1, of what now needs the agent's answer. */
  z.object({ kind: z.literal('stale') }),
  /** Another surface sent this draft with another text. */
  z.object({ kind: z.literal('sent-elsewhere') }),
]);
export type NotSentReason = z.infer<typeof notSentReason>;

/** Times in ms since 1970. `brevoId` is the id that Brevo gave. */
const messageState = z.discriminatedUnion('kind', [
  /** The agent may still undo it; counted from `confirmedAt`. */
  z.object({ kind: z.literal('held'), windowMs: z.number() }),
  z.object({ kind: z.literal('queued') }),
  /** It waited more than ten minutes, or across a start of the browser, so it is not sent without asking. */
  z.object({ kind: z.literal('needs-answer'), at: z.number(), why: z.enum(['stale', 'restarted']) }),
  z.object({ kind: z.literal('dispatching'), at: z.number() }),
  z.object({
    kind: z.literal('sent'),
    at: z.number(),
    brevoId: z.string(),
    editedAt: z.optional(z.number()),
    forwardingError: z.optional(z.string()),
  }),
  /** Brevo accepted it without saying its id, or the agent says that it arrived. */
  z.object({ kind: z.literal('sent-id-unknown'), at: z.number(), by: z.enum(['brevo', 'agent']) }),
  z.object({ kind: z.literal('not-sent'), at: z.number(), reason: notSentReason }),
  /** May have been sent. Without `failure` the browser ended while it was on its way. */
  z.object({
    kind: z.literal('unknown'),
    at: z.number(),
    failure: z.optional(brevoFailure),
    /** Why the last attempt came to nothing, after an earlier one that may have arrived. */
    attempt: z.optional(notSentReason),
  }),
  z.object({ kind: z.literal('deleted'), at: z.number() }),
  /** Taken back by the agent before anything left. */
  z.object({ kind: z.literal('cancelled'), at: z.number() }),
]);
export type MessageState = z.infer<typeof messageState>;

const message = z.object({
  id: localId,
  /** Looked up: sent by somebody, somewhere, and found by its Brevo id. */
  origin: z.enum(['here', 'looked-up']),
  accountId: z.string(),
  visitorId,
  mode: messageMode,
  text: z.string(),
  /** In place of a text that the agent chose not to keep; see `lib/messages/text-hash.ts`. */
  textHash: z.optional(z.string()),
  confirmedAt: z.number(),
  /** Where the caret stood, in UTF-16 units; undo puts it back there. */
  caret: z.optional(z.number()),
  /** An earlier attempt may have arrived: whatever becomes of a later one, "not sent" would not be true. */
  mayHaveArrived: z.optional(z.literal(true)),
  /** Ids of messages that may have been sent, past which this one goes because the agent saw them and said so. */
  past: z.optional(z.array(localId)),
  state: messageState,
});
export type Message = z.infer<typeof message>;

/** Stored before the call, so that a dead worker cannot forget it. Written by `lib/messages` in the background. */
export const messageItem: ItemDefinition<Message> = {
  key: 'message:',
  version: 2,
  schema: message,
  // Version 2 has more states and more optional fields.
  migrations: { 1: (data) => data },
};

const recent = z.object({ ids: z.array(localId), unsettled: z.array(localId) });
export type RecentMessages = z.infer<typeof recent>;

/** Stored so that the newest messages, and those still under way, are found without reading all. Written with them. */
export const recentItem: ItemDefinition<RecentMessages> = { key: 'recent-messages', version: 1, schema: recent };

export const intent = z.extend(z.omit(message, { origin: true, state: true, textHash: true, mayHaveArrived: true }), {
  /** The open page that confirmed it. */
  surface: z.optional(localId),
  /** The start of the browser in which it was confirmed; see `lib/storage/boot.ts`. */
  bootId: z.optional(z.string()),
});
export type Intent = z.infer<typeof intent>;

/**
 * A confirmed send. Stored by the page in the tick of the key press; the background adopts it once and removes it.
 * Each page that confirms a draft stores its own, so that neither overwrites other words of the other.
 */
export const intentItem: ItemDefinition<Intent> = {
  key: 'intent:',
  version: 2,
  schema: intent,
  migrations: { 1: (data) => data },
};
export const intentName = ({ id, surface }: Intent) => (surface ? `${id}.${surface}` : id);

export const draft = z.object({
  /** The message that is sent from it has the same, so two surfaces that send one draft send one message. */
  id: localId,
  /** Absent until there is an account. */
  accountId: z.optional(z.string()),
  /** The open page that wrote it last, and how often that page had written by then. */
  surface: localId,
  revision: z.number(),
  visitorId: z.string(),
  mode: messageMode,
  text: z.string(),
  caret: z.number(),
});
export type Draft = z.infer<typeof draft>;

/**
 * What is being written to one visitor in one mode. Stored by the page on every key press, so that closing the popup
 * loses nothing.
 */
export const draftItem: ItemDefinition<Draft> = {
  key: 'draft:',
  version: 2,
  schema: draft,
  migrations: { 1: (data) => ({ ...(data as object), revision: 0 }) },
};
export const draftName = ({ accountId, visitorId, mode }: Pick<Draft, 'accountId' | 'visitorId' | 'mode'>) =>
  JSON.stringify([accountId ?? '', visitorId, mode]);

const recipient = z.object({ accountId: z.optional(z.string()), visitorId: z.string(), mode: messageMode });
export type Recipient = z.infer<typeof recipient>;

/** Whom the agent wrote to last. Stored by the page, so that the next popup opens with the same draft. */
export const recipientItem: ItemDefinition<Recipient> = { key: 'recipient', version: 1, schema: recipient };

const tabRecipient = z.extend(recipient, {
  /** The open page that chose. */
  surface: localId,
  /** What the page in the tab showed then, see `targetOf`: as long as it shows the same, the agent's choice stands. */
  shown: z.optional(z.string()),
});
export type TabRecipient = z.infer<typeof tabRecipient>;

/** Whom the agent writes to beside a tab; the id is the tab's number. By this all surfaces beside it are about the same visitor. */
export const tabRecipientItem: ItemDefinition<TabRecipient> = {
  key: 'recipient:',
  version: 1,
  schema: tabRecipient,
};
