import * as z from 'zod/mini';
import { agentIdentity } from '../../brevo/identity.ts';
import type { ItemDefinition } from '../item.ts';

/** What may be shown of a key; the key itself is in the vault. */
const savedKey = z.object({
  /** The last four characters. */
  tail: z.string(),
  company: z.optional(z.string()),
  /** A key restricted to Conversations cannot read the account, and so not the company's name. */
  isRestricted: z.boolean(),
  savedAt: z.number(),
});

const account = z.object({
  accountId: z.string(),
  key: z.optional(savedKey),
  agent: z.optional(agentIdentity),
  /** Learned from the answer to a first message when the agent is named by e-mail. */
  learnedAgentId: z.optional(z.string()),
  groupId: z.optional(z.string()),
});
export type Account = z.infer<typeof account>;

const accounts = z.object({ current: z.string(), byId: z.record(z.string(), account) });
export type Accounts = z.infer<typeof accounts>;

/** Stored to know who the agent is in each Brevo account. Written by `lib/account` in the background. */
export const accountsItem: ItemDefinition<Accounts> = { key: 'accounts', version: 1, schema: accounts };

/** The account in use. */
export const currentAccount = (all: Accounts): Account | undefined => all.byId[all.current];
