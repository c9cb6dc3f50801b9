import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { ChangeFailure, NoAnswer } from '../../lib/messaging/contract.ts';
import { troubleWords } from '../../lib/text/failure.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { useCommand } from '../ui/useCommand.ts';
import { Differs } from './Differs.tsx';
import type { Change } from './MessageRow.tsx';

type Props = {
  text: string;
  /** The agent chose to keep no texts, so there is none to show. */
  isKept: boolean;
  /** Nothing of it has left this browser. */
  isAtHome: boolean;
  onDelete: (seen: string) => Change;
  onDone: () => void;
};

/** Asks before deleting, honestly: what Brevo has e-mailed stays with the visitor. */
export function DeleteDialog({ text, isKept, isAtHome, onDelete, onDone }: Props) {
  const { isBusy, failure, run } = useCommand<ChangeFailure | NoAnswer>();
  /** What the agent reads here; another surface may change the message meanwhile. */
  const [began] = useState(text);
  const theirs = failure?.kind === 'differs' ? failure.text : undefined;
  const confirm = async () => {
    if ((await run(() => onDelete(theirs ?? began))).ok) onDone();
  };
  const actions = (
    <>
      <Button onClick={onDone}>{i18n.t('deleteDialog.cancel')}</Button>
      <Button kind="danger" onClick={() => void confirm()} isBusy={isBusy}>
        {i18n.t('deleteDialog.confirm')}
      </Button>
    </>
  );
  return (
    <Dialog title={i18n.t('deleteDialog.title')} actions={actions} onClose={onDone}>
      <Differs ours={isKept ? began : i18n.t('row.notKept')} theirs={theirs} />
      <p>{i18n.t(isAtHome ? 'deleteDialog.bodyAtHome' : 'deleteDialog.body')}</p>
      {failure && (
        <p class="problem" role="alert">
          {troubleWords(failure)}
        </p>
      )}
    </Dialog>
  );
}
