import { useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { LONGEST_IDLE_MINUTES } from '../../../lib/storage/items/presence-settings.ts';
import { number } from '../../../lib/text/message.ts';
import { type Saved, SavingLine, useSaving } from './useSaving.tsx';

type Props = { minutes: number; onSave: (minutes: number) => Promise<Saved> };

/** How long nobody must have touched anything. Saved when the field is left, or with Enter. */
export function IdleMinutes({ minutes, onSave }: Props) {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const [isWrong, setWrong] = useState(false);
  const { save, said, failure } = useSaving();
  const commit = async () => {
    if (typed === undefined) return;
    const wanted = minutesFrom(typed);
    setWrong(wanted === undefined);
    if (wanted === undefined) return;
    if (wanted === minutes || (await save(() => onSave(wanted)))) setTyped(undefined);
  };
  return (
    <form
      class="field idle-minutes"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void commit();
      }}
    >
      <label for={id}>{i18n.t('presencePage.rules.minutes')}</label>
      <input
        id={id}
        class="input"
        type="number"
        min={1}
        max={LONGEST_IDLE_MINUTES}
        step={1}
        value={typed ?? String(minutes)}
        aria-invalid={isWrong ? 'true' : undefined}
        aria-describedby={isWrong ? `${id}-problem` : undefined}
        onInput={({ currentTarget: { value } }) => {
          setTyped(value);
          setWrong(false);
        }}
        onBlur={() => void commit()}
      />
      {isWrong && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {i18n.t('presencePage.rules.wrongMinutes', [number(LONGEST_IDLE_MINUTES)])}
        </p>
      )}
      <SavingLine said={said} failure={failure} />
    </form>
  );
}

function minutesFrom(typed: string): number | undefined {
  const minutes = Number(typed);
  return /^\d+$/.test(typed.trim()) && minutes >= 1 && minutes <= LONGEST_IDLE_MINUTES ? minutes : undefined;
}
