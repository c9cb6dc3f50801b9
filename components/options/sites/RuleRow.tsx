import { ArrowDown, ArrowUp, type IconNode, Pencil, X } from 'lucide';
import { i18n } from '#i18n';
import type { Rule } from '../../../lib/storage/items/sites.ts';
import { number } from '../../../lib/text/message.ts';
import { ruleSentences } from '../../../lib/text/site.ts';
import { Icon } from '../../ui/Icon.tsx';

/** What can be done to a rule, by which its buttons are found again. */
export type RuleAct = 'up' | 'down' | 'edit' | 'remove';

type Props = { rule: Rule; index: number; count: number; onAct: (act: RuleAct) => void };

/** What a rule reads, and what can be done about it. */
export function RuleRow({ rule, index, count, onAct }: Props) {
  const button = (act: RuleAct, icon: IconNode, isIdle = false) => (
    <button
      type="button"
      class="button quiet icon"
      data-act={act}
      aria-label={i18n.t(`sites.rule.${act}`, [number(index + 1)])}
      title={i18n.t(`sites.rule.${act}`, [number(index + 1)])}
      aria-disabled={isIdle ? 'true' : undefined}
      onClick={() => !isIdle && onAct(act)}
    >
      <Icon of={icon} />
    </button>
  );
  return (
    <li class="site-rule" data-rule={rule.id}>
      <div>
        {ruleSentences(rule).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <div class="site-rule-actions">
        {count > 1 && button('up', ArrowUp, index === 0)}
        {count > 1 && button('down', ArrowDown, index === count - 1)}
        {button('edit', Pencil)}
        {button('remove', X)}
      </div>
    </li>
  );
}
