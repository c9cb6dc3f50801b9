import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Rule } from '../../../lib/storage/items/sites.ts';
import { number } from '../../../lib/text/message.ts';
import type { RulesChange } from '../../../lib/view/sites-page.ts';
import { Button } from '../../ui/Button.tsx';
import { type Saved, SavingLine, useSaving } from '../useSaving.tsx';
import type { RuleAct } from './RuleRow.tsx';
import { moved, put, without } from './rule-changes.ts';
import { useFocusNext } from './useFocusNext.ts';

const ADD = '.add-rule button';
/** What is edited: a rule by its id, or one that does not exist yet. */
export const NEW = 'new rule';

type Options = {
  list: RefObject<HTMLElement | null>;
  rules: Rule[];
  onChange: (change: RulesChange) => Promise<Saved>;
};

/** The edits of a site's rules, with a line that says what became of the last and can take a removal back. */
export function useRuleEdits({ list, rules, onChange }: Options) {
  const [editing, setEditing] = useState<string>();
  const [undo, setUndo] = useState<RulesChange>();
  const { save, said, failure } = useSaving();
  const focusNext = useFocusNext(list, [rules, editing]);

  const change = async (to: RulesChange, then: string, words: string): Promise<boolean> => {
    setUndo(undefined);
    focusNext(then);
    const isSaved = await save(() => onChange(to), words);
    if (!isSaved) focusNext(undefined);
    return isSaved;
  };
  const remove = async (rule: Rule, index: number) => {
    const neighbour = rules[index + 1] ?? rules[index - 1];
    const words = i18n.t('sites.rule.removed', [number(index + 1)]);
    const then = neighbour ? buttonOf(neighbour.id, 'remove') : ADD;
    if (await change((now) => without(now, rule.id), then, words))
      setUndo(() => (now: Rule[]) => put(now, rule, index));
  };

  return {
    editing,
    add: () => setEditing(NEW),
    act(act: RuleAct, rule: Rule, index: number): void {
      if (act === 'edit') setEditing(rule.id);
      else if (act === 'remove') void remove(rule, index);
      else
        void change((now) => moved(now, rule.id, act === 'up' ? -1 : 1), buttonOf(rule.id, act), i18n.t('sites.saved'));
    },
    cancel(rule?: Rule): void {
      focusNext(rule ? buttonOf(rule.id, 'edit') : ADD);
      setEditing(undefined);
    },
    /** The form says itself what went wrong, and stays. */
    async save(rule: Rule): Promise<Saved> {
      setUndo(undefined);
      const saved = await onChange((now) => put(now, rule));
      if (!saved.ok) return saved;
      focusNext(buttonOf(rule.id, 'edit'));
      setEditing(undefined);
      return saved;
    },
    line: (
      <SavingLine said={said} failure={failure}>
        {undo && (
          <Button onClick={() => void change(undo, ADD, i18n.t('sites.rule.undone'))}>
            {i18n.t('sites.rule.undo')}
          </Button>
        )}
      </SavingLine>
    ),
  };
}

const buttonOf = (ruleId: string, act: RuleAct) => `[data-rule="${ruleId}"] [data-act="${act}"]`;
