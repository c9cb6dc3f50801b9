import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { siteTroubleWords } from '../../../lib/text/site.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useCommand } from '../../ui/useCommand.ts';
import type { Saved } from '../presence/useSaving.tsx';

type Failure = Extract<Saved, { ok: false }>['failure'];
type Props = { origin: string; describedBy: string; onForget: () => Promise<Saved> };

/** Asks once, because the rules cannot be had back. */
export function ForgetSite({ origin, describedBy, onForget }: Props) {
  const [isAsking, setAsking] = useState(false);
  const { isBusy, failure, run, clear } = useCommand<Failure>();
  const ask = () => {
    clear();
    setAsking(true);
  };
  const forget = async () => {
    if ((await run(onForget)).ok) setAsking(false);
  };
  const actions = (
    <>
      <Button onClick={() => setAsking(false)}>{i18n.t('sites.forget.cancel')}</Button>
      <Button kind="danger" onClick={() => void forget()} isBusy={isBusy}>
        {i18n.t('sites.list.forget')}
      </Button>
    </>
  );
  return (
    <>
      <Button onClick={ask} describedBy={describedBy}>
        {i18n.t('sites.list.forget')}
      </Button>
      {isAsking && (
        <Dialog title={i18n.t('sites.forget.title', [origin])} actions={actions} onClose={() => setAsking(false)}>
          <p>{i18n.t('sites.forget.body')}</p>
          {failure && (
            <p class="problem" role="alert">
              {siteTroubleWords(failure)}
            </p>
          )}
        </Dialog>
      )}
    </>
  );
}
