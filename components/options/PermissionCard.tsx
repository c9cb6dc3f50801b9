import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';

type Props = { isAllowed: boolean; onAllow: () => Promise<boolean> };

/** Shown while the browser keeps Deskside from Brevo, as Firefox lets people do at any time. */
export function PermissionCard({ isAllowed, onAllow }: Props) {
  const [isRefused, setRefused] = useState(false);
  if (isAllowed) return null;
  const allow = (
    <Button kind="primary" onClick={() => void onAllow().then((allowed) => setRefused(!allowed))}>
      {i18n.t('settings.permission.allow')}
    </Button>
  );
  return (
    <Notice tone="trouble" title={i18n.t('settings.permission.title')} actions={allow}>
      {isRefused ? i18n.t('settings.permission.refused') : i18n.t('setup.permission.body')}
    </Notice>
  );
}
