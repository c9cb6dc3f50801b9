import * as z from 'zod/mini';
import type { BrevoFailure } from '../brevo/failure.ts';
import { agentIdentity } from '../brevo/identity.ts';
import type { BrevoMessage } from '../brevo/wire.ts';
import type { Result } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import type { Account } from '../storage/items/accounts.ts';
import { type MessageSettings, messageSettings } from '../storage/items/message-settings.ts';
import {
  draft,
  intent,
  LONGEST_TEXT,
  LONGEST_VISITOR_ID,
  type Message,
  messageMode,
} from '../storage/items/messages.ts';
import type { Presence } from '../storage/items/presence.ts';
import { type PresenceSettings, presenceSettings } from '../storage/items/presence-settings.ts';
import { LONGEST_ID, LONGEST_KEY, LONGEST_PAGE, LONGEST_QUERY } from './limits.ts';
import { type SiteAnswers, siteCommands } from './site-commands.ts';
import { type VisitorAnswers, visitorCommands } from './visitor-commands.ts';

/**
 * Who may ask: the pages of the extension, the workspace in a frame inside a site, and the host, our script in that site's
 * page. A command is refused for everybody whom it does not name.
 */
export type PageName = 'popup' | 'panel' | 'frame' | 'options' | 'history' | 'host';

const workspace = ['popup', 'panel', 'frame'] as const;

const id = z.string().check(z.minLength(1), z.maxLength(LONGEST_ID));
const text = z.string().check(z.maxLength(LONGEST_TEXT));
const nothing = z.strictObject({});

/** Which messages of history are asked for. */
const historyQuery = z.strictObject({
  /** Words, or beginnings of words, that all have to be in the text. */
  text: z.string().check(z.maxLength(LONGEST_QUERY)),
  /** How the visitor ID begins; empty for every visitor. */
  visitor: z.string().check(z.maxLength(LONGEST_VISITOR_ID)),
  mode: z.enum(['all', ...messageMode.options]),
  state: z.enum(['all', 'waiting', 'needs-answer', 'sent', 'not-sent', 'unknown', 'deleted', 'cancelled']),
});
export type HistoryQuery = z.infer<typeof historyQuery>;

/** Every command: what it takes, and which pages may give it. Unknown names and unknown fields are rejected. */
export const commands = {
  'key/save': { data: z.strictObject({ key: z.string().check(z.maxLength(LONGEST_KEY)) }), from: ['options'] },
  'key/forget': { data: nothing, from: ['options'] },
  'agent/save': {
    data: z.strictObject({ agent: agentIdentity, groupId: z.string().check(z.maxLength(LONGEST_ID)) }),
    from: ['options'],
  },
  'presence/set': { data: z.strictObject({ wish: z.enum(['on', 'off']) }), from: [...workspace, 'options'] },
  /** The agent presses *Try again*, or a page sees that the network is back or that a popup was opened. */
  'presence/refresh': {
    data: z.strictObject({ reason: z.enum(['try-again', 'network-back', 'page-opened']) }),
    from: [...workspace, 'options'],
  },
  /** A break until then, in ms since 1970; null ends it. */
  'presence/pause': { data: z.strictObject({ until: z.nullable(z.number()) }), from: [...workspace, 'options'] },
  /** Until then an idle computer is no reason to go offline, in ms since 1970; null ends that. */
  'presence/stay-online': { data: z.strictObject({ until: z.nullable(z.number()) }), from: [...workspace, 'options'] },
  'presence-settings/save': { data: z.strictObject({ change: z.partial(presenceSettings) }), from: ['options'] },
  /** Shows a notification, so that the agent sees whether the system lets it through. */
  'presence/test-notification': { data: nothing, from: ['options'] },
  /** A confirmed send, which the page stores in the same tick: one of the two outlives the page in every browser. */
  'message/confirm': { data: z.strictObject({ intent }), from: workspace },
  /** The last key press of a page that closes in the same tick, for browsers that lose its write then. */
  'draft/keep': { data: z.strictObject({ draft }), from: workspace },
  /** Takes back a held message and gives it, so that the page can put its text where it was written. */
  'message/undo': { data: z.strictObject({ id }), from: workspace },
  /** Ends the time in which a message can be undone. */
  'message/send-now': { data: z.strictObject({ id }), from: workspace },
  'message/edit': {
    /** `seen` is what the agent takes for the text at Brevo: what stood here when the edit began, or what Brevo said since. */
    data: z.strictObject({ id, text, seen: z.string() }),
    from: workspace,
  },
  'message/delete': { data: z.strictObject({ id, seen: z.string() }), from: workspace },
  'message/send-again': { data: z.strictObject({ id }), from: workspace },
  /** Of a message that waits for the agent's word: it goes out, past what may have been sent before it. */
  'message/send-anyway': { data: z.strictObject({ id }), from: workspace },
  'message/arrived': { data: z.strictObject({ id }), from: workspace },
  /** Brevo's text of a message whose own was not kept. */
  'message/read': { data: z.strictObject({ id }), from: workspace },
  'message/look-up': { data: z.strictObject({ brevoId: id }), from: workspace },
  'message-settings/save': {
    data: z.strictObject({ change: z.partial(messageSettings) }),
    from: ['options', 'history'],
  },
  /** How many messages fit, by day; the page then asks for those that it shows. */
  'history/find': { data: z.strictObject({ query: historyQuery }), from: ['history'] },
  'history/page': {
    data: z.strictObject({
      query: historyQuery,
      offset: z.int().check(z.nonnegative()),
      limit: z.int().check(z.minimum(1), z.maximum(LONGEST_PAGE)),
    }),
    from: ['history'],
  },
  /** Removes all that has come to its end. */
  'history/wipe': { data: nothing, from: ['history'] },
  ...siteCommands,
  ...visitorCommands,
} as const satisfies Record<string, { data: z.ZodMiniType; from: readonly PageName[] }>;

