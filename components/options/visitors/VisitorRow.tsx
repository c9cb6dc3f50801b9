import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import type { VisitorChange } from '../../../lib/messaging/visitor-commands.ts';
import type { Result } from '../../../lib/result.ts';
import type { Visitor } from '../../../lib/storage/items/visitors.ts';
import { momentOf } from '../../../lib/text/time.ts';
import { languageName, type VisitorTrouble, visitorLabel, visitorTrouble } from '../../../lib/text/visitor.ts';
import { Button } from '../../ui/Button.tsx';
import { useCommand } from '../../ui/useCommand.ts';
import { VisitorForm } from '../../workspace/VisitorForm.tsx';
import { VisitorPin } from '../../workspace/VisitorPin.tsx';

type Props = {
  visitor: Visitor;
  now: number;
  isOpen: boolean;
  onToggle: () => void;
  onSave: (change: VisitorChange) => Promise<Result<unknown, VisitorTrouble>>;
  onMerge: () => void;
  onForget: () => void;
};

/** One visitor with what can be done about them. */
export function VisitorRow({ visitor, now, isOpen, onToggle, onSave, onMerge, onForget }: Props) {
  const id = useId();
  const pin = useCommand<VisitorTrouble>();
  return (
    <article class="visitor-row" aria-labelledby={id}>
      <div class="visitor-row-head">
        <div class="visitor-who">
          <bdi id={id} class="visitor-name">
            {visitorLabel(visitor) ?? visitor.visitorId}
          </bdi>
          <Facts visitor={visitor} now={now} />
        </div>
        <div class="visitor-row-actions">
          <VisitorPin
            isPinned={visitor.isPinned}
            describedBy={id}
            onPin={(isPinned) => void pin.run(() => onSave({ isPinned }))}
          />
          <button type="button" class="button quiet" aria-expanded={isOpen} aria-describedby={id} onClick={onToggle}>
            {i18n.t('visitors.edit')}
          </button>
          <Button kind="quiet" describedBy={id} onClick={onMerge}>
            {i18n.t('visitors.merge.open')}
          </Button>
        </div>
      </div>
      {pin.failure && (
        <p class="problem" role="alert">
          {visitorTrouble(pin.failure)}
        </p>
      )}
      {isOpen && <VisitorForm visitor={visitor} onSave={onSave} onForget={onForget} />}
    </article>
  );
}

/** What else is known, each in its own direction: the ID, the page's name, language, note and when they were seen. */
function Facts({ visitor, now }: { visitor: Visitor; now: number }) {
  const { visitorId, nickname, name, language, note, seenAt } = visitor;
  const facts = [visitorLabel(visitor) && visitorId, nickname && name, language && languageName(language), note];
  return (
    <p class="hint visitor-row-facts">
      {facts.filter(Boolean).map((fact) => (
        <>
          <bdi>{fact}</bdi>
          {' · '}
        </>
      ))}
      {i18n.t('visitors.seen', [momentOf(seenAt, now)])}
    </p>
  );
}
