import { i18n } from '#i18n';
import { troubleWords } from '../../../lib/text/failure.ts';
import type { SitesPageView } from '../../../lib/view/sites-page.ts';
import { Notice } from '../../ui/Notice.tsx';
import { SidebarCard } from './SidebarCard.tsx';
import { SiteList } from './SiteList.tsx';
import { SwitchOnForm } from './SwitchOnForm.tsx';

type Props = {
  view: SitesPageView;
  /** Asks the browser for the pages of a pattern. Must be called first thing in a click: Firefox refuses it after any `await`. */
  requestSite: (pattern: string) => Promise<boolean>;
  now?: () => number;
};

/** Where the sidebar is, and what is read there. */
export function SitesPage({ view, requestSite, now = Date.now }: Props) {
  const switchOn = (origin: string) => view.switchOn(origin, requestSite);
  return (
    <main class="settings sites-page">
      <header>
        <h1>{i18n.t('sites.title')}</h1>
        <p class="hint">{i18n.t('sites.subtitle')}</p>
      </header>
      {view.trouble.value && <Notice tone="trouble">{troubleWords(view.trouble.value)}</Notice>}
      <SwitchOnForm onSwitchOn={switchOn} />
      <SiteList
        sites={view.sites.value}
        now={now}
        on={{
          onSwitchOn: switchOn,
          onSwitchOff: (origin) => view.ask('site/switch-off', { origin }),
          onShowAgain: (origin) => view.ask('site/show-again', { origin }),
          onForget: (origin) => view.ask('site/forget', { origin }),
          onRules: view.changeRules,
        }}
      />
      <SidebarCard sidebar={view.sidebar.value} onSave={(change) => view.ask('sidebar/save', { change })} />
    </main>
  );
}
