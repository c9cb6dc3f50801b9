import { useId, useMemo } from 'preact/hooks';
import { i18n } from '#i18n';
import { isZone } from '../../../lib/presence/zone.ts';
import { timeIn, zoneName } from '../../../lib/text/week.ts';
import { type Saved, SavingLine, useSaving } from '../useSaving.tsx';

type Props = {
  zone: string;
  /** The zone that this computer is set to. */
  here: string;
  now: number;
  onChoose: (zone: string) => Promise<Saved>;
};

/** The zone that the hours are meant in. Saved when it is chosen. */
export function ZonePicker({ zone, here, now, onChoose }: Props) {
  const id = useId();
  const { save, said, failure } = useSaving();
  const zones = useMemo(() => zonesWith(zone, here), [zone, here]);
  return (
    <div class="field">
      <label for={id}>{i18n.t('schedule.zone.label')}</label>
      <select
        id={id}
        class="input"
        value={zone}
        aria-describedby={`${id}-hint`}
        onChange={({ currentTarget: { value } }) => void save(() => onChoose(value))}
      >
        {zones.map((each) => (
          <option key={each} value={each}>
            {zoneName(each)}
          </option>
        ))}
      </select>
      <p id={`${id}-hint`} class="hint">
        {zoneWords(zone, here, now)}
      </p>
      <SavingLine said={said} failure={failure} />
    </div>
  );
}

/** All that the browser knows, and those in use: it may know them by another name. */
const zonesWith = (...used: string[]): string[] =>
  [...new Set(['UTC', ...used, ...Intl.supportedValuesOf('timeZone')])].sort();

function zoneWords(zone: string, here: string, now: number): string {
  if (!isZone(zone)) return i18n.t('schedule.zone.unknown', [zoneName(here)]);
  const hours = i18n.t('schedule.zone.now', [zoneName(zone), timeIn(zone, now)]);
  if (zone === here) return hours;
  return `${hours} ${i18n.t('schedule.zone.differs', [zoneName(here), timeIn(here, now)])}`;
}
