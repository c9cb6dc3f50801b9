import { computed, effect, type ReadonlySignal } from '@preact/signals';
import type { Ask } from '../messaging/ask.ts';
import { defaultSidebar } from '../sites/measures.ts';
import { siteOf } from '../sites/patterns.ts';
import { valueOr } from '../storage/item.ts';
import { type Context, contextItem } from '../storage/items/context.ts';
import { type TabRecipient, tabRecipientItem } from '../storage/items/messages.ts';
import { type Sidebar, type Site, sidebarItem, siteItem } from '../storage/items/sites.ts';
import type { Follower } from './follow.ts';

/** The tab beside us; its address is known to the popup alone, by the click that opened it. */
export type Tab = { id: number; origin?: string };

/** What the workspace knows of the page beside it. */
export type ThisPage = {
  surface: 'popup' | 'panel' | 'frame';
  tabId?: number;
  /** `scheme://host`, when it is known. */
  origin?: string;
  /** The sidebar is switched on for its site. */
  isOn: boolean;
  context?: Context;
  /** Whom the agent writes to beside it. */
  recipient?: TabRecipient;
  sidebar: Sidebar;
  site?: Site;
};

/** What the bar may do. What a surface cannot do, it leaves out, and the bar offers it not. */
export type ThisPageActions = {
  ask: Ask;
  /** Asks the browser for the pages of a pattern; popup only. */
  requestSite?: (pattern: string) => Promise<boolean>;
  /** Opens the browser's side panel; has to happen within the click. */
  openPanel?: () => void;
  /** Gets out of the way of the page: the popup closes. */
  leave?: () => void;
};

type Options = { tab: ReadonlySignal<Tab | undefined>; surface: ThisPage['surface'] };

/** Follows the page of a tab, and of another when the tab changes. */
export function createThisPage(follower: Follower, { tab, surface }: Options): ReadonlySignal<ThisPage> {
  const sidebar = follower.follow(sidebarItem);
  const context = computed(() => {
    const id = tab.value?.id;
    return id === undefined ? undefined : follower.follow(contextItem, String(id));
  });
  const recipient = computed(() => {
    const id = tab.value?.id;
    return id === undefined ? undefined : follower.follow(tabRecipientItem, String(id));
  });
  const shown = computed(() => context.value && valueOr(context.value.value, undefined));
  const origin = computed(() => {
    const address = tab.value?.origin ?? shown.value?.origin;
    return address === undefined ? undefined : siteOf(address);
  });
  const site = computed(() => (origin.value === undefined ? undefined : follower.follow(siteItem, origin.value)));
  // Nothing is let go of again: others follow the same items, and a tab's is small.
  effect(() => {
    const followed = [context.value, recipient.value, site.value];
    if (followed.some(Boolean)) void follower.load().catch(unreadable);
  });
  return computed(() => {
    const known = site.value && valueOr(site.value.value, undefined);
    const chosen = recipient.value && valueOr(recipient.value.value, undefined);
    return {
      surface,
      ...(tab.value && { tabId: tab.value.id }),
      ...(origin.value !== undefined && { origin: origin.value }),
      isOn: known?.isOn ?? false,
      ...(shown.value && { context: shown.value }),
      ...(chosen && { recipient: chosen }),
      sidebar: valueOr(sidebar.value, defaultSidebar),
      ...(known && { site: known }),
    };
  });
}

/** Storage is out of order altogether, which the workspace says. */
const unreadable = () => undefined;
