import { useCallback, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Found } from '../../lib/messaging/contract.ts';
import { dayName } from '../../lib/text/day.ts';
import type { Slot } from '../../lib/view/history-results.ts';
import { VirtualList } from '../ui/VirtualList.tsx';
import { HistoryRow } from './HistoryRow.tsx';

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

/** Messages by day. */
export function MessageList({ found, at, onWant, now }: Props) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const days = startsOf(found.days);
  const toggle = (id: string) => {
    const others = [...opened].filter((other) => other !== id);
    setOpened(new Set(opened.has(id) ? others : [...others, id]));
  };
  return (
    <VirtualList
      label={i18n.t('history.list')}
      count={found.total}
      estimate={(index) => ROW + (days.has(index) ? DAY : 0)}
      onSee={useCallback(onWant, [found])}
    >
      {(index) => {
        const day = days.get(index);
        const slot = at(index);
        return (
          <>
            {day !== undefined && <h2>{dayName(day, now)}</h2>}
            <HistoryRow
              slot={slot}
              now={now}
              isOpen={typeof slot === 'object' && opened.has(slot.id)}
              onToggle={toggle}
            />
          </>
        );
      }}
    </VirtualList>
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
