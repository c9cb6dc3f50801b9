import { useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { NoAnswer } from '../../lib/messaging/contract.ts';
import type { Result } from '../../lib/result.ts';
import type { StorageFailure } from '../../lib/storage/failure.ts';
import { LONGEST_RETENTION_DAYS, type MessageSettings } from '../../lib/storage/items/message-settings.ts';
import { troubleWords } from '../../lib/text/failure.ts';
import { number } from '../../lib/text/message.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useCommand } from '../ui/useCommand.ts';
import { WipeHistory } from './WipeHistory.tsx';

type Props = {
  days: number;
  onSave: (days: number) => Promise<Result<MessageSettings, StorageFailure | NoAnswer>>;
  onWipe: () => Promise<Result<undefined, StorageFailure | NoAnswer>>;
};

/** How long history is kept. */
export function Retention({ days, onSave, onWipe }: Props) {
  const id = useId();
  const [typed, setTyped] = useState<string>();
  const [isWrong, setWrong] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const { isBusy, failure, run } = useCommand<StorageFailure | NoAnswer>();
  const input = (value: string) => {
    setTyped(value);
    setWrong(false);
    setSaved(false);
  };
  const save = async (value: string) => {
    const wanted = daysFrom(value);
    setWrong(wanted === undefined);
    if (wanted === undefined) return;
    setSaved((await run(() => onSave(wanted))).ok);
  };
  return (
    <section class="card">
      <h2>{i18n.t('history.keep.title')}</h2>
      <form
        class="field"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save(typed ?? String(days));
        }}
      >
        <label for={id}>{i18n.t('history.keep.label')}</label>
        <div class="field-line">
          <input
            id={id}
            class="input days"
            type="number"
            min={0}
            max={LONGEST_RETENTION_DAYS}
            step={1}
            value={typed ?? String(days)}
            aria-invalid={isWrong ? 'true' : undefined}
            aria-describedby={`${id}-hint${isWrong ? ` ${id}-problem` : ''}`}
            onInput={(event) => input(event.currentTarget.value)}
          />
          <Button isBusy={isBusy}>{i18n.t('history.keep.save')}</Button>
        </div>
        <p id={`${id}-hint`} class="hint">
          {i18n.t('history.keep.hint')}
        </p>
        {isWrong && (
          <p id={`${id}-problem`} class="problem" role="alert">
            {i18n.t('history.keep.wrong', [number(LONGEST_RETENTION_DAYS)])}
          </p>
        )}
      </form>
      {failure && <Notice tone="trouble">{troubleWords(failure)}</Notice>}
      {isSaved && <Notice tone="good">{i18n.t('history.keep.saved')}</Notice>}
      <WipeHistory onWipe={onWipe} />
    </section>
  );
}

function daysFrom(typed: string): number | undefined {
  const days = Number(typed);
  return /^\d+$/.test(typed.trim()) && days <= LONGEST_RETENTION_DAYS ? days : undefined;
}
