import { useRef } from 'preact/hooks';
import type { Block } from '../../../lib/storage/items/presence-settings.ts';

type Row = { id: number; block: Block };

/** Blocks with an identity that outlives an edit, so that what is half typed in one row stays there when another goes. */
export function useRows(blocks: Block[]): Row[] {
  const rows = useRef<Row[]>([]);
  const lastId = useRef(0);
  const free = [...rows.current];
  const take = (fits: (row: Row) => boolean): Row | undefined => {
    const found = free.findIndex(fits);
    return found < 0 ? undefined : free.splice(found, 1)[0];
  };
  const kept = blocks.map((block) => take((row) => row.block.from === block.from && row.block.to === block.to)?.id);
  // What is left was edited: it keeps its place among the others.
  rows.current = blocks.map((block, i) => {
    const id = kept[i] ?? (blocks.length === rows.current.length ? take(() => true)?.id : undefined);
    return { id: id ?? ++lastId.current, block };
  });
  return rows.current;
}
