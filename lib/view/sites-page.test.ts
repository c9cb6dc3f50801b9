import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { err, ok } from '../result.ts';
import { defaultSidebar } from '../sites/measures.ts';
import { encode } from '../storage/item.ts';
import { type Rule, type Site, sidebarItem, siteItem } from '../storage/items/sites.ts';
import { createSitesPage } from './sites-page.ts';
import { switchOn } from './sites-page-switch.ts';

const CRM = 'https://crm.example';
const rule = (id: string): Rule => ({ id, visitor: { kind: 'query', name: id }, confirmed: 2 });
const siteOf = (origin: string, rules: Rule[] = []): Site => ({
  origin,
  addedAt: 1,
  isOn: true,
  isHidden: false,
  rules,
});
const keep = (...sites: Site[]) =>
  fakeBrowser.storage.local.set(
    Object.fromEntries(sites.map((site) => [siteItem.key + site.origin, encode(siteItem, site)])),
  );
let asked = vi.spyOn(fakeBrowser.runtime, 'sendMessage');

beforeEach(() => {
  asked = vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockResolvedValue(ok(undefined));
});

async function open() {
  const page = createSitesPage();
  await page.ready;
  return page;
}

it('follows the sites, by name, and the sidebar', async () => {
  await keep(siteOf('https://b.example'), siteOf('https://a.example'));
  const page = await open();
  expect(page.sites.value.map(({ origin }) => origin)).toEqual(['https://a.example', 'https://b.example']);
  expect(page.sidebar.value).toEqual(defaultSidebar);
  await fakeBrowser.storage.local.remove(`${siteItem.key}https://a.example`);
  await fakeBrowser.storage.local.set({ [sidebarItem.key]: encode(sidebarItem, { ...defaultSidebar, width: 300 }) });
  expect(page.sites.value).toHaveLength(1);
  expect(page.sidebar.value.width).toBe(300);
});

it('says when storage is out of order', async () => {
  vi.spyOn(fakeBrowser.storage.local, 'get').mockRejectedValue(new Error('broken'));
  expect((await open()).trouble.value).toEqual({ kind: 'storage-unavailable' });
});

it('makes each change of rules from what the one before has left, whenever storage tells', async () => {
  await keep(siteOf(CRM, [rule('a')]));
  const page = await open();
  // Storage stays silent meanwhile.
  const first = page.changeRules(CRM, (rules) => [...rules, rule('b')]);
  const second = page.changeRules(CRM, (rules) => rules.filter(({ id }) => id !== 'a'));
  expect([await first, await second]).toEqual([ok(undefined), ok(undefined)]);
  const saved = asked.mock.calls.map(([message]) =>
    (message as { data: { rules: Rule[] } }).data.rules.map(({ id }) => id),
  );
  expect(saved).toEqual([['a', 'b'], ['b']]);
});

it('begins with what is stored again after a change was refused, or came from elsewhere', async () => {
  await keep(siteOf(CRM, [rule('a')]));
  const page = await open();
  asked.mockResolvedValueOnce(err({ kind: 'storage-unavailable' }));
  expect((await page.changeRules(CRM, () => [])).ok).toBe(false);
  await page.changeRules(CRM, (rules) => [...rules, rule('b')]);
  await keep(siteOf(CRM, [rule('taught')]));
  await page.changeRules(CRM, (rules) => [...rules, rule('c')]);
  const saved = asked.mock.calls.map(([message]) =>
    (message as { data: { rules: Rule[] } }).data.rules.map(({ id }) => id),
  );
  expect(saved).toEqual([[], ['a', 'b'], ['taught', 'c']]);
});

it('asks for the site without its port, and names the tab', async () => {
  const request = vi.fn(async () => true);
  const ask = vi.fn(async () => ok(undefined)) as never;
  expect(await switchOn({ request, ask, origin: 'http://localhost:5173', tabId: 7 })).toEqual(ok(undefined));
  expect(request.mock.calls).toEqual([['http://localhost/*']]);
  expect(ask).toHaveBeenCalledWith('site/wish', { origin: 'http://localhost:5173', tabId: 7 });
});

it.each([
  [true, ok(undefined), ok(undefined)],
  [false, ok(undefined), err({ kind: 'refused' })],
  [true, err({ kind: 'no-answer' }), err({ kind: 'no-answer' })],
])('tells what came of the question: %j %j', async (isGranted, answer, result) => {
  const ask = (async () => answer) as never;
  expect(await switchOn({ request: async () => isGranted, ask, origin: CRM })).toEqual(result);
});
