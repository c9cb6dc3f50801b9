import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { startHost } from '../lib/host/host.ts';

/**
 * The host, our script in the page of a site. No content script in WXT's sense, because that would tell the page our name;
 * see docs/decisions/0012.
 */
export default defineUnlistedScript(startHost);
