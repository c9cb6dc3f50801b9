import { browser } from 'wxt/browser';
import { openSidePanel } from './side-panel.ts';

/** Its address is known where the agent has just clicked or pressed a key. */
export type Place = { id: number; windowId: number; url?: string | undefined };
type Given = {
  /** Shows the sidebar of a tab, or shows and hides it in turn; false when there is none after all. */
  tell: (tabId: number, say: 'show' | 'toggle') => Promise<boolean>;
  isMounted: (tab: Place) => boolean;
  openPopup: () => void;
};

/**
 * Brings the workspace before the agent after a choice in the context menu or a key: the frame if its host is in the tab,
 * else the side panel, else the popup. Must be called in the tick of the event, or no panel opens.
 */
export const createLanding =
  ({ tell, isMounted, openPopup }: Given) =>
  (tab: Place, say: 'show' | 'toggle' = 'show'): void => {
    if (isMounted(tab)) {
      void tell(tab.id, say).then((isHeard) => isHeard || openPopup());
    } else void openSidePanel(tab.windowId).catch(openPopup);
  };

/** Says in the toolbar of one tab what its page did. The browser forgets it when the tab shows another page. */
export const warnInToolbar = (tabId: number, title: string): Promise<void> => paint(tabId, '!', title);

/** Takes it back: the badge is that of all tabs again, and without a title the toolbar shows our name. */
export const calmInToolbar = (tabId: number): Promise<void> => paint(tabId, null, '');

async function paint(tabId: number, text: string | null, title: string): Promise<void> {
  // The types do not know that `null` takes the tab's own badge away; both browsers' documentation does.
  const badge = { tabId, text } as { tabId: number; text: string };
  await Promise.all([browser.action.setBadgeText(badge), browser.action.setTitle({ tabId, title })]).catch(
    () => undefined,
  );
}
