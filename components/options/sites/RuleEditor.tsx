import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { LONGEST_EXPRESSION, type Rule } from '../../../lib/storage/items/sites.ts';
import { expressionWords, siteTroubleWords } from '../../../lib/text/site.ts';
import { type DraftProblems, draftOf, type RuleDraft, ruleFrom } from '../../../lib/view/sites-page-draft.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { useCommand } from '../../ui/useCommand.ts';
import type { Saved } from '../useSaving.tsx';
import { SourceFields } from './SourceFields.tsx';

type Failure = Extract<Saved, { ok: false }>['failure'];
type Props = {
  title: string;
  /** The rule that is changed; without one, it is new. */
  rule?: Rule;
  onSave: (rule: Rule) => Promise<Saved>;
  onCancel: () => void;
};

/** A form for one rule. It says what is wrong when it is saved, and goes to the first of it. */
export function RuleEditor({ title, rule, onSave, onCancel }: Props) {
  const [draft, setDraft] = useState<RuleDraft>(() => draftOf(rule));
  const [problems, setProblems] = useState<DraftProblems>({});
  const { isBusy, failure, run } = useCommand<Failure>();
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => form.current?.querySelector('select')?.focus(), []);
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(), [problems]);
  const save = async () => {
    if (isBusy) return;
    const made = ruleFrom(draft, rule);
    setProblems(made.ok ? {} : made.failure);
    if (made.ok) await run(() => onSave(made.value));
  };
  const source = (name: 'visitor' | 'name' | 'language', isOptional: boolean) => (
    <SourceFields
      title={i18n.t(`sites.rule.${name}`)}
      source={draft[name]}
      isOptional={isOptional}
      problem={problems[name]}
      onChange={(change) => setDraft({ ...draft, [name]: { ...draft[name], ...change } })}
    />
  );
  return (
    <form
      class="rule-editor"
      ref={form}
      noValidate
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p class="legend">{title}</p>
      {source('visitor', false)}
      <Field
        label={i18n.t('sites.rule.expression')}
        hint={i18n.t('sites.rule.expressionHint')}
        value={draft.expression}
        maxLength={LONGEST_EXPRESSION}
        problem={problems.expression && expressionWords(problems.expression)}
        onInput={(expression) => setDraft({ ...draft, expression })}
      />
      {source('name', true)}
      {source('language', true)}
      {failure && (
        <p class="problem" role="alert">
          {siteTroubleWords(failure)}
        </p>
      )}
      <div class="form-actions">
        <Button kind="primary" isBusy={isBusy}>
          {i18n.t('sites.rule.save')}
        </Button>
        <Button onClick={onCancel}>{i18n.t('sites.rule.cancel')}</Button>
      </div>
    </form>
  );
}
