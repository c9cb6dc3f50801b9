import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { NoAnswer } from '../../lib/messaging/contract.ts';
import type { Result } from '../../lib/result.ts';
import type { StorageFailure } from '../../lib/storage/failure.ts';
import { troubleWords } from '../../lib/text/failure.ts';
import { useCommand } from '../ui/useCommand.ts';

/** What a control gets when it saves. */
export type Saved = Result<unknown, StorageFailure | NoAnswer>;

/** Saves what is chosen at once, and keeps what to say about it. */
export function useSaving() {
  const { failure, run } = useCommand<StorageFailure | NoAnswer>();
  const [said, setSaid] = useState('');
  const save = async (command: () => Promise<Saved>, words = i18n.t('presencePage.saved')): Promise<boolean> => {
    setSaid('');
    const { ok } = await run(command);
    if (ok) setSaid(words);
    return ok;
  };
  return { save, said, failure };
}

type Props = { said: string; failure: StorageFailure | NoAnswer | undefined; children?: ComponentChildren };

/** What became of the last change, with what can be done about it. */
export const SavingLine = ({ said, failure, children }: Props) => (
  <div class={`saving${said || failure ? ' has-words' : ''}`}>
    <p class="hint" role="status">
      {said}
    </p>
    {failure && (
      <p class="problem" role="alert">
        {troubleWords(failure)}
      </p>
    )}
    {children}
  </div>
);
