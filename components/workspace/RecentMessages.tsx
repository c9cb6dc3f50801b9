import { History, MessagesSquare } from 'lucide';
import { i18n } from '#i18n';
import type { Message } from '../../lib/storage/items/messages.ts';
import type { Visitor } from '../../lib/storage/items/visitors.ts';
import { visitorLabel } from '../../lib/text/visitor.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { MessageRow, type RowActions } from './MessageRow.tsx';

type Props = RowActions & {
  messages: Message[];
  visitors: ReadonlyMap<string, Visitor>;
  /** The ids of those that wait because one before them may have been sent. */
  heldBack: ReadonlySet<string>;
  /** Only this visitor's, when chosen. */
  isFiltered: boolean;
  /** There is a visitor to filter by. */
  canFilter: boolean;
  now: number;
  onFilter: (isFiltered: boolean) => void;
  onHistory: () => void;
};

/** What this browser sent lately, newest first. */
export function RecentMessages({
  messages,
  visitors,
  heldBack,
  isFiltered,
  canFilter,
  now,
  onFilter,
  onHistory,
  ...actions
}: Props) {
  return (
    <section class="recent">
      <div class="recent-line">
        <h2 class="legend">{i18n.t('recent.label')}</h2>
        {canFilter && (
          <select
            class="filter"
            aria-label={i18n.t('recent.filter')}
            value={isFiltered ? 'one' : 'all'}
            onChange={(event) => onFilter(event.currentTarget.value === 'one')}
          >
            <option value="all">{i18n.t('recent.all')}</option>
            <option value="one">{i18n.t('recent.one')}</option>
          </select>
        )}
      </div>
      {messages.length === 0 && <Empty isFiltered={isFiltered} />}
      <ul aria-label={i18n.t('recent.label')} hidden={messages.length === 0}>
        {messages.map((message) => (
          <MessageRow
            key={message.id}
            message={message}
            visitorName={visitorLabel(visitors.get(message.visitorId))}
            isHeldBack={heldBack.has(message.id)}
            now={now}
            {...actions}
          />
        ))}
      </ul>
      <Button kind="quiet" onClick={onHistory}>
        <Icon of={History} />
        {i18n.t('recent.history')}
      </Button>
    </section>
  );
}

const Empty = ({ isFiltered }: { isFiltered: boolean }) => (
  <div class="empty">
    <Icon of={MessagesSquare} />
    <p>{isFiltered ? i18n.t('recent.emptyVisitor') : i18n.t('recent.empty')}</p>
    {!isFiltered && <p class="hint">{i18n.t('recent.emptyHint')}</p>}
  </div>
);
