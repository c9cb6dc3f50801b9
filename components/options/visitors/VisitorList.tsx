import { useCallback, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Visitor } from '../../../lib/storage/items/visitors.ts';
import type { VisitorsPageView } from '../../../lib/view/visitors-page.ts';
import { useVirtualRows } from '../../history/useVirtualRows.ts';
import type { VisitorQuestion } from './VisitorDialogs.tsx';
import { VisitorRow } from './VisitorRow.tsx';

type Props = {
  view: VisitorsPageView;
  visitors: Visitor[];
  onAsk: (question: VisitorQuestion) => void;
};

/** In px, before a row is measured. */
const ROW = 72;

/** Visitors one under the other. Only those in view, and the one with the focus, are in the document. */
export function VisitorList({ view, visitors, onAsk }: Props) {
  const [opened, setOpened] = useState<string>();
  const [focused, setFocused] = useState<string>();
  const place = visitors.findIndex(({ visitorId }) => visitorId === focused);
  const keyOf = useCallback((index: number) => visitors[index]?.visitorId ?? index, [visitors]);
  const { scroller, rows, height, measure } = useVirtualRows(
    visitors.length,
    () => ROW,
    place < 0 ? undefined : place,
    keyOf,
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which has to work by keyboard.
    <section ref={scroller} class="visitors-scroller" tabIndex={0} aria-label={i18n.t('visitors.list')}>
      <ul style={{ blockSize: `${height}px` }} onFocusOut={() => setFocused(undefined)}>
        {rows.map(({ index, start }) => {
          const visitor = visitors[index];
          if (!visitor) return null;
          const { visitorId } = visitor;
          return (
            <li
              key={visitorId}
              ref={measure}
              data-index={index}
              aria-setsize={visitors.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)` }}
              onFocusIn={() => setFocused(visitorId)}
            >
              <VisitorRow
                visitor={visitor}
                now={view.now()}
                isOpen={opened === visitorId}
                onToggle={() => setOpened(opened === visitorId ? undefined : visitorId)}
                onSave={(change) => view.ask('visitor/save', { visitorId, change })}
                onMerge={() => onAsk({ kind: 'merge', visitorId })}
                onForget={() => onAsk({ kind: 'forget', visitorId })}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
