import { i18n } from '#i18n';
import { coveredOn, onWeekday, onWorkingDays } from '../../../lib/presence/week-hours.ts';
import type { Schedule } from '../../../lib/storage/items/presence-settings.ts';
import { weekdayName, weekdays } from '../../../lib/text/week.ts';
import { Button } from '../../ui/Button.tsx';
import type { Saved } from '../useSaving.tsx';
import { DayHours, type OnDayEdit } from './DayHours.tsx';
import { HoursPicture, HoursScale } from './HoursPicture.tsx';
import { type ScheduleEdit, useEdits } from './useEdits.tsx';

const [MONDAY, TUESDAY, FRIDAY] = [0, 1, 4];

type Props = { schedule: Schedule; onChange: (edit: ScheduleEdit) => Promise<Saved> };

/** The hours of an ordinary week. */
export function WeekTable({ schedule, onChange }: Props) {
  const [edit, line] = useEdits(onChange);
  const onDay =
    (day: number): OnDayEdit =>
    (change, meaning) =>
      edit(
        (before) => onWeekday(before, day, change),
        meaning && { said: meaning.said, undo: (before) => onWeekday(before, day, meaning.undo) },
      );
  const copy = () => {
    const { week } = schedule;
    void edit((before) => onWorkingDays(before, MONDAY), {
      said: i18n.t('schedule.copied', [weekdayName(MONDAY), weekdayName(TUESDAY), weekdayName(FRIDAY)]),
      undo: (before) => ({ ...before, week }),
    });
  };
  return (
    <div class="week-part">
      <table class="week">
        <caption class="visually-hidden">{i18n.t('schedule.week')}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">{i18n.t('schedule.day')}</span>
            </th>
            <td>
              <HoursScale />
            </td>
            <th scope="col">
              <span class="visually-hidden">{i18n.t('schedule.hours')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {weekdays().map((day) => (
            <DayRow key={day} schedule={schedule} day={day} onEdit={onDay(day)} />
          ))}
        </tbody>
      </table>
      <div>
        <Button onClick={copy}>
          {i18n.t('schedule.copy', [weekdayName(MONDAY), weekdayName(TUESDAY), weekdayName(FRIDAY)])}
        </Button>
      </div>
      {line}
    </div>
  );
}

type DayProps = { schedule: Schedule; day: number; onEdit: OnDayEdit };

const DayRow = ({ schedule, day, onEdit }: DayProps) => (
  <tr>
    <th scope="row">{weekdayName(day)}</th>
    <td class="week-picture">
      <HoursPicture blocks={coveredOn(schedule, day)} />
    </td>
    <td>
      <DayHours
        name={weekdayName(day)}
        blocks={schedule.week[day] ?? []}
        none={i18n.t('schedule.none')}
        onEdit={onEdit}
      />
    </td>
  </tr>
);
