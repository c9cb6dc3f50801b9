import { useId, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Result } from '../../../lib/result.ts';
import type { Site } from '../../../lib/storage/items/sites.ts';
import { type SiteTrouble, siteTroubleWords } from '../../../lib/text/site.ts';
import type { RulesChange } from '../../../lib/view/sites-page.ts';
import { Button } from '../../ui/Button.tsx';
import { useCommand } from '../../ui/useCommand.ts';
import type { Saved } from '../useSaving.tsx';
import { ForgetSite } from './ForgetSite.tsx';
import { RuleList } from './RuleList.tsx';

type Done = Promise<Result<undefined, SiteTrouble>>;

/** What can be done about a site. */
export type SiteActions = {
  /** Called in the tick of the click, before anything is awaited. */
  onSwitchOn: (origin: string) => Done;
  onSwitchOff: (origin: string) => Done;
  onShowAgain: (origin: string) => Done;
  onForget: (origin: string) => Promise<Saved>;
  onRules: (origin: string, change: RulesChange) => Promise<Saved>;
};

type Props = { site: Site; on: SiteActions; onSaid: (words: string) => void };

/** A site: whether the sidebar is there, and what is read. */
export function SiteCard({ site: { origin, isOn, isHidden, rules }, on, onSaid }: Props) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const { isBusy, failure, run } = useCommand<SiteTrouble>();
  const act = async (command: (origin: string) => Done, words: string): Promise<boolean> => {
    onSaid('');
    const { ok } = await run(() => command(origin));
    if (ok) onSaid(words);
    return ok;
  };
  const showAgain = async () => {
    // Its button goes away, so the site gets the focus.
    if (await act(on.onShowAgain, i18n.t('sites.list.showing', [origin]))) heading.current?.focus();
  };
  return (
    <li class="site" data-site={origin}>
      <h3 id={id} ref={heading} tabIndex={-1}>
        {origin}
      </h3>
      <p>{i18n.t(isOn ? 'sites.list.on' : 'sites.list.off')}</p>
      {isHidden && (
        <div class="site-hidden">
          <p>{i18n.t('sites.list.hidden')}</p>
          <Button onClick={() => void showAgain()} describedBy={id}>
            {i18n.t('sites.list.showAgain')}
          </Button>
        </div>
      )}
      <RuleList origin={origin} rules={rules} onChange={(change) => on.onRules(origin, change)} />
      <div class="form-actions">
        {/* One button for both, so that the focus stays where it is. */}
        <Button
          isBusy={isBusy}
          describedBy={id}
          onClick={() =>
            void (isOn
              ? act(on.onSwitchOff, i18n.t('sites.list.switchedOff', [origin]))
              : act(on.onSwitchOn, i18n.t('sites.add.done', [origin])))
          }
        >
          {i18n.t(isOn ? 'sites.list.switchOff' : 'sites.list.again')}
        </Button>
        <ForgetSite origin={origin} describedBy={id} onForget={() => on.onForget(origin)} />
      </div>
      {failure && (
        <p class="problem" role="alert">
          {siteTroubleWords(failure)}
        </p>
      )}
    </li>
  );
}
