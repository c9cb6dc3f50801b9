import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { NoAnswer } from '../../lib/messaging/contract.ts';
import type { Result } from '../../lib/result.ts';
import type { StorageFailure } from '../../lib/storage/failure.ts';
import { troubleWords } from '../../lib/text/failure.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { Notice } from '../ui/Notice.tsx';

type Props = { onWipe: () => Promise<Result<undefined, StorageFailure | NoAnswer>> };

/** Asks once, and says what stays: here, and at Brevo. */
export function WipeHistory({ onWipe }: Props) {
  const [step, setStep] = useState<'idle' | 'asking' | 'wiped'>('idle');
  return (
    <>
      <div>
        <Button onClick={() => setStep('asking')}>{i18n.t('history.wipe.open')}</Button>
      </div>
      {step === 'wiped' && <Notice tone="good">{i18n.t('history.wipe.done')}</Notice>}
      {step === 'asking' && (
        <ConfirmDialog
          title={i18n.t('history.wipe.title')}
          confirm={i18n.t('history.wipe.confirm')}
          cancel={i18n.t('history.wipe.cancel')}
          failureWords={troubleWords}
          onConfirm={onWipe}
          onClose={() => setStep('idle')}
          onDone={() => setStep('wiped')}
        >
          <p>{i18n.t('history.wipe.body')}</p>
          <p>{i18n.t('history.wipe.stays')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
