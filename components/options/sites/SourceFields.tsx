import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import { LONGEST_SELECTOR, type Source } from '../../../lib/storage/items/sites.ts';
import { kindWords, partWords, type SourceProblem, sourceProblemWords } from '../../../lib/text/site.ts';
import type { SourceDraft } from '../../../lib/view/sites-page-draft.ts';
import { Field } from '../../ui/Field.tsx';

const KINDS: Source['kind'][] = ['path', 'fragment', 'query', 'selector', 'meta', 'data'];

type Props = {
  title: string;
  source: SourceDraft;
  /** What a rule can do without. */
  isOptional?: boolean;
  problem: SourceProblem | undefined;
  onChange: (change: Partial<SourceDraft>) => void;
};

/** Where in a page something is read. */
export const SourceFields = ({ title, source, isOptional, problem, onChange }: Props) => (
  <fieldset class="source">
    <legend class="legend">{title}</legend>
    <KindSelect title={title} source={source} isOptional={isOptional} onChange={onChange} />
    {source.kind !== 'none' && (
      <Field
        {...partWords(source.kind)}
        value={source.text}
        maxLength={LONGEST_SELECTOR}
        problem={problem && sourceProblemWords(problem)}
        onInput={(text) => onChange({ text })}
      />
    )}
    {source.kind === 'selector' && (
      <Field
        label={i18n.t('sites.rule.attribute')}
        hint={i18n.t('sites.rule.attributeHint')}
        value={source.attribute}
        onInput={(attribute) => onChange({ attribute })}
      />
    )}
  </fieldset>
);

type KindProps = { title: string; source: SourceDraft; isOptional: boolean | undefined; onChange: Props['onChange'] };

function KindSelect({ title, source, isOptional, onChange }: KindProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{i18n.t('sites.rule.where')}</label>
      <select
        id={id}
        class="input"
        // There are three of them: the legend is not part of a name.
        aria-label={`${title}: ${i18n.t('sites.rule.where')}`}
        value={source.kind}
        onChange={({ currentTarget: { value } }) => onChange({ kind: value as SourceDraft['kind'] })}
      >
        {isOptional && <option value="none">{i18n.t('sites.kind.none')}</option>}
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {kindWords(kind)}
          </option>
        ))}
      </select>
    </div>
  );
}
