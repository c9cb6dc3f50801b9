import { useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { NoAnswer } from '../../lib/messaging/contract.ts';
import type { Result } from '../../lib/result.ts';
import type { StorageFailure } from '../../lib/storage/failure.ts';
import { type MessageSettings, UNDO_WINDOWS } from '../../lib/storage/items/message-settings.ts';
import { troubleWords } from '../../lib/text/failure.ts';
import { useCommand } from '../ui/useCommand.ts';

type Props = {
  undoWindowS: MessageSettings['undoWindowS'];
  onSave: (undoWindowS: MessageSettings['undoWindowS']) => Promise<Result<unknown, StorageFailure | NoAnswer>>;
};

/** How long a message can be undone before anything of it leaves. Saved when it is chosen. */
export function UndoWindow({ undoWindowS, onSave }: Props) {
  const id = useId();
  const { failure, run } = useCommand<StorageFailure | NoAnswer>();
  const [isSaved, setSaved] = useState(false);
  const choose = async (chosen: MessageSettings['undoWindowS'] | undefined) => {
    setSaved(false);
    if (chosen !== undefined) setSaved((await run(() => onSave(chosen))).ok);
  };
  return (
    <section class="card">
      <h2>{i18n.t('settings.undo.title')}</h2>
      <div class="field">
        <label for={id}>{i18n.t('settings.undo.label')}</label>
        <select
          id={id}
          class="input"
          value={String(undoWindowS)}
          aria-describedby={`${id}-hint`}
          onChange={({ currentTarget: { value } }) => void choose(UNDO_WINDOWS.find((each) => String(each) === value))}
        >
          {UNDO_WINDOWS.map((seconds) => (
            <option key={seconds} value={String(seconds)}>
              {seconds === 0 ? i18n.t('settings.undo.none') : i18n.t('settings.undo.seconds', [String(seconds)])}
            </option>
          ))}
        </select>
        <p id={`${id}-hint`} class="hint">
          {i18n.t('settings.undo.hint')}
        </p>
        <p class="hint" role="status">
          {isSaved && i18n.t('settings.undo.saved')}
        </p>
        {failure && (
          <p class="problem" role="alert">
            {troubleWords(failure)}
          </p>
        )}
      </div>
    </section>
  );
}
