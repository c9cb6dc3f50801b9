import { useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { MOST_EXCEPTIONS } from '../../../lib/storage/items/presence-settings.ts';
import { number } from '../../../lib/text/message.ts';
import { Button } from '../../ui/Button.tsx';

type Props = { known: string[]; today: string; onAdd: (date: string) => Promise<boolean> };

/** Adds a day off. The focus stays, because holidays come in rows. */
export function AddDate({ known, today, onAdd }: Props) {
  const id = useId();
  const [date, setDate] = useState('');
  const [problem, setProblem] = useState<string>();
  const add = async () => {
    const found = problemOf(date, known);
    setProblem(found);
    if (found === undefined && (await onAdd(date))) setDate('');
  };
  return (
    <form
      class="field"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <label for={id}>{i18n.t('schedule.dates.label')}</label>
      <div class="field-line">
        <input
          id={id}
          class="input date"
          type="date"
          min={today}
          value={date}
          aria-invalid={problem ? 'true' : undefined}
          aria-describedby={problem ? `${id}-problem` : undefined}
          onInput={({ currentTarget: { value } }) => {
            setDate(value);
            setProblem(undefined);
          }}
        />
        <Button>{i18n.t('schedule.dates.add')}</Button>
      </div>
      {problem && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

/** While a year is being typed, the browser gives dates such as 0002-12-24. */
function problemOf(date: string, known: string[]): string | undefined {
  if (!/^[2-9]\d{3}-\d{2}-\d{2}$/.test(date)) return i18n.t('schedule.dates.choose');
  if (known.includes(date)) return i18n.t('schedule.dates.known');
  return known.length < MOST_EXCEPTIONS ? undefined : i18n.t('schedule.dates.most', [number(MOST_EXCEPTIONS)]);
}
