import * as z from 'zod/mini';
import type { BrevoFailure } from '../brevo/failure.ts';
import { agentIdentity } from '../brevo/identity.ts';
import type { BrevoMessage } from '../brevo/wire.ts';
import type { Result } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import type { Account } from '../storage/items/accounts.ts';
import { intent, LONGEST_TEXT } from '../storage/items/messages.ts';
import type { Presence } from '../storage/items/presence.ts';
import { LONGEST_ID, LONGEST_KEY } from './limits.ts';

/** The extension pages that may ask. A command is refused for every page that it does not name. */
export type PageName = 'popup' | 'options';

const id = z.string().check(z.minLength(1), z.maxLength(LONGEST_ID));
const text = z.string().check(z.maxLength(LONGEST_TEXT));
const nothing = z.strictObject({});

/** Every command: what it takes, and which pages may give it. Unknown names and unknown fields are rejected. */
export const commands = {
  'key/save': { data: z.strictObject({ key: z.string().check(z.maxLength(LONGEST_KEY)) }), from: ['options'] },
  'key/forget': { data: nothing, from: ['options'] },
  'agent/save': {
    data: z.strictObject({ agent: agentIdentity, groupId: z.string().check(z.maxLength(LONGEST_ID)) }),
    from: ['options'],
  },
  'presence/set': { data: z.strictObject({ wish: z.enum(['on', 'off']) }), from: ['popup', 'options'] },
  /** The agent presses *Try again*, or a page sees that the network is back or that a popup was opened. */
  'presence/refresh': {
    data: z.strictObject({ reason: z.enum(['try-again', 'network-back', 'page-opened']) }),
    from: ['popup', 'options'],
  },
  /** A confirmed send, which the page stores in the same tick: one of the two outlives the page in every browser. */
  'message/confirm': { data: z.strictObject({ intent }), from: ['popup'] },
  'message/edit': {
    /** `seen` is what the agent takes for the text at Brevo: what stood here when the edit began, or what Brevo said since. */
    data: z.strictObject({ id, text, seen: z.string() }),
    from: ['popup'],
  },
  'message/delete': { data: z.strictObject({ id, seen: z.string() }), from: ['popup'] },
  'message/send-again': { data: z.strictObject({ id }), from: ['popup'] },
  'message/arrived': { data: z.strictObject({ id }), from: ['popup'] },
  'message/look-up': { data: z.strictObject({ brevoId: id }), from: ['popup'] },
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

/** Why an edit, a deletion or a look-up did not happen. */
export type ChangeFailure =
  | { kind: 'brevo'; failure: BrevoFailure }
  /** The text at Brevo is not what the agent has seen. */
  | { kind: 'differs'; text: string }
  | { kind: 'already-deleted' }
  /** Only a message that was sent, with a known id, can be changed. */
  | { kind: 'not-changeable' }
  | { kind: 'text'; problem: 'blank' | 'too-long' | 'malformed' }
  | { kind: 'no-permission' }
  | StorageFailure;

/** A message found by its id: now a record of ours, or a visitor's, which can only be read. */
export type LookedUp = { kind: 'ours'; id: string } | { kind: 'visitors'; message: BrevoMessage };

export type CommandAnswers = {
  'key/save': Result<Account, KeyFailure>;
  'key/forget': Result<undefined, StorageFailure>;
  'agent/save': Result<Account, StorageFailure>;
  'presence/set': Result<Presence, StorageFailure>;
  'presence/refresh': Result<Presence, StorageFailure>;
  'message/confirm': Result<undefined, ChangeFailure>;
  'message/edit': Result<undefined, ChangeFailure>;
  'message/delete': Result<undefined, ChangeFailure>;
  'message/send-again': Result<undefined, ChangeFailure>;
  'message/arrived': Result<undefined, ChangeFailure>;
  'message/look-up': Result<LookedUp, ChangeFailure>;
};

/** The background did not answer, or refused to. Never a reason to send anything again. */
export type NoAnswer = { kind: 'no-answer' };

export const envelope = z.strictObject({ name: z.string(), data: z.unknown() });
