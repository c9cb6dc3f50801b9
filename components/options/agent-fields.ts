import { i18n } from '#i18n';
import type { AgentIdentity } from '../../lib/brevo/identity.ts';
import { err, ok, type Result } from '../../lib/result.ts';

export type AgentFields = {
  kind: AgentIdentity['kind'];
  agentId: string;
  agentEmail: string;
  agentName: string;
  sourceLabel: string;
  groupId: string;
};

export type Missing = Partial<Record<'agentId' | 'agentEmail' | 'agentName' | 'sourceLabel', string>>;

/** The form as it stands when the page opens. */
export function fieldsOf(agent: AgentIdentity | undefined, groupId = ''): AgentFields {
  return {
    kind: agent?.kind ?? 'id',
    agentId: agent?.kind === 'id' ? agent.agentId : '',
    agentEmail: agent?.kind === 'email' ? agent.agentEmail : '',
    agentName: agent?.kind === 'email' ? agent.agentName : '',
    sourceLabel: agent?.sourceLabel ?? 'Deskside',
    groupId,
  };
}

/** The agent that the form describes, or a sentence for each field that still needs something. */
export function agentFrom(fields: AgentFields): Result<AgentIdentity, Missing> {
  const agentId = fields.agentId.trim();
  const agentEmail = fields.agentEmail.trim();
  const agentName = fields.agentName.trim();
  const sourceLabel = fields.sourceLabel.trim();
  if (fields.kind === 'id') {
    if (agentId === '') return err({ agentId: i18n.t('settings.agent.need.id') });
    return ok({ kind: 'id', agentId, ...(sourceLabel && { sourceLabel }) });
  }
  const missing: Missing = {
    // Brevo makes a new agent out of an address that it does not know, so a slip must be caught here.
    ...(!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(agentEmail) && { agentEmail: i18n.t('settings.agent.need.email') }),
    ...(agentName === '' && { agentName: i18n.t('settings.agent.need.name') }),
    ...(sourceLabel === '' && { sourceLabel: i18n.t('settings.agent.need.source') }),
  };
  return Object.keys(missing).length > 0 ? err(missing) : ok({ kind: 'email', agentEmail, agentName, sourceLabel });
}
