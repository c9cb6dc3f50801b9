import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import type { HistoryQuery } from '../../lib/messaging/contract.ts';
import { LONGEST_QUERY } from '../../lib/messaging/limits.ts';
import { LONGEST_VISITOR_ID } from '../../lib/storage/items/messages.ts';
import { Field } from '../ui/Field.tsx';

type Props = { query: HistoryQuery; onChange: (change: Partial<HistoryQuery>) => void };

/** Which messages are shown. */
export const Filters = ({ query, onChange }: Props) => (
  <search class="filters">
    <Field
      label={i18n.t('history.search')}
      value={query.text}
      maxLength={LONGEST_QUERY}
      onInput={(text) => onChange({ text })}
    />
    <Field
      label={i18n.t('visitor.label')}
      value={query.visitor}
      maxLength={LONGEST_VISITOR_ID}
      onInput={(visitor) => onChange({ visitor })}
    />
    <Choice
      label={i18n.t('history.mode')}
      value={query.mode}
      onChange={(mode) => onChange({ mode: mode as HistoryQuery['mode'] })}
    >
      <option value="all">{i18n.t('history.all')}</option>
      <option value="agent">{i18n.t('mode.agent')}</option>
      <option value="automated">{i18n.t('mode.automated')}</option>
    </Choice>
    <Choice
      label={i18n.t('history.state')}
      value={query.state}
      onChange={(state) => onChange({ state: state as HistoryQuery['state'] })}
    >
      <option value="all">{i18n.t('history.all')}</option>
      <option value="waiting">{i18n.t('history.waiting')}</option>
      <option value="needs-answer">{i18n.t('state.needsAnswer')}</option>
      <option value="sent">{i18n.t('state.sent')}</option>
      <option value="not-sent">{i18n.t('state.notSent')}</option>
      <option value="unknown">{i18n.t('state.unknown')}</option>
      <option value="deleted">{i18n.t('state.deleted')}</option>
      <option value="cancelled">{i18n.t('state.cancelled')}</option>
    </Choice>
  </search>
);

type ChoiceProps = { label: string; value: string; onChange: (value: string) => void; children: ComponentChildren };

function Choice({ label, value, onChange, children }: ChoiceProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} class="input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {children}
      </select>
    </div>
  );
}
