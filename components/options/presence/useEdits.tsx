import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Schedule } from '../../../lib/storage/items/presence-settings.ts';
import { Button } from '../../ui/Button.tsx';
import { type Saved, SavingLine, useSaving } from '../useSaving.tsx';

export type ScheduleEdit = (schedule: Schedule) => Schedule;

/** What an edit says once it is saved, and how it is taken back; without these it says that it is saved. */
type Meaning = { said?: string; undo?: ScheduleEdit };

/** Makes edits of the schedule; gives whether they were saved. */
export type OnEdit = (edit: ScheduleEdit, meaning?: Meaning) => Promise<boolean>;

/** The edits of one part of the schedule, with a line that says what became of the last and can take it back. */
export function useEdits(onChange: (edit: ScheduleEdit) => Promise<Saved>): [OnEdit, ComponentChildren] {
  const { save, said, failure } = useSaving();
  const [undo, setUndo] = useState<ScheduleEdit>();
  const line = useRef<HTMLDivElement>(null);
  const edit: OnEdit = async (change, meaning = {}) => {
    setUndo(undefined);
    const isSaved = await save(() => onChange(change), meaning.said);
    if (isSaved) setUndo(() => meaning.undo);
    return isSaved;
  };
  const takeBack = (change: ScheduleEdit) => {
    // The button goes away, so what it did gets the focus.
    line.current?.focus();
    void edit(change, { said: i18n.t('schedule.undone') });
  };
  return [
    edit,
    <div key="line" ref={line} class="edits" tabIndex={-1}>
      <SavingLine said={said} failure={failure}>
        {undo && <Button onClick={() => takeBack(undo)}>{i18n.t('schedule.undo')}</Button>}
      </SavingLine>
    </div>,
  ];
}
