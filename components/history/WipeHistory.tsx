import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { NoAnswer } from '../../lib/messaging/contract.ts';
import type { Result } from '../../lib/result.ts';
import type { StorageFailure } from '../../lib/storage/failure.ts';
import { troubleWords } from '../../lib/text/failure.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useCommand } from '../ui/useCommand.ts';

type Props = { onWipe: () => Promise<Result<undefined, StorageFailure | NoAnswer>> };

/** Asks once, and says what stays: here, and at Brevo. */
export function WipeHistory({ onWipe }: Props) {
  const [step, setStep] = useState<'idle' | 'asking' | 'wiped'>('idle');
  const { isBusy, failure, run, clear } = useCommand<StorageFailure | NoAnswer>();
  const ask = () => {
    clear();
    setStep('asking');
  };
  const wipe = async () => {
    if ((await run(onWipe)).ok) setStep('wiped');
  };
  const actions = (
    <>
      <Button onClick={() => setStep('idle')}>{i18n.t('history.wipe.cancel')}</Button>
      <Button kind="danger" onClick={() => void wipe()} isBusy={isBusy}>
        {i18n.t('history.wipe.confirm')}
      </Button>
    </>
  );
  return (
    <>
      <div>
        <Button onClick={ask}>{i18n.t('history.wipe.open')}</Button>
      </div>
      {step === 'wiped' && <Notice tone="good">{i18n.t('history.wipe.done')}</Notice>}
      {step === 'asking' && (
        <Dialog title={i18n.t('history.wipe.title')} actions={actions} onClose={() => setStep('idle')}>
          <p>{i18n.t('history.wipe.body')}</p>
          <p>{i18n.t('history.wipe.stays')}</p>
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
