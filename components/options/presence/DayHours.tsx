import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { insertedAt, replaced, withMore, without } from '../../../lib/presence/week-hours.ts';
import { type Block, MOST_BLOCKS } from '../../../lib/storage/items/presence-settings.ts';
import { number } from '../../../lib/text/message.ts';
import { hoursWords } from '../../../lib/text/week.ts';
import { Button } from '../../ui/Button.tsx';
import { BlockRow } from './BlockRow.tsx';
import { useRows } from './useRows.ts';

type BlocksEdit = (blocks: Block[]) => Block[];

/** An edit of one day's blocks; with `said` and `undo` when it should be told and may be taken back. */
export type OnDayEdit = (edit: BlocksEdit, meaning?: { said: string; undo: BlocksEdit }) => Promise<boolean>;

type Props = {
  /** What the day is called: "Monday". */
  name: string;
  blocks: Block[];
  /** What a day without hours is called. */
  none: string;
  onEdit: OnDayEdit;
};

/** The hours of one day. After adding the focus is in the new hours, after removing in their neighbours. */
export function DayHours({ name, blocks, none, onEdit }: Props) {
  const rows = useRows(blocks);
  const day = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState<{ row: number; of: number }>();
  useLayoutEffect(() => {
    if (wanted?.of !== blocks.length) return;
    const row = day.current?.querySelectorAll('li')[wanted.row];
    (row?.querySelector('input') ?? day.current?.querySelector<HTMLElement>(':scope > button'))?.focus();
    setWanted(undefined);
  });
  const add = async () => {
    const { length } = blocks;
    if (await onEdit(withMore)) setWanted({ row: length, of: length + 1 });
  };
  const remove = async (block: Block, row: number) => {
    const said = i18n.t('schedule.removed', [`${name}, ${hoursWords(block)}`]);
    const left = blocks.length - 1;
    if (await onEdit(without(block), { said, undo: insertedAt(row, block) }))
      setWanted({ row: Math.min(row, left - 1), of: left });
  };
  return (
    <div class="day-hours" ref={day}>
      {rows.length === 0 && <span class="hint">{none}</span>}
      {rows.length > 0 && (
        <ul>
          {rows.map(({ id, block }, row) => (
            <BlockRow
              key={id}
              name={name}
              block={block}
              onSave={(changed) => onEdit(replaced(block, changed))}
              onRemove={() => void remove(block, row)}
            />
          ))}
        </ul>
      )}
      {rows.length < MOST_BLOCKS ? (
        <Button kind="quiet" onClick={() => void add()}>
          <span aria-hidden="true">{i18n.t('schedule.add')}</span>
          <span class="visually-hidden">{i18n.t('schedule.addOn', [name])}</span>
        </Button>
      ) : (
        <p class="hint">{i18n.t('schedule.most', [number(MOST_BLOCKS)])}</p>
      )}
    </div>
  );
}
