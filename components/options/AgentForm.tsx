import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { AgentIdentity } from '../../lib/brevo/identity.ts';
import type { NoAnswer } from '../../lib/messaging/contract.ts';
import { LONGEST_ID } from '../../lib/messaging/limits.ts';
import type { Result } from '../../lib/result.ts';
import type { StorageFailure } from '../../lib/storage/failure.ts';
import type { Account } from '../../lib/storage/items/accounts.ts';
import { troubleWords } from '../../lib/text/failure.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useCommand } from '../ui/useCommand.ts';
import { type AgentFields, agentFrom, fieldsOf, type Missing } from './agent-fields.ts';

type Props = {
  agent: AgentIdentity | undefined;
  groupId: string | undefined;
  onSave: (agent: AgentIdentity, groupId: string) => Promise<Result<Account, StorageFailure | NoAnswer>>;
};

/** Who the agent is: an agent ID, or e-mail, name and source label together. */
export function AgentForm({ agent, groupId, onSave }: Props) {
  const [fields, setFields] = useState<AgentFields>(() => fieldsOf(agent, groupId));
  const [missing, setMissing] = useState<Missing>({});
  const [isSaved, setSaved] = useState(false);
  const { isBusy, failure, run } = useCommand<StorageFailure | NoAnswer>();
  const set = (changed: Partial<AgentFields>) => {
    setFields({ ...fields, ...changed });
    setMissing({});
    setSaved(false);
  };
  const save = async () => {
    if (isBusy) return;
    const made = agentFrom(fields);
    setMissing(made.ok ? {} : made.failure);
    if (made.ok && (await run(() => onSave(made.value, fields.groupId))).ok) setSaved(true);
  };
  return (
    <section class="card">
      <h2>{i18n.t('settings.agent.title')}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <KindPicker kind={fields.kind} onChange={(kind) => set({ kind })} />
        {fields.kind === 'id' ? (
          <ById fields={fields} missing={missing} set={set} />
        ) : (
          <ByEmail fields={fields} missing={missing} set={set} />
        )}
        <Field
          label={i18n.t('settings.agent.source')}
          value={fields.sourceLabel}
          onInput={(sourceLabel) => set({ sourceLabel })}
          hint={i18n.t('settings.agent.sourceHint')}
          problem={missing.sourceLabel}
        />
        <Field
          label={i18n.t('settings.agent.group')}
          value={fields.groupId}
          maxLength={LONGEST_ID}
          onInput={(changed) => set({ groupId: changed })}
          hint={i18n.t('settings.agent.groupHint')}
        />
        <div class="form-actions">
          <Button kind="primary" isBusy={isBusy}>
            {i18n.t('settings.agent.save')}
          </Button>
        </div>
      </form>
      {failure && <Notice tone="trouble">{troubleWords(failure)}</Notice>}
      {isSaved && <Notice tone="good">{i18n.t('settings.agent.saved')}</Notice>}
    </section>
  );
}

type PartProps = { fields: AgentFields; missing: Missing; set: (changed: Partial<AgentFields>) => void };

const KindPicker = ({
  kind,
  onChange,
}: {
  kind: AgentFields['kind'];
  onChange: (kind: AgentFields['kind']) => void;
}) => (
  <fieldset class="kinds">
    <legend class="legend">{i18n.t('settings.agent.label')}</legend>
    <label>
      <input type="radio" name="kind" checked={kind === 'id'} onChange={() => onChange('id')} />
      {i18n.t('settings.agent.byId')}
    </label>
    <span class="hint">{i18n.t('settings.agent.recommended')}</span>
    <label>
      <input type="radio" name="kind" checked={kind === 'email'} onChange={() => onChange('email')} />
      {i18n.t('settings.agent.byEmail')}
    </label>
  </fieldset>
);

const ById = ({ fields, missing, set }: PartProps) => (
  <Field
    label={i18n.t('settings.agent.id')}
    value={fields.agentId}
    onInput={(agentId) => set({ agentId })}
    problem={missing.agentId}
    hint={
      <>
        {i18n.t('settings.agent.idHint')}{' '}
        <a href="https://conversations-app.brevo.com/settings/agents" target="_blank" rel="noreferrer">
          {i18n.t('settings.agent.idLink')}
        </a>
      </>
    }
  />
);

const ByEmail = ({ fields, missing, set }: PartProps) => (
  <>
    <Field
      label={i18n.t('settings.agent.email')}
      inputMode="email"
      value={fields.agentEmail}
      onInput={(agentEmail) => set({ agentEmail })}
      hint={i18n.t('settings.agent.emailHint')}
      problem={missing.agentEmail}
    />
    <Field
      label={i18n.t('settings.agent.name')}
      value={fields.agentName}
      onInput={(agentName) => set({ agentName })}
      problem={missing.agentName}
    />
  </>
);
