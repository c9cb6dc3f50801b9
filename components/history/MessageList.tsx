import { useLayoutEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Found } from '../../lib/messaging/contract.ts';
import { dayName } from '../../lib/text/day.ts';
import type { Slot } from '../../lib/view/history-results.ts';
import { HistoryRow } from './HistoryRow.tsx';
import { useVirtualRows } from './useVirtualRows.ts';

type Props = {
  found: Found;
  at: (index: number) => Slot;
  /** The messages from `first` to `last` are about to be seen. */
  onWant: (first: number, last: number) => void;
  now: number;
};

/** In px, before a row is measured. */
const ROW = 84;
const DAY = 44;

/** Messages by day. Only those in view, and the one with the focus, are in the document. */
export function MessageList({ found, at, onWant, now }: Props) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<number>();
  const days = startsOf(found.days);
  const { scroller, rows, height, measure } = useVirtualRows(
    found.total,
    (index) => ROW + (days.has(index) ? DAY : 0),
    focused,
  );
  const seen = rows.filter(({ index }) => index !== focused || rows.length === 1);
  const [first, last] = [seen[0]?.index, seen.at(-1)?.index];
  useLayoutEffect(() => {
    if (first !== undefined && last !== undefined) onWant(first, last);
  }, [found, first, last]);
  const toggle = (id: string) => {
    const others = [...opened].filter((other) => other !== id);
    setOpened(new Set(opened.has(id) ? others : [...others, id]));
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which has to work by keyboard.
    <section ref={scroller} class="history-scroller" tabIndex={0} aria-label={i18n.t('history.list')}>
      <ul style={{ blockSize: `${height}px` }} onFocusOut={() => setFocused(undefined)}>
        {rows.map(({ index, start }) => {
          const day = days.get(index);
          const slot = at(index);
          return (
            <li
              key={index}
              ref={measure}
              data-index={index}
              aria-setsize={found.total}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)` }}
              onFocusIn={() => setFocused(index)}
            >
              {day !== undefined && <h2>{dayName(day, now)}</h2>}
              <HistoryRow
                slot={slot}
                now={now}
                isOpen={typeof slot === 'object' && opened.has(slot.id)}
                onToggle={toggle}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The start of each day, by the index of its newest message. */
function startsOf(days: Found['days']): Map<number, number> {
  let index = 0;
  return new Map(
    days.map(({ start, count }) => {
      index += count;
      return [index - count, start];
    }),
  );
}
