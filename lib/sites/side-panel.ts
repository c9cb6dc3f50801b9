import { browser } from 'wxt/browser';

type Panels = {
  sidePanel?: { open(options: { windowId: number }): Promise<void> };
  sidebarAction?: { open(): Promise<void> };
};

/**
 * Opens the browser's own panel beside the page. Must be called in the very tick of a click, a key or a menu: browsers take
 * it for nothing that the agent did otherwise, and then it rejects.
 */
export function openSidePanel(windowId: number): Promise<void> {
  const { sidePanel, sidebarAction } = browser as unknown as Panels;
  if (sidePanel) return sidePanel.open({ windowId });
  return sidebarAction ? sidebarAction.open() : Promise.reject(new Error('This browser has no side panel.'));
}
