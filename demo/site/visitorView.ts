import type { Agent, Simulation, StoredMessage } from '../../lib/brevo/simulation/types.ts';

export type SeenMessage = {
  id: string;
  from: 'agent' | 'visitor';
  author: string;
  text: string;
  isAutomated: boolean;
  /** Ms since 1970. */
  at: number;
};

/** Everything that the chat widget of one visitor shows. */
export type VisitorView = { agent: { name: string; isOnline: boolean }; messages: SeenMessage[] };

const SHOP = 'Lantern & Loom';

function agentOnDuty(simulation: Simulation, agentId: string): Agent | undefined {
  const ours = simulation.agents.find((agent) => agent.id === agentId);
  if (ours && simulation.isOnline(ours.id)) return ours;
  // An agent who signs in by e-mail and name gets an id of their own, and visitors see that one online.
  return simulation.agents.find((agent) => simulation.isOnline(agent.id)) ?? ours;
}

function seen(message: StoredMessage, agents: readonly Agent[]): SeenMessage {
  const agent = agents.find(({ id }) => id === message.agentId);
  return {
    id: message.id,
    from: message.type,
    author: message.agentName ?? agent?.name ?? SHOP,
    text: message.text,
    isAutomated: message.isPushed,
    at: message.createdAt,
  };
}

/** What a visitor sees at this moment; `agentId` names the agent shown while nobody is online. */
export function seenByVisitor(simulation: Simulation, agentId: string, visitorId: string): VisitorView {
  const agent = agentOnDuty(simulation, agentId);
  return {
    agent: { name: agent?.name ?? SHOP, isOnline: agent !== undefined && simulation.isOnline(agent.id) },
    messages: simulation.conversation(visitorId).map((message) => seen(message, simulation.agents)),
  };
}
