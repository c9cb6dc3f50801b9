import type { Outgoing } from '../brevo/client.ts';
import type { AgentIdentity } from '../brevo/identity.ts';
import { err, ok, type Result } from '../result.ts';
import type { Account } from '../storage/items/accounts.ts';
import type { NotSentReason } from '../storage/items/messages.ts';
import type { In } from './states.ts';
import { textProblem } from './text-check.ts';

/** The request for a message, or why it cannot be made. Nothing has left when it cannot. */
export function prepare(
  { visitorId, text, mode }: In<'queued'>,
  account: Account | undefined,
  hasPermission: boolean,
): Result<Outgoing, NotSentReason> {
  const problem = textProblem(text);
  if (problem) return err({ kind: 'text', problem });
  if (visitorId.trim() === '') return err({ kind: 'no-visitor' });
  if (!account?.key) return err({ kind: 'no-key' });
  if (!account.agent) return err({ kind: 'no-agent' });
  if (!hasPermission) return err({ kind: 'no-permission' });
  if (mode === 'agent') return ok({ route: 'messages', visitorId, text, agent: account.agent });
  const sender = automatedSenderOf(account, account.agent);
  return sender ? ok({ route: 'pushedMessages', visitorId, text, sender }) : err({ kind: 'no-automated-sender' });
}

/** A group, when one is set; else the agent, once its ID is known. */
function automatedSenderOf(account: Account, agent: AgentIdentity) {
  if (account.groupId) return { kind: 'group', groupId: account.groupId } as const;
  const agentId = agent.kind === 'id' ? agent.agentId : account.learnedAgentId;
  return agentId ? ({ kind: 'agent', agentId } as const) : undefined;
}
