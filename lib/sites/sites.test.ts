import { describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { err, ok } from '../result.ts';
import { type Rule, type Site, siteItem } from '../storage/items/sites.ts';
import { entry, read, write } from '../storage/local.ts';
import { createSites } from './sites.ts';
import { CRM, createFakeGrants, ruleOf, SHOP } from './testing.ts';

const NOW = 1_700_000_000_000;
const KEY = siteItem.key + CRM;
const site = (change: Partial<Site> = {}): Site => ({
  origin: CRM,
  addedAt: 1,
  isOn: true,
  isHidden: false,
  rules: [],
  ...change,
});
const keep = (kept: Site) => write(entry(siteItem, kept, kept.origin));
const stored = async (origin = CRM) => (await browser.storage.local.get(siteItem.key + origin))[siteItem.key + origin];

function start(...granted: string[]) {
  const grants = createFakeGrants(...granted);
  return { ...grants, sites: createSites({ ...grants, now: () => NOW }) };
}

describe('a site', () => {
  it('is known, and on, from the moment the browser grants it', async () => {
    const { sites, registerHost } = start(CRM);
    expect(await sites.reconcile()).toEqual({ granted: [CRM], lost: [] });
    expect(registerHost).toHaveBeenCalledExactlyOnceWith([CRM]);
    expect(await sites.find(CRM)).toEqual(site({ addedAt: NOW }));
  });

  it('is off as soon as its grant is gone, but keeps its rules', async () => {
    await keep(site({ rules: [ruleOf('a')], isHidden: true }));
    const { sites, registerHost } = start();
    await sites.reconcile();
    expect(registerHost).toHaveBeenCalledExactlyOnceWith([]);
    expect(await sites.find(CRM)).toEqual(site({ isOn: false, isHidden: true, rules: [ruleOf('a')] }));
  });

  it('comes back with its rules and its age when it is granted again', async () => {
    await keep(site({ isOn: false, rules: [ruleOf('a')] }));
    const { sites } = start(CRM);
    await sites.reconcile();
    expect(await sites.find(CRM)).toEqual(site({ rules: [ruleOf('a')] }));
  });

  it('writes nothing at a start at which all is as it was', async () => {
    const { sites } = start(CRM, SHOP);
    await sites.reconcile();
    const set = vi.spyOn(browser.storage.local, 'set');
    await sites.reconcile();
    expect(set).not.toHaveBeenCalled();
  });

  it('gives the grant back when it is switched off', async () => {
    const { sites, revoke, registerHost } = start(CRM, SHOP);
    await sites.reconcile();
    expect(await sites.switchOff(CRM)).toEqual(ok(undefined));
    expect(revoke).toHaveBeenCalledExactlyOnceWith(CRM);
    expect(registerHost).toHaveBeenLastCalledWith([SHOP]);
    expect(await sites.find(CRM)).toMatchObject({ isOn: false });
    expect(await sites.find(SHOP)).toMatchObject({ isOn: true });
  });

  it('is gone with all that is known of it when it is forgotten, and stays gone', async () => {
    await keep(site({ rules: [ruleOf('a')] }));
    const { sites, revoke } = start(CRM);
    expect(await sites.forget(CRM)).toEqual(ok(undefined));
    expect(revoke).toHaveBeenCalledExactlyOnceWith(CRM);
    await sites.reconcile();
    expect(await stored()).toBeUndefined();
  });

  it('can be hidden, and get rules, before it was ever granted', async () => {
    const { sites } = start();
    await sites.setHidden(CRM, true);
    await sites.changeRules(CRM, () => [ruleOf('a')]);
    expect(await sites.find(CRM)).toEqual(site({ addedAt: NOW, isOn: false, isHidden: true, rules: [ruleOf('a')] }));
  });
});

describe('G-R10 what cannot be read', () => {
  it.each([
    ['is corrupt', { v: 1, data: { origin: 7 } }, 'storage-corrupt'],
    ['is no record at all', 'junk', 'storage-corrupt'],
    ['was written by a newer version', { v: 99, data: site() }, 'storage-newer'],
  ])('and %s is never written over', async (_, record, kind) => {
    await browser.storage.local.set({ [KEY]: record });
    const { sites } = start(CRM, SHOP);
    expect(await sites.reconcile()).toEqual({ granted: [CRM, SHOP], lost: [] });
    expect(await sites.setHidden(CRM, true)).toEqual(err({ kind }));
    expect(await sites.changeRules(CRM, () => [])).toEqual(err({ kind }));
    expect(await sites.find(CRM)).toBeUndefined();
    expect(await stored()).toEqual(record);
    expect(await sites.find(SHOP)).toMatchObject({ isOn: true });
  });

  it('is said when storage is out of order', async () => {
    vi.spyOn(browser.storage.local, 'get').mockRejectedValue(new Error('disk'));
    expect(await start().sites.setHidden(CRM, true)).toEqual(err({ kind: 'storage-unavailable' }));
  });
});

describe('changes at the same time', () => {
  it('all count', async () => {
    const { sites } = start(CRM);
    const add = (id: string) => (rules: Rule[]) => [...rules, ruleOf(id)];
    await Promise.all([
      sites.reconcile(),
      ...['a', 'b', 'c', 'd'].map((id) => sites.changeRules(CRM, add(id))),
      sites.setHidden(CRM, true),
      sites.reconcile(),
    ]);
    const { value } = (await read(siteItem, CRM)) as { value: Site };
    expect(value).toMatchObject({ isOn: true, isHidden: true });
    expect(value.rules.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('go on after one that failed', async () => {
    const { sites, registerHost } = start(CRM);
    registerHost.mockRejectedValueOnce(new Error('the browser is busy'));
    const failing = sites.reconcile();
    const next = sites.reconcile();
    await expect(failing).rejects.toThrow();
    expect(await next).toEqual({ granted: [CRM], lost: [] });
    expect(await sites.find(CRM)).toMatchObject({ isOn: true });
  });
});
