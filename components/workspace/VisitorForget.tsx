import { i18n } from '#i18n';
import type { Result } from '../../lib/result.ts';
import { isolated, type VisitorTrouble, visitorTrouble } from '../../lib/text/visitor.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { useCommand } from '../ui/useCommand.ts';

type Props = {
  /** What the agent knows them by. */
  label: string;
  onForget: () => Promise<Result<unknown, VisitorTrouble>>;
  onClose: () => void;
};

/** Asks once, and says what goes and what stays. */
export function VisitorForget({ label, onForget, onClose }: Props) {
  const { isBusy, failure, run } = useCommand<VisitorTrouble>();
  const forget = async () => {
    if ((await run(onForget)).ok) onClose();
  };
  const actions = (
    <>
      <Button onClick={onClose}>{i18n.t('visitor.forgetDialog.cancel')}</Button>
      <Button kind="danger" onClick={() => void forget()} isBusy={isBusy}>
        {i18n.t('visitor.forgetDialog.confirm')}
      </Button>
    </>
  );
  return (
    <Dialog title={i18n.t('visitor.forgetDialog.title', [isolated(label)])} actions={actions} onClose={onClose}>
      <p>{i18n.t('visitor.forgetDialog.body')}</p>
      {failure && (
        <p class="problem" role="alert">
          {visitorTrouble(failure)}
        </p>
      )}
    </Dialog>
  );
}
