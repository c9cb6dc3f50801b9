import { type ReadonlySignal, signal } from '@preact/signals';
import { createPresencePage, type PresencePageView } from './presence-page.ts';
import { createSettings, type SettingsView } from './settings.ts';
import { createSitesPage, type SitesPageView } from './sites-page.ts';
import { createVisitorsPage, type VisitorsPageView } from './visitors-page.ts';

/** The page that the address names, once its stored state is there. */
export type OptionsPage =
  | { kind: 'settings'; view: SettingsView }
  | { kind: 'presence'; view: PresencePageView }
  | { kind: 'sites'; view: SitesPageView }
  | { kind: 'visitors'; view: VisitorsPageView };

/** Follows the address: `#settings`, which is also what no address means, and the others, which are read when they are shown. */
export async function createOptionsPages(): Promise<ReadonlySignal<OptionsPage>> {
  const settings = createSettings();
  let presence: PresencePageView | undefined;
  let sites: SitesPageView | undefined;
  let visitors: VisitorsPageView | undefined;
  const find = async (): Promise<OptionsPage> => {
    if (location.hash === '#presence') {
      presence ??= createPresencePage();
      await presence.ready;
      return { kind: 'presence', view: presence };
    }
    if (location.hash === '#sites') {
      sites ??= createSitesPage();
      await sites.ready;
      return { kind: 'sites', view: sites };
    }
    if (location.hash === '#visitors') {
      visitors ??= createVisitorsPage();
      await visitors.ready;
      return { kind: 'visitors', view: visitors };
    }
    await settings.ready;
    return { kind: 'settings', view: settings };
  };
  const page = signal(await find());
  addEventListener('hashchange', () => {
    const { hash } = location;
    void find().then((found) => {
      // Who goes back and forth quickly wants the last.
      if (location.hash === hash) page.value = found;
    });
  });
  return page;
}
