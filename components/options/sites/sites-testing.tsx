import { screen, within } from '@testing-library/preact';
import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { err, ok } from '../../../lib/result.ts';
import { defaultSidebar } from '../../../lib/sites/measures.ts';
import { encode } from '../../../lib/storage/item.ts';
import {
  CONFIRMATIONS,
  type Rule,
  type Sidebar,
  type Site,
  sidebarItem,
  siteItem,
} from '../../../lib/storage/items/sites.ts';
import { show } from '../../../lib/testing/show.ts';
import { createSitesPage } from '../../../lib/view/sites-page.ts';
import { NOW } from '../../testing.ts';
import { SitesPage } from './SitesPage.tsx';

export const siteOf = (host: string, change: Partial<Site> = {}): Site => ({
  origin: `https://${host}`,
  addedAt: NOW,
  isOn: true,
  isHidden: false,
  rules: [],
  ...change,
});

export const ruleOf = (id: string, change: Partial<Rule> = {}): Rule => ({
  id,
  visitor: { kind: 'path', after: `/${id}/` },
  confirmed: CONFIRMATIONS,
  ...change,
});

type Command = { name: string; data: { origin: string; rules: Rule[]; change: Partial<Sidebar> } };

/** The page before a background that does what it is asked, or says that it cannot. */
export async function openSitesPage(sites: Site[] = [], { isGranted = true } = {}) {
  for (const site of sites) await keep(site);
  const background = { isFull: false, sidebar: defaultSidebar as Sidebar };
  const asked = vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(async (message) => {
    if (background.isFull) return err({ kind: 'storage-unavailable' });
    return act(message as Command, background);
  });
  const requestSite = vi.fn(async (_pattern: string) => isGranted);
  const view = createSitesPage();
  await view.ready;
  return {
    view,
    background,
    asked,
    requestSite,
    ...show(<SitesPage view={view} requestSite={requestSite} now={() => NOW} />),
  };
}

const keyOf = (origin: string) => siteItem.key + origin;
export const keep = (site: Site) => fakeBrowser.storage.local.set({ [keyOf(site.origin)]: encode(siteItem, site) });

async function act({ name, data }: Command, background: { sidebar: Sidebar }) {
  const stored = await fakeBrowser.storage.local.get(keyOf(data.origin));
  const site = (stored[keyOf(data.origin)] as { data: Site } | undefined)?.data;
  if (name === 'site/forget') await fakeBrowser.storage.local.remove(keyOf(data.origin));
  if (site && name === 'site/save-rules') await keep({ ...site, rules: data.rules });
  if (site && name === 'site/switch-off') await keep({ ...site, isOn: false });
  if (site && name === 'site/show-again') await keep({ ...site, isHidden: false });
  if (name !== 'sidebar/save') return ok(undefined);
  background.sidebar = { ...background.sidebar, ...data.change };
  await fakeBrowser.storage.local.set({ [sidebarItem.key]: encode(sidebarItem, background.sidebar) });
  return ok(background.sidebar);
}

/** The part of the page about a site. */
export const siteOn = (host: string) => {
  const row = screen.getByRole('heading', { level: 3, name: `https://${host}` }).closest('li');
  return within(row as HTMLElement);
};
