import type { Site } from '../storage/items/sites.ts';

/** Sites and their rules as a file of JSON. It holds nothing about visitors, nor what the agent hides. */
export const sitesFile = (sites: Site[]): string =>
  `${JSON.stringify({ kind: 'deskside-sites', version: 1, sites: sites.map(({ origin, rules }) => ({ origin, rules })) }, null, 2)}\n`;
