import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { siteTroubleWords } from '../../../lib/text/site.ts';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import type { Saved } from '../useSaving.tsx';

type Props = { origin: string; describedBy: string; onForget: () => Promise<Saved> };

/** Asks once, because the rules cannot be had back. */
export function ForgetSite({ origin, describedBy, onForget }: Props) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button onClick={() => setAsking(true)} describedBy={describedBy}>
        {i18n.t('sites.list.forget')}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={i18n.t('sites.forget.title', [origin])}
          confirm={i18n.t('sites.list.forget')}
          cancel={i18n.t('sites.forget.cancel')}
          failureWords={siteTroubleWords}
          onConfirm={onForget}
          onClose={() => setAsking(false)}
        >
          <p>{i18n.t('sites.forget.body')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
