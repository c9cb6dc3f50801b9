import { type Agents, createAgents } from './agents.ts';
import { type CommitLog, createCommitLog } from './commit-log.ts';
import type { Ids } from './ids.ts';
import { createMessages, type Messages } from './messages.ts';
import { createPresence, type Presence } from './presence.ts';
import type { SimulationOptions, Unknowns } from './types.ts';

/** What the endpoints read and change. */
export type World = {
  now: () => number;
  companyName: string;
  unknowns: Unknowns;
  agents: Agents;
  presence: Presence;
  messages: Messages;
  log: CommitLog;
};

/** What is assumed where Brevo says nothing: the stricter reading, but for visitors, whose ids sites make up. */
const DEFAULT_UNKNOWNS: Unknowns = {
  unknownAgent: 400,
  unknownVisitor: 'accepted',
  rateBuckets: 'shared',
  pushedIdsUnderMessages: false,
  onlineMs: 150_000,
  visitorMessageEdit: 400,
  maxTextLength: Number.POSITIVE_INFINITY,
};

/** Makes the account as the options describe it, before any request. */
export function createWorld(options: SimulationOptions, now: () => number, ids: Ids): World {
  return {
    now,
    companyName: options.companyName ?? 'Example Company',
    unknowns: { ...DEFAULT_UNKNOWNS, ...options.unknowns },
    agents: createAgents(options.agents ?? [], options.groups ?? [], ids),
    presence: createPresence(now),
    messages: createMessages(now, ids),
    log: createCommitLog(),
  };
}
