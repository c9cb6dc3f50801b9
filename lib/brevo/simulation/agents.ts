import { err, ok, type Result } from '../../result.ts';
import { type Refusal, refusalAs } from './answers.ts';
import type { Sender } from './fields.ts';
import type { Ids } from './ids.ts';
import type { Agent, SimulationOptions } from './types.ts';

export type Agents = {
  readonly all: readonly Agent[];
  /** The agent a request speaks for; an unknown email makes a dummy agent. */
  resolve(sender: Sender, unknownStatus: 400 | 404): Result<Agent, Refusal>;
};

type Groups = NonNullable<SimulationOptions['groups']>;

/** Keeps the organisation's agents and groups. */
export function createAgents(initial: readonly Agent[], groups: Groups, ids: Ids): Agents {
  const all = initial.map((agent) => ({ ...agent }));
  const byId = (id: string) => all.find((agent) => agent.id === id);
  const pickFrom = (candidates: readonly Agent[]) => candidates[ids.pick(candidates.length)];
  function find(sender: Sender): Agent | undefined {
    switch (sender.by) {
      case 'id':
        return byId(sender.agentId);
      case 'email':
        return byEmail(all, sender.email) ?? addDummy(all, sender, ids.document());
      case 'group':
        return pickFrom(membersOf(groups, sender.groupId).flatMap((id) => byId(id) ?? []));
      case 'anyone':
        return pickFrom(all.filter((agent) => !agent.isDummy));
      default:
        return sender satisfies never;
    }
  }
  return { all, resolve: (sender, unknownStatus) => orRefuse(find(sender), sender, unknownStatus) };
}

function orRefuse(agent: Agent | undefined, sender: Sender, status: 400 | 404): Result<Agent, Refusal> {
  return agent ? ok(agent) : err(refusalAs(status, describeUnknown(sender)));
}

function byEmail(agents: readonly Agent[], email: string): Agent | undefined {
  return agents.find((agent) => agent.email?.toLowerCase() === email.toLowerCase());
}

function addDummy(agents: Agent[], { email, name }: { email: string; name: string }, id: string): Agent {
  const dummy: Agent = { id, name, email, isDummy: true };
  agents.push(dummy);
  return dummy;
}

function membersOf(groups: Groups, groupId: string): readonly string[] {
  return groups.find((group) => group.id === groupId)?.agentIds ?? [];
}

function describeUnknown(sender: Sender): string {
  if (sender.by === 'group') return 'groupId names no group with agents';
  return sender.by === 'anyone' ? 'The account has no agents' : 'agentId names no agent';
}
