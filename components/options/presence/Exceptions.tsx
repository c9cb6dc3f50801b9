import { X } from 'lucide';
import { useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { onDate, withDates, withoutDates } from '../../../lib/presence/week-hours.ts';
import type { Schedule } from '../../../lib/storage/items/presence-settings.ts';
import { number } from '../../../lib/text/message.ts';
import { dateWords } from '../../../lib/text/week.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import type { Saved } from '../useSaving.tsx';
import { AddDate } from './AddDate.tsx';
import { DayHours, type OnDayEdit } from './DayHours.tsx';
import { type ScheduleEdit, useEdits } from './useEdits.tsx';

type Exception = Schedule['exceptions'][number];

type Props = {
  exceptions: Exception[];
  /** In the zone of the schedule: "2026-12-24". */
  today: string;
  onChange: (edit: ScheduleEdit) => Promise<Saved>;
};

/** Days whose hours are others than those of the week. */
export function Exceptions({ exceptions, today, onChange }: Props) {
  const [edit, line] = useEdits(onChange);
  const list = useRef<HTMLDivElement>(null);
  const past = exceptions.filter(({ date }) => date < today);
  const add = (date: string) =>
    edit((before) => withDates(before, [{ date, blocks: [] }]), {
      said: i18n.t('schedule.dates.added', [dateWords(date)]),
    });
  const remove = async (gone: Exception[], said: string) => {
    const dates = gone.map(({ date }) => date);
    const neighbour = neighbourOf(list.current, dates);
    const isSaved = await edit((before) => withoutDates(before, dates), { said, undo: (now) => withDates(now, gone) });
    if (isSaved) neighbour?.focus();
  };
  const onDay =
    ({ date }: Exception): OnDayEdit =>
    (change, meaning) =>
      edit(
        (before) => onDate(before, date, change),
        meaning && { said: meaning.said, undo: (before) => onDate(before, date, meaning.undo) },
      );
  return (
    <div class="exceptions" ref={list}>
      <h3>{i18n.t('schedule.dates.title')}</h3>
      <p class="hint">{i18n.t('schedule.dates.hint')}</p>
      {exceptions.length > 0 && (
        <ul>
          {exceptions.map((each) => (
            <ExceptionRow
              key={each.date}
              exception={each}
              isPast={each.date < today}
              onEdit={onDay(each)}
              onRemove={() => void remove([each], i18n.t('schedule.removed', [dateWords(each.date)]))}
            />
          ))}
        </ul>
      )}
      <AddDate known={exceptions.map(({ date }) => date)} today={today} onAdd={add} />
      {past.length > 0 && (
        <div>
          <Button
            onClick={() => void remove(past, i18n.t('schedule.dates.removedPast', past.length, [number(past.length)]))}
          >
            {i18n.t('schedule.dates.removePast', past.length, [number(past.length)])}
          </Button>
        </div>
      )}
      {line}
    </div>
  );
}

type RowProps = { exception: Exception; isPast: boolean; onEdit: OnDayEdit; onRemove: () => void };

const ExceptionRow = ({ exception: { date, blocks }, isPast, onEdit, onRemove }: RowProps) => (
  <li class={`exception${isPast ? ' past' : ''}`} data-date={date}>
    <div class="exception-line">
      <span class="exception-date">{dateWords(date)}</span>
      {isPast && <span class="hint">{i18n.t('schedule.dates.past')}</span>}
      <Button kind="quiet" onClick={onRemove}>
        <Icon of={X} />
        <span class="visually-hidden">{i18n.t('schedule.remove', [dateWords(date)])}</span>
      </Button>
    </div>
    <DayHours name={dateWords(date)} blocks={blocks} none={i18n.t('schedule.dates.off')} onEdit={onEdit} />
  </li>
);

/** What gets the focus when these days are gone: the day after them, else the one before, else the field for another. */
function neighbourOf(list: HTMLElement | null, gone: string[]): HTMLElement | null | undefined {
  const rows = [...(list?.querySelectorAll<HTMLElement>('.exception') ?? [])];
  const isGone = (row: HTMLElement) => gone.includes(row.dataset.date ?? '');
  const last = rows.findLastIndex(isGone);
  const next = rows.slice(last + 1)[0] ?? rows.slice(0, last).findLast((row) => !isGone(row));
  return next?.querySelector<HTMLElement>('.exception-line button') ?? list?.querySelector<HTMLElement>('form input');
}
