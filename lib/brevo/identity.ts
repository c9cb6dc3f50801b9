import * as z from 'zod/mini';

const word = z.string().check(z.trim(), z.minLength(1));

/**
 * Who speaks: an agent ID alone, or e-mail, name and source label together.
 * Brevo makes a dummy agent out of an e-mail that it does not know. Source: POST /conversations/agentOnlinePing.
 */
export const agentIdentity = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('id'), agentId: word, sourceLabel: z.optional(word) }),
  z.object({ kind: z.literal('email'), agentEmail: word, agentName: word, sourceLabel: word }),
]);
export type AgentIdentity = z.infer<typeof agentIdentity>;

/** Who an automated message comes from: a given agent, or a random agent of a group. */
export const automatedSender = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('agent'), agentId: word }),
  z.object({ kind: z.literal('group'), groupId: word }),
]);
export type AutomatedSender = z.infer<typeof automatedSender>;

/** The fields of a request body that name the agent. */
export function agentFields(agent: AgentIdentity): Record<string, string> {
  if (agent.kind === 'email') {
    return { agentEmail: agent.agentEmail, agentName: agent.agentName, receivedFrom: agent.sourceLabel };
  }
  return { agentId: agent.agentId, ...(agent.sourceLabel && { receivedFrom: agent.sourceLabel }) };
}

/** The fields of a request body that name the sender of an automated message. */
export function automatedFields(sender: AutomatedSender): Record<string, string> {
  return sender.kind === 'agent' ? { agentId: sender.agentId } : { groupId: sender.groupId };
}
