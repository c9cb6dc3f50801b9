import { i18n } from '#i18n';
import { dateIn } from '../../../lib/presence/zone.ts';
import type { Schedule } from '../../../lib/storage/items/presence-settings.ts';
import type { Saved } from '../useSaving.tsx';
import { Exceptions } from './Exceptions.tsx';
import type { ScheduleEdit } from './useEdits.tsx';
import { WeekTable } from './WeekTable.tsx';
import { ZonePicker } from './ZonePicker.tsx';

type Props = {
  schedule: Schedule;
  /** The zone that this computer is set to. */
  here: string;
  now: number;
  onChange: (edit: ScheduleEdit) => Promise<Saved>;
};

/** The agent's hours: the week, the zone that it is meant in, and days with hours of their own. */
export const ScheduleCard = ({ schedule, here, now, onChange }: Props) => (
  <section class="card schedule">
    <h2>{i18n.t('schedule.title')}</h2>
    <WeekTable schedule={schedule} onChange={onChange} />
    <ZonePicker
      zone={schedule.zone}
      here={here}
      now={now}
      onChoose={(zone) => onChange((before) => ({ ...before, zone }))}
    />
    <Exceptions exceptions={schedule.exceptions} today={dateIn(schedule.zone, now)} onChange={onChange} />
  </section>
);
