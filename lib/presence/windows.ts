import { browser } from 'wxt/browser';

/** Whether any window is open that this extension can see: private ones it cannot. */
export const hasWindow = async (): Promise<boolean> => (await browser.windows.getAll()).length > 0;

/** Calls back when a window was opened or closed. Must run before the first `await` of the background. */
export function onWindowsChanged(listener: () => void): void {
  browser.windows.onCreated.addListener(listener);
  browser.windows.onRemoved.addListener(listener);
}
