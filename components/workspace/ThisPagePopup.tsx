import { i18n } from '#i18n';
import type { Result } from '../../lib/result.ts';
import type { SiteTrouble } from '../../lib/text/site.ts';
import { switchOn } from '../../lib/view/sites-page-switch.ts';
import type { ThisPage, ThisPageActions } from '../../lib/view/this-page.ts';
import { Button } from '../ui/Button.tsx';

type Done = Result<unknown, SiteTrouble>;
/** Runs a command and says what went wrong. */
export type Run = (command: () => Promise<Done>) => Promise<Done>;
type Props = { page: ThisPage; tabId: number; origin: string; actions: ThisPageActions; isBusy: boolean; run: Run };

/** What the popup can do with the page that it was opened on. */
export function ThisPagePopup({ page, tabId, origin, actions, isBusy, run }: Props) {
  const { ask, requestSite, leave } = actions;
  const thenLeave = async (command: () => Promise<Done>) => {
    if ((await run(command)).ok) leave?.();
  };
  const always = (request: (pattern: string) => Promise<boolean>) =>
    run(() => switchOn({ request, ask, origin, tabId }));
  return (
    <div class="this-page-actions">
      <Button isBusy={isBusy} onClick={() => void thenLeave(() => ask('sidebar/open', { tabId }))}>
        {i18n.t('thisPage.open')}
      </Button>
      {page.isOn && (
        <Button kind="quiet" onClick={() => void thenLeave(() => ask('teach/begin', { tabId }))}>
          {i18n.t('thisPage.teach')}
        </Button>
      )}
      {!page.isOn && requestSite && (
        <Button kind="quiet" title={origin} onClick={() => void always(requestSite)}>
          <span class="this-page-origin">{i18n.t('thisPage.always', [hostOf(origin)])}</span>
        </Button>
      )}
    </div>
  );
}

const hostOf = (origin: string) => origin.replace(/^https?:\/\//, '');
