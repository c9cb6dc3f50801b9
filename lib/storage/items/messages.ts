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
  z.object({ kind: z.literal('offline') }),
  z.object({ kind: z.literal('no-permission') }),
  z.object({ kind: z.literal('no-key') }),
  z.object({ kind: z.literal('no-agent') }),
  z.object({ kind: z.literal('no-visitor') }),
  /** Automated messages need an agent ID or a group ID. */
  z.object({ kind: z.literal('no-automated-sender') }),
  z.object({ kind: z.literal('text'), problem: z.enum(['blank', 'too-long', 'malformed']) }),
  /** It waited more than ten minutes, so it is not sent without asking. */
  z.object({ kind: z.literal('stale') }),
  /** Another surface sent this draft with another text. */
  z.object({ kind: z.literal('sent-elsewhere') }),
]);
export type NotSentReason = z.infer<typeof notSentReason>;

/** Times in ms since 1970. `brevoId` is the id that Brevo gave. */
const messageState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('queued') }),
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
  z.object({ kind: z.literal('unknown'), at: z.number(), failure: z.optional(brevoFailure) }),
  z.object({ kind: z.literal('deleted'), at: z.number() }),
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
  confirmedAt: z.number(),
  state: messageState,
});
export type Message = z.infer<typeof message>;

/** Stored before the call, so that a dead worker cannot forget it. Written by `lib/messages` in the background. */
export const messageItem: ItemDefinition<Message> = { key: 'message:', version: 1, schema: message };

const recent = z.object({ ids: z.array(localId), unsettled: z.array(localId) });
export type RecentMessages = z.infer<typeof recent>;

/** Stored so that the newest messages, and those still under way, are found without reading all. Written with them. */
export const recentItem: ItemDefinition<RecentMessages> = { key: 'recent-messages', version: 1, schema: recent };

export const intent = z.omit(message, { origin: true, state: true });
export type Intent = z.infer<typeof intent>;

/** A confirmed send. Stored by the page in the tick of the key press; the background adopts it once and removes it. */
export const intentItem: ItemDefinition<Intent> = { key: 'intent:', version: 1, schema: intent };

const draft = z.object({
  /** The message that is sent from it has the same, so two surfaces that send one draft send one message. */
  id: localId,
  /** Absent until there is an account. */
  accountId: z.optional(z.string()),
  /** The open page that wrote it last. */
  surface: localId,
  visitorId: z.string(),
  mode: messageMode,
  text: z.string(),
  caret: z.number(),
});
export type Draft = z.infer<typeof draft>;

/** What is being written. Stored by the page on every key press, so that closing the popup loses nothing. */
export const draftItem: ItemDefinition<Draft> = { key: 'draft:', version: 1, schema: draft };
export const CURRENT_DRAFT = 'current';
