import { i18n } from '#i18n';
import type { Result } from '../../lib/result.ts';
import { isolated, type VisitorTrouble, visitorTrouble } from '../../lib/text/visitor.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';

type Props = {
  /** What the agent knows them by. */
  label: string;
  onForget: () => Promise<Result<unknown, VisitorTrouble>>;
  onClose: () => void;
};

/** Asks once, and says what goes and what stays. */
export const VisitorForget = ({ label, onForget, onClose }: Props) => (
  <ConfirmDialog
    title={i18n.t('visitor.forgetDialog.title', [isolated(label)])}
    confirm={i18n.t('visitor.forgetDialog.confirm')}
    cancel={i18n.t('visitor.forgetDialog.cancel')}
    failureWords={visitorTrouble}
    onConfirm={onForget}
    onClose={onClose}
  >
    <p>{i18n.t('visitor.forgetDialog.body')}</p>
  </ConfirmDialog>
);
