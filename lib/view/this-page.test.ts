import { signal } from '@preact/signals';
import { expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { defaultSidebar } from '../sites/measures.ts';
import { encode } from '../storage/item.ts';
import { type Context, contextItem } from '../storage/items/context.ts';
import { type Site, siteItem } from '../storage/items/sites.ts';
import { createFollower } from './follow.ts';
import { createThisPage, type Tab } from './this-page.ts';

const CRM: Site = { origin: 'https://crm.example', addedAt: 1, isOn: true, isHidden: false, rules: [] };
const shows = (tabId: number, context: Context) =>
  fakeBrowser.storage.local.set({ [contextItem.key + tabId]: encode(contextItem, context) });
const keep = (site: Site) => fakeBrowser.storage.local.set({ [siteItem.key + site.origin]: encode(siteItem, site) });

async function open(tab: Tab | undefined, surface: 'popup' | 'panel' | 'frame' = 'popup') {
  const follower = createFollower();
  const beside = signal(tab);
  const page = createThisPage(follower, { tab: beside, surface });
  await follower.load();
  return { page, beside };
}

it('knows nothing before there is a tab', async () => {
  const { page, beside } = await open(undefined, 'panel');
  expect(page.value).toEqual({ surface: 'panel', isOn: false, sidebar: defaultSidebar });
  await keep(CRM);
  await shows(3, { visitorId: 'ada', origin: 'https://crm.example' });
  beside.value = { id: 3 };
  await vi.waitFor(() =>
    expect(page.value).toMatchObject({ tabId: 3, isOn: true, context: { visitorId: 'ada' }, site: CRM }),
  );
});

it('knows the site by the address of the tab, whatever its port', async () => {
  await keep(CRM);
  const { page } = await open({ id: 3, origin: 'https://crm.example:8443' });
  await vi.waitFor(() => expect(page.value.isOn).toBe(true));
  expect(page.value).toEqual({
    surface: 'popup',
    tabId: 3,
    origin: 'https://crm.example',
    isOn: true,
    sidebar: defaultSidebar,
    site: CRM,
  });
});

it.each(['chrome://newtab', 'null', 'file://'])('has no site on %s', async (origin) => {
  const { page } = await open({ id: 3, origin });
  expect(page.value).not.toHaveProperty('origin');
});

it('follows what the page says, and another tab', async () => {
  await shows(3, { visitorId: 'ada' });
  await shows(4, { visitorId: 'bob' });
  const { page, beside } = await open({ id: 3 }, 'panel');
  await vi.waitFor(() => expect(page.value.context?.visitorId).toBe('ada'));
  await shows(3, { visitorId: 'cy', origin: 'https://crm.example' });
  expect(page.value.context?.visitorId).toBe('cy');
  beside.value = { id: 4 };
  await vi.waitFor(() => expect(page.value.context?.visitorId).toBe('bob'));
  expect(page.value).not.toHaveProperty('origin');
  beside.value = { id: 3 };
  expect(page.value.context?.visitorId).toBe('cy');
});

it('follows a site that is switched on while it is shown', async () => {
  const { page } = await open({ id: 3, origin: 'https://crm.example' });
  expect(page.value.isOn).toBe(false);
  await keep(CRM);
  expect(page.value.isOn).toBe(true);
});
