import { i18n } from '#i18n';
import type { StorageFailure } from '../../lib/storage/failure.ts';
import type { Account } from '../../lib/storage/items/accounts.ts';
import { troubleWords } from '../../lib/text/failure.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';

type Props = {
  account: Account | undefined;
  /** Why the settings cannot be read; then nothing is known to be missing. */
  trouble: StorageFailure | undefined;
  hasPermission: boolean;
  isOnline: boolean;
  onSettings: () => void;
  onAllow: () => void;
};

/** The one thing that stands between the agent and sending, if there is one. */
export function SetupNotice({ account, trouble, hasPermission, isOnline, onSettings, onAllow }: Props) {
  const open = (
    <Button kind="primary" onClick={onSettings}>
      {i18n.t('setup.open')}
    </Button>
  );
  if (trouble) return <Notice tone="trouble">{troubleWords(trouble)}</Notice>;
  if (!account?.key) {
    return (
      <Notice tone="warning" title={i18n.t('setup.key.title')} actions={open}>
        {i18n.t('setup.key.body')}
      </Notice>
    );
  }
  if (!account.agent) {
    return (
      <Notice tone="warning" title={i18n.t('setup.agent.title')} actions={open}>
        {i18n.t('setup.agent.body')}
      </Notice>
    );
  }
  if (!hasPermission) {
    const allow = (
      <Button kind="primary" onClick={onAllow}>
        {i18n.t('settings.permission.allow')}
      </Button>
    );
    return (
      <Notice tone="trouble" title={i18n.t('setup.permission.title')} actions={allow}>
        {i18n.t('setup.permission.body')}
      </Notice>
    );
  }
  if (isOnline) return null;
  return (
    <Notice tone="warning" title={i18n.t('setup.offline.title')}>
      {i18n.t('setup.offline.body')}
    </Notice>
  );
}
