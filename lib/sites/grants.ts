import { browser } from 'wxt/browser';
import { patternOf, siteOfPattern } from './patterns.ts';
import { HOST_SCRIPT } from './scripts.ts';

const ID = 'page';
/** Its permission belongs to the installation, and it is nobody's page. */
const BREVO_API = 'https://api.brevo.com';

/** The sites on which the browser lets the sidebar in. */
export async function grantedSites(): Promise<string[]> {
  const { origins = [] } = await browser.permissions.getAll();
  const sites = origins.flatMap((pattern) => siteOfPattern(pattern) ?? []);
  return [...new Set(sites)].filter((site) => site !== BREVO_API).sort();
}

/** Gives the browser's permission for a site back. */
export const revoke = (site: string): Promise<boolean> => browser.permissions.remove({ origins: [patternOf(site)] });

/**
 * Makes the browser put the host into the pages of exactly these sites. Chromium forgets registrations when an unpacked
 * extension starts, Firefox keeps them, so what is there is compared before anything is changed.
 */
export async function registerHost(sites: string[]): Promise<void> {
  const { scripting } = browser;
  const [registered] = await scripting.getRegisteredContentScripts({ ids: [ID] });
  const matches = sites.map(patternOf);
  if (matches.length === 0) {
    if (registered) await scripting.unregisterContentScripts({ ids: [ID] });
    return;
  }
  const script = {
    id: ID,
    js: [HOST_SCRIPT],
    matches,
    runAt: 'document_idle' as const,
    allFrames: false,
    persistAcrossSessions: true,
  };
  if (!registered) return scripting.registerContentScripts([script]);
  const before = registered.matches ?? [];
  if (before.length === matches.length && matches.every((match) => before.includes(match))) return;
  await scripting.updateContentScripts([script]);
}
