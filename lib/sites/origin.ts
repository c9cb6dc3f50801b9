import { err, ok, type Result } from '../result.ts';
import { siteOf } from './patterns.ts';

/** Why the sidebar cannot be switched on for what was typed. */
export type AddressProblem =
  | 'blank'
  | 'not-an-address'
  /** A page of the browser, a file, or one of the shops for extensions: browsers keep every extension out. */
  | 'closed'
  | 'own-page';

const WITH_SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i;
/** Without a host, so they look like a host with a port. */
const NO_SITE = /^(about|blob|data|file|javascript|mailto|view-source):/i;
const OWN_PAGE = /^(chrome|moz)-extension:/i;
const NO_TLS = /^(localhost|[^/:?#]+\.localhost|127\.0\.0\.1|\[::1\])(?=[:/?#]|$)/i;
/** Browsers let no extension change the pages that offer them. */
const SHOPS = new Set(['chromewebstore.google.com', 'addons.mozilla.org']);
/** A page of the largest sites has an address of some kilobytes; longer ones are something else that was pasted. */
const LONGEST_ADDRESS = 10_000;

/**
 * The site of an address that somebody typed or pasted, as `scheme://host` without a port. What has no scheme is https, but
 * for this computer itself. A word alone is no address: it needs a dot, a port or a path, as `crm/customers`.
 */
export function originOf(typed: string): Result<string, AddressProblem> {
  const text = typed.trim().replace(/^\/\//, '');
  if (text === '') return err('blank');
  if (text.length > LONGEST_ADDRESS) return err('not-an-address');
  if (OWN_PAGE.test(text)) return err('own-page');
  const scheme = WITH_SCHEME.exec(text)?.[1]?.toLowerCase();
  if (NO_SITE.test(text) || (scheme && !/^https?$/.test(scheme))) return err('closed');
  if (!scheme && !looksLikeAnAddress(text)) return err('not-an-address');
  const site = siteOf(scheme ? text : `${NO_TLS.test(text) ? 'http' : 'https'}://${text}`);
  // A pattern for many sites at once, which is not ours to ask for.
  if (!site || /[*%\s]/.test(site) || site.length > 255) return err('not-an-address');
  return SHOPS.has(new URL(site).hostname) ? err('closed') : ok(site);
}

/** Not an e-mail address, and not just a word. */
function looksLikeAnAddress(text: string): boolean {
  const [host = ''] = text.split(/[/?#]/, 1);
  return !host.includes('@') && (NO_TLS.test(text) || host.includes('.') || /^[^/?#]+(:\d+|\/)/.test(text));
}
