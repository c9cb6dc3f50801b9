import { useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { NARROWEST, WIDEST } from '../../../lib/sites/measures.ts';
import { number } from '../../../lib/text/message.ts';
import { type Saved, SavingLine, useSaving } from '../presence/useSaving.tsx';

type Props = { width: number; onSave: (width: number) => Promise<Saved> };

/** How wide the sidebar is, in CSS pixels. Saved when the field is left, or with Enter. */
export function SidebarWidth({ width, onSave }: Props) {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const [isWrong, setWrong] = useState(false);
  const { save, said, failure } = useSaving();
  const commit = async () => {
    if (typed === undefined) return;
    const wanted = widthFrom(typed);
    setWrong(wanted === undefined);
    if (wanted === undefined) return;
    if (wanted === width || (await save(() => onSave(wanted), i18n.t('sites.saved')))) setTyped(undefined);
  };
  return (
    <form
      class="field sidebar-width"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void commit();
      }}
    >
      <label for={id}>{i18n.t('sites.sidebar.width')}</label>
      <input
        id={id}
        class="input"
        type="number"
        min={NARROWEST}
        max={WIDEST}
        step={1}
        value={typed ?? String(width)}
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
          {i18n.t('sites.sidebar.wrongWidth', [number(NARROWEST), number(WIDEST)])}
        </p>
      )}
      <SavingLine said={said} failure={failure} />
    </form>
  );
}

function widthFrom(typed: string): number | undefined {
  const width = Number(typed);
  return /^\d+$/.test(typed.trim()) && width >= NARROWEST && width <= WIDEST ? width : undefined;
}
