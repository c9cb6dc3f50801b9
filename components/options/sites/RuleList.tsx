import { useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { startersFor } from '../../../lib/sites/starter-rules.ts';
import { MOST_RULES, type Rule } from '../../../lib/storage/items/sites.ts';
import { number } from '../../../lib/text/message.ts';
import { sourceWords } from '../../../lib/text/site.ts';
import type { RulesChange } from '../../../lib/view/sites-page.ts';
import { Button } from '../../ui/Button.tsx';
import type { Saved } from '../useSaving.tsx';
import { RuleEditor } from './RuleEditor.tsx';
import { RuleRow } from './RuleRow.tsx';
import { NEW, useRuleEdits } from './useRuleEdits.tsx';

type Props = { origin: string; rules: Rule[]; onChange: (change: RulesChange) => Promise<Saved> };

/** What is read on a site, in the order in which it is tried. */
export function RuleList({ origin, rules, onChange }: Props) {
  const starters = startersFor(origin);
  const list = useRef<HTMLDivElement>(null);
  const edits = useRuleEdits({ list, rules, onChange });
  const row = (rule: Rule, index: number) =>
    edits.editing === rule.id ? (
      <li key={rule.id}>
        <RuleEditor
          title={i18n.t('sites.rule.editTitle', [number(index + 1)])}
          rule={rule}
          onSave={edits.save}
          onCancel={() => edits.cancel(rule)}
        />
      </li>
    ) : (
      <RuleRow
        key={rule.id}
        rule={rule}
        index={index}
        count={rules.length}
        onAct={(act) => edits.act(act, rule, index)}
      />
    );
  return (
    <div class="site-rules" ref={list}>
      <p class="legend">{i18n.t('sites.reads.title')}</p>
      {starters.map(({ id, visitor }) => (
        <p key={id}>{i18n.t('sites.reads.thread', [sourceWords(visitor)])}</p>
      ))}
      {rules.length + starters.length === 0 && <p class="hint">{i18n.t('sites.reads.none')}</p>}
      {rules.length > 0 && <ol>{rules.map(row)}</ol>}
      {rules.length > 1 && <p class="hint">{i18n.t('sites.reads.order')}</p>}
      {edits.editing === NEW ? (
        <RuleEditor title={i18n.t('sites.rule.addTitle')} onSave={edits.save} onCancel={() => edits.cancel()} />
      ) : (
        <AddRule isFull={rules.length >= MOST_RULES} onAdd={edits.add} />
      )}
      {edits.line}
    </div>
  );
}

const AddRule = ({ isFull, onAdd }: { isFull: boolean; onAdd: () => void }) =>
  isFull ? (
    <p class="hint">{i18n.t('sites.rule.most', [number(MOST_RULES)])}</p>
  ) : (
    <div class="add-rule">
      <Button onClick={onAdd}>{i18n.t('sites.rule.add')}</Button>
    </div>
  );
