import { browser } from 'wxt/browser';

const BREVO = { origins: ['https://api.brevo.com/*'] };

/** Whether the browser lets us reach Brevo; in Firefox people can take that back at any time. */
export const hasBrevoPermission = (): Promise<boolean> => browser.permissions.contains(BREVO);

/** Asks for it. Must be the first thing in a click. */
export const requestBrevoPermission = (): Promise<boolean> => browser.permissions.request(BREVO);

/** Asks for the pages of one site, `scheme://host/*`. Must be the first thing in a click; the browser may close a popup over it. */
export const requestSitePermission = async (pattern: string): Promise<boolean> =>
  browser.permissions.request({ origins: [pattern] });

/** Calls back whenever a permission was granted or taken back. */
export function onPermissionChanged(listener: () => void): void {
  browser.permissions.onAdded.addListener(listener);
  browser.permissions.onRemoved.addListener(listener);
}
