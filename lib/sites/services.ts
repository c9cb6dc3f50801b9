import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import type { Handlers } from '../messaging/serve.ts';
import type { siteCommands } from '../messaging/site-commands.ts';
import { ok } from '../result.ts';
import { valueOr } from '../storage/item.ts';
import { tabRecipientItem } from '../storage/items/messages.ts';
import { read } from '../storage/local.ts';
import { createContexts } from './contexts.ts';
import { type DraftTarget, draftTarget } from './draft-target.ts';
import { createFrames } from './frames.ts';
import { grantedSites, registerHost, revoke } from './grants.ts';
import { hostLink } from './host-link.ts';
import { createHosts, tabOf } from './hosts.ts';
import { calmInToolbar, createLanding, warnInToolbar } from './landing.ts';
import { createMenu, onMenu } from './menu.ts';
import { openPage } from './open-page.ts';
import { createSidebar } from './sidebar.ts';
import { createSites } from './sites.ts';
import { BREVO_APP } from './starter-rules.ts';
import { createTeaching } from './teaching.ts';
import { createWishes } from './wishes.ts';

type Given = {
  now: () => number;
  noteSeen: (seen: { visitorId: string; name?: string; language?: string }) => Promise<unknown>;
  visitorOfThread: (threadId: string) => Promise<string | undefined>;
  /** Puts a selected text into a draft: to whom the agent wrote last, and as whom, where nothing else is named. */
  sendSelection: (text: string, to: DraftTarget) => Promise<void>;
  openPopup: () => void;
};

const done = () => ok(undefined);

/** Everything of the background that is about sites and the sidebar: builds it, and says which command goes where. */
export function createSidebarServices({ now, noteSeen, visitorOfThread, sendSelection, openPopup }: Given) {
  const link = hostLink;
  const sites = createSites({ grantedSites, registerHost, revoke, now });
  const contexts = createContexts();
  const frames = createFrames();
  const teaching = createTeaching({ sites, contexts, link });
  const sidebar = createSidebar();
  const warn = (tabId: number) => warnInToolbar(tabId, i18n.t('host.tampered'));
  const hosts = createHosts({
    sites,
    contexts,
    frames,
    sidebar,
    teaching,
    link,
    noteSeen,
    visitorOfThread,
    warn,
    calm: calmInToolbar,
  });
  const wishes = createWishes({ link, unhide: hosts.unhide, now });
  const tell = async (tabId: number, say: 'show' | 'toggle') =>
    say === 'show' ? (await hosts.show(tabId)).ok : hosts.toggle(tabId);
  const land = createLanding({ tell, isMounted: hosts.isMounted, openPopup });
  const onGrantsChanged = async () => {
    const { granted, lost } = await sites.reconcile();
    await hosts.endOn(lost);
    await wishes.fulfil(granted);
  };
  /** Whom the agent means beside a tab, as its surfaces show it. */
  const targetIn = async (tabId: number): Promise<DraftTarget> => {
    // What an earlier page of the tab was about is no longer meant.
    await hosts.refresh({ tabId });
    const here = valueOr(await read(tabRecipientItem, String(tabId)), undefined);
    return draftTarget(await contexts.find(tabId), here);
  };
  const changed = async <T>(origin: string, saving: Promise<T>): Promise<T> => {
    const saved = await saving;
    await link.tellSite(origin, { to: 'host', say: 'report' });
    return saved;
  };

  const handlers: Pick<Handlers, keyof typeof siteCommands> = {
    'page/open': (page) => openPage(page).then(done),
    'frame/hello': hosts.prove,
    'frame/close': (_, from) => hosts.close(from),
    'sidebar/save': hosts.place,
    'sidebar/hide': hosts.hide,
    'sidebar/open': ({ tabId }) => hosts.show(tabId),
    'context/refresh': hosts.refresh,
    'site/wish': async ({ origin, tabId }) => {
      await wishes.note(origin, tabId);
      // What the browser had granted before it grants again without an event.
      await onGrantsChanged();
      return ok(undefined);
    },
    'site/switch-off': async ({ origin }) => {
      await link.tellSite(origin, { to: 'host', say: 'end', site: origin });
      return sites.switchOff(origin);
    },
    'site/show-again': ({ origin }) => changed(origin, sites.setHidden(origin, false)),
    'site/forget': async ({ origin }) => {
      await link.tellSite(origin, { to: 'host', say: 'end', site: origin });
      return sites.forget(origin);
    },
    'site/save-rules': ({ origin, rules }) =>
      changed(
        origin,
        sites.changeRules(origin, () => rules),
      ),
    'teach/begin': ({ tabId }, from) => teaching.begin(tabOf(from, tabId) ?? -1, from.page === 'frame'),
    'teach/result': teaching.end,
    'rule/confirm': ({ tabId, ...said }, from) => teaching.confirm(tabOf(from, tabId) ?? -1, said),
    'host/hello': hosts.hello,
    'host/open': (_, from) => hosts.open(from),
    'host/report': hosts.report,
    'host/trouble': hosts.trouble,
    'host/menu': (_, from) => hosts.note(from),
  };

  return {
    handlers,
    isProven: frames.isProven,
    onGrantsChanged,
    /** It has become known whose conversation a thread is. */
    reportAnew: () => link.tellSite(BREVO_APP, { to: 'host', say: 'report' }),
    /** Must run before the first `await` of the background. */
    listen(): void {
      onMenu({
        onMessage: (visitorId, tab) => {
          land(tab);
          if (visitorId !== undefined) void contexts.choose(tab.id, visitorId, now());
        },
        onSend: (text, tab) => {
          land(tab);
          void targetIn(tab.id).then((to) => sendSelection(text, to));
        },
        onHere: (tab) => void hosts.show(tab.id).then((shown) => shown.ok || openPopup()),
      });
      browser.commands.onCommand.addListener((name, tab) => {
        if (name !== 'sidebar' || tab?.id === undefined || tab.windowId === undefined) return;
        land({ id: tab.id, windowId: tab.windowId, url: tab.url }, 'toggle');
      });
      browser.tabs.onRemoved.addListener((tabId) => void hosts.forgetTab(tabId));
    },
    /** Repairs what a start of the browser or an update may have left. */
    async start(): Promise<void> {
      // Each start tries anew what fails here, and one must not keep the others from it.
      await Promise.allSettled([createMenu(), sites.reconcile(), link.openTabs().then(contexts.prune)]);
    },
  };
}
