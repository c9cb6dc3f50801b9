import { useId, useState } from 'preact/hooks';
import { type Saved, SavingLine, useSaving } from './useSaving.tsx';

type Props = {
  label: string;
  value: number;
  /** Whole numbers from one to the other are right; `wrong` says so. */
  min: number;
  max: number;
  wrong: string;
  onSave: (value: number) => Promise<Saved>;
  /** Said when it is saved. */
  saved?: string;
};

/** A whole number that is saved when the field is left, or with Enter. */
export function NumberField({ label, value, min, max, wrong, onSave, saved }: Props) {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const [isWrong, setWrong] = useState(false);
  const { save, said, failure } = useSaving();
  const commit = async () => {
    if (typed === undefined) return;
    const wanted = Number(typed);
    const isRight = /^\d+$/.test(typed.trim()) && wanted >= min && wanted <= max;
    setWrong(!isRight);
    if (isRight && (wanted === value || (await save(() => onSave(wanted), saved)))) setTyped(undefined);
  };
  return (
    <form
      class="field number"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void commit();
      }}
    >
      <label for={id}>{label}</label>
      <input
        id={id}
        class="input"
        type="number"
        min={min}
        max={max}
        step={1}
        value={typed ?? String(value)}
        aria-invalid={isWrong ? 'true' : undefined}
        aria-describedby={isWrong ? `${id}-problem` : undefined}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setWrong(false);
        }}
        onBlur={() => void commit()}
      />
      {isWrong && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {wrong}
        </p>
      )}
      <SavingLine said={said} failure={failure} />
    </form>
  );
}
