import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { NoAnswer } from '../../lib/messaging/contract.ts';
import type { Result } from '../../lib/result.ts';
import type { StorageFailure } from '../../lib/storage/failure.ts';
import { troubleWords } from '../../lib/text/failure.ts';
import { Button } from '../ui/Button.tsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';

type Props = { onForget: () => Promise<Result<undefined, StorageFailure | NoAnswer>> };

/** Asks once, because the agent is no longer kept online afterwards. */
export function ForgetKey({ onForget }: Props) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button onClick={() => setAsking(true)}>{i18n.t('settings.key.forget')}</Button>
      {isAsking && (
        <ConfirmDialog
          title={i18n.t('settings.key.forgetTitle')}
          confirm={i18n.t('settings.key.forget')}
          cancel={i18n.t('settings.key.forgetCancel')}
          failureWords={troubleWords}
          onConfirm={onForget}
          onClose={() => setAsking(false)}
        >
          <p>{i18n.t('settings.key.forgetBody')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
