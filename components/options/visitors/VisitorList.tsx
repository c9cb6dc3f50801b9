import { useCallback, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Visitor } from '../../../lib/storage/items/visitors.ts';
import type { VisitorsPageView } from '../../../lib/view/visitors-page.ts';
import { VirtualList } from '../../ui/VirtualList.tsx';
import type { VisitorQuestion } from './VisitorDialogs.tsx';
import { VisitorRow } from './VisitorRow.tsx';

type Props = {
  view: VisitorsPageView;
  visitors: Visitor[];
  onAsk: (question: VisitorQuestion) => void;
};

/** In px, before a row is measured. */
const ROW = 72;

/** Visitors one under the other. */
export function VisitorList({ view, visitors, onAsk }: Props) {
  const [opened, setOpened] = useState<string>();
  const keyOf = useCallback((index: number) => visitors[index]?.visitorId ?? index, [visitors]);
  return (
    <VirtualList label={i18n.t('visitors.list')} count={visitors.length} estimate={() => ROW} keyOf={keyOf}>
      {(index) => {
        const visitor = visitors[index];
        if (!visitor) return null;
        const { visitorId } = visitor;
        return (
          <VisitorRow
            visitor={visitor}
            now={view.now()}
            isOpen={opened === visitorId}
            onToggle={() => setOpened(opened === visitorId ? undefined : visitorId)}
            onSave={(change) => view.ask('visitor/save', { visitorId, change })}
            onMerge={() => onAsk({ kind: 'merge', visitorId })}
            onForget={() => onAsk({ kind: 'forget', visitorId })}
          />
        );
      }}
    </VirtualList>
  );
}
