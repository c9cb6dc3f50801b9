import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { NoAnswer } from '../../lib/messaging/contract.ts';
import type { Result } from '../../lib/result.ts';
import type { StorageFailure } from '../../lib/storage/failure.ts';
import { troubleWords } from '../../lib/text/failure.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { useCommand } from '../ui/useCommand.ts';

type Props = { onForget: () => Promise<Result<undefined, StorageFailure | NoAnswer>> };

/** Asks once, because the agent is no longer kept online afterwards. */
export function ForgetKey({ onForget }: Props) {
  const [isAsking, setAsking] = useState(false);
  const { isBusy, failure, run, clear } = useCommand<StorageFailure | NoAnswer>();
  const ask = () => {
    clear();
    setAsking(true);
  };
  const forget = async () => {
    if ((await run(onForget)).ok) setAsking(false);
  };
  const actions = (
    <>
      <Button onClick={() => setAsking(false)}>{i18n.t('settings.key.forgetCancel')}</Button>
      <Button kind="danger" onClick={() => void forget()} isBusy={isBusy}>
        {i18n.t('settings.key.forget')}
      </Button>
    </>
  );
  return (
    <>
      <Button onClick={ask}>{i18n.t('settings.key.forget')}</Button>
      {isAsking && (
        <Dialog title={i18n.t('settings.key.forgetTitle')} actions={actions} onClose={() => setAsking(false)}>
          <p>{i18n.t('settings.key.forgetBody')}</p>
          {failure && (
            <p class="problem" role="alert">
              {troubleWords(failure)}
            </p>
          )}
        </Dialog>
      )}
    </>
  );
}
