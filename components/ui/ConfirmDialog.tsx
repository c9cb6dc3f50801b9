import type { ComponentChildren } from 'preact';
import type { Result } from '../../lib/result.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { useCommand } from './useCommand.ts';

type Props<F> = {
  title: string;
  /** What goes, and what stays. */
  children: ComponentChildren;
  /** The words of the button that does it, and of the one that does not. */
  confirm: string;
  cancel: string;
  failureWords: (failure: F) => string;
  onConfirm: () => Promise<Result<unknown, F>>;
  onClose: () => void;
  /** It is done; without it the dialog just closes. */
  onDone?: () => void;
};

/** Asks once before something goes that cannot be had back, and stays with the reason when that failed. */
export function ConfirmDialog<F>({ title, children, confirm, cancel, failureWords, ...props }: Props<F>) {
  const { onConfirm, onClose, onDone = onClose } = props;
  const { isBusy, failure, run } = useCommand<F>();
  const doIt = async () => {
    if ((await run(onConfirm)).ok) onDone();
  };
  const actions = (
    <>
      <Button onClick={onClose}>{cancel}</Button>
      <Button kind="danger" onClick={() => void doIt()} isBusy={isBusy}>
        {confirm}
      </Button>
    </>
  );
  return (
    <Dialog title={title} actions={actions} onClose={onClose}>
      {children}
      {failure !== undefined && (
        <p class="problem" role="alert">
          {failureWords(failure)}
        </p>
      )}
    </Dialog>
  );
}