export type CommandName = keyof typeof commands;
export type CommandData<N extends CommandName> = z.infer<(typeof commands)[N]['data']>;

/** Why a key was not saved. */
export type KeyFailure =
  | { kind: 'blank' }
  | { kind: 'smtp-key' }
  | { kind: 'mcp-key' }
  | { kind: 'brevo'; failure: BrevoFailure }
  | StorageFailure;

/** Why a text cannot be sent. */
export type TextProblem = 'blank' | 'too-long' | 'malformed' | 'holds-key';

/** Why an edit, a deletion or a look-up did not happen. */
export type ChangeFailure =
  | { kind: 'brevo'; failure: BrevoFailure }
  /** The text at Brevo is not what the agent has seen. */
  | { kind: 'differs'; text: string }
  | { kind: 'already-deleted' }
  /** Only a message that was sent, with a known id, can be changed. */
  | { kind: 'not-changeable' }
  /** It may have been sent, or was, but nobody knows its ID at Brevo. */
  | { kind: 'id-unknown' }
  | { kind: 'text'; problem: TextProblem }
  | { kind: 'no-permission' }
  /** In a frame inside a page: it was covered, or has not been in sight for long enough, or has lost the keyboard. */
  | { kind: 'not-in-sight' }
  | StorageFailure;

/** A message found by its id: now a record of ours, or a visitor's, which can only be read. */
export type LookedUp = { kind: 'ours'; id: string } | { kind: 'visitors'; message: BrevoMessage };

/** The messages that fit a query, newest first: how many, and on which days. `start` is local midnight, in ms since 1970. */
export type Found = { total: number; days: { start: number; count: number }[] };

export type CommandAnswers = SiteAnswers &
  VisitorAnswers & {
    'key/save': Result<Account, KeyFailure>;
    'key/forget': Result<undefined, StorageFailure>;
    'agent/save': Result<Account, StorageFailure>;
    'presence/set': Result<Presence, StorageFailure>;
    'presence/refresh': Result<Presence, StorageFailure>;
    'presence/pause': Result<Presence, StorageFailure>;
    'presence/stay-online': Result<Presence, StorageFailure>;
    'presence-settings/save': Result<PresenceSettings, StorageFailure>;
    'presence/test-notification': Result<undefined, { kind: 'not-shown' }>;
    'message/confirm': Result<undefined, ChangeFailure>;
    'draft/keep': Result<undefined, StorageFailure>;
    'message/undo': Result<Message, ChangeFailure>;
    'message/send-now': Result<undefined, ChangeFailure>;
    'message/edit': Result<undefined, ChangeFailure>;
    'message/delete': Result<undefined, ChangeFailure>;
    'message/send-again': Result<undefined, ChangeFailure>;
    'message/send-anyway': Result<undefined, ChangeFailure>;
    'message/arrived': Result<undefined, ChangeFailure>;
    'message/read': Result<string, ChangeFailure>;
    'message/look-up': Result<LookedUp, ChangeFailure>;
    'message-settings/save': Result<MessageSettings, StorageFailure>;
    'history/find': Result<Found, StorageFailure>;
    'history/page': Result<Message[], StorageFailure>;
    'history/wipe': Result<undefined, StorageFailure>;
  };

export type { SidebarFailure } from './site-commands.ts';

/** The background did not answer, or refused to. Never a reason to send anything again. */
export type NoAnswer = { kind: 'no-answer' };

export const envelope = z.strictObject({ name: z.string(), data: z.unknown() });
