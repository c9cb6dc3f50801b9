import { type ReadonlySignal, signal } from '@preact/signals';
import { createPresencePage, type PresencePageView } from './presence-page.ts';
import { createSettings, type SettingsView } from './settings.ts';

/** The page that the address names, once its stored state is there. */
export type OptionsPage = { kind: 'settings'; view: SettingsView } | { kind: 'presence'; view: PresencePageView };

/** Follows the address: `#settings`, which is also what no address means, and `#presence`, which is read when it is shown. */
export async function createOptionsPages(): Promise<ReadonlySignal<OptionsPage>> {
  const settings = createSettings();
  let presence: PresencePageView | undefined;
  const find = async (): Promise<OptionsPage> => {
    if (location.hash !== '#presence') {
      await settings.ready;
      return { kind: 'settings', view: settings };
    }
    presence ??= createPresencePage();
    await presence.ready;
    return { kind: 'presence', view: presence };
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
