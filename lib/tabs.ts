import { browser } from 'wxt/browser';

/** A tab, and the site of its page as far as the browser tells. */
export type Tab = { id: number; windowId: number; origin?: string };

/** The tab beside a popup or the browser's side panel, which stand outside of tabs; of a page that is in a tab, its own. */
export async function activeTab(): Promise<Tab | undefined> {
  const own = await browser.tabs.getCurrent();
  const [tab] = own ? [own] : await browser.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined) return undefined;
  // The address is told only where the agent clicked the toolbar, or switched the site on.
  const isSite = tab.url !== undefined && /^https?:/.test(tab.url);
  return {
    id: tab.id,
    windowId: tab.windowId ?? -1,
    ...(isSite && tab.url && { origin: new URL(tab.url).origin }),
  };
}

/** Calls back when another tab is in front, or shows another page. */
export function onActiveTabChanged(listener: () => void): void {
  browser.tabs.onActivated.addListener(listener);
  browser.tabs.onUpdated.addListener((_, { status }) => {
    if (status !== undefined) listener();
  });
}
