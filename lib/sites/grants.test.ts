import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { grantedSites, registerHost, revoke } from './grants.ts';
import { CRM, SHOP } from './testing.ts';

type Script = { id: string; matches?: string[] };
const { scripting, permissions } = browser;

/** What the browser has registered; the test double has no such thing. */
let registered: Script[];
const change = { register: vi.fn(), update: vi.fn(), unregister: vi.fn() };

beforeEach(() => {
  registered = [];
  vi.spyOn(scripting, 'getRegisteredContentScripts').mockImplementation(
    async ({ ids } = {}) => registered.filter(({ id }) => !ids || ids.includes(id)) as never,
  );
  change.register = vi.spyOn(scripting, 'registerContentScripts').mockImplementation(async (scripts) => {
    if (registered.some(({ id }) => id === scripts[0]?.id)) throw new Error('Duplicate script ID');
    registered.push(...(scripts as Script[]));
  });
  change.update = vi.spyOn(scripting, 'updateContentScripts').mockImplementation(async (scripts) => {
    registered = scripts as Script[];
  });
  change.unregister = vi.spyOn(scripting, 'unregisterContentScripts').mockImplementation(async ({ ids } = {}) => {
    registered = registered.filter(({ id }) => !ids?.includes(id));
  });
});

const matches = () => registered.flatMap((script) => script.matches ?? []);
const changes = () => Object.values(change).flatMap(({ mock }) => mock.calls).length;
const grant = (...origins: string[]) => vi.spyOn(permissions, 'getAll').mockResolvedValue({ origins } as never);

describe('the sidebar comes', () => {
  it('to the top document of exactly the granted sites, and comes again in the next session', async () => {
    await registerHost([CRM, SHOP]);
    expect(registered).toEqual([
      {
        id: 'page',
        js: ['/page.js'],
        matches: ['https://crm.example/*', 'https://shop.example/*'],
        runAt: 'document_idle',
        allFrames: false,
        persistAcrossSessions: true,
      },
    ]);
  });

  it('again after a start at which the browser had forgotten it', async () => {
    await registerHost([CRM]);
    registered = [];
    await registerHost([CRM]);
    expect(matches()).toEqual(['https://crm.example/*']);
  });

  it.each([
    ['one more', [CRM], [CRM, SHOP]],
    ['one less', [CRM, SHOP], [CRM]],
    ['another instead', [CRM], [SHOP]],
  ])('with %s', async (_, before, after) => {
    await registerHost(before);
    await registerHost(after);
    expect(matches()).toEqual(after.map((site) => `${site}/*`));
  });

  it('to nobody when nothing is granted, and nothing is touched twice', async () => {
    await registerHost([]);
    expect(changes()).toBe(0);
    await registerHost([CRM]);
    await registerHost([]);
    expect(registered).toEqual([]);
    await registerHost([]);
    expect(changes()).toBe(2);
  });

  it('without a change where it already is, in whatever order', async () => {
    await registerHost([CRM, SHOP]);
    await registerHost([SHOP, CRM]);
    expect(changes()).toBe(1);
  });

  it('beside scripts of other names, which stay', async () => {
    registered = [{ id: 'other', matches: ['https://other.example/*'] }];
    await registerHost([CRM]);
    await registerHost([]);
    expect(registered.map(({ id }) => id)).toEqual(['other']);
  });
});

describe('granted sites', () => {
  it('G-S10 are single sites, each once; Brevo’s own interface is none of them', async () => {
    grant(
      'https://shop.example/*',
      'https://api.brevo.com/*',
      'https://crm.example/*',
      'https://crm.example:8443/*',
      '<all_urls>',
      '*://*/*',
      'https://*.wild.example/*',
    );
    expect(await grantedSites()).toEqual([CRM, SHOP]);
  });

  it('are none where the browser tells none', async () => {
    vi.spyOn(permissions, 'getAll').mockResolvedValue({} as never);
    expect(await grantedSites()).toEqual([]);
  });

  it('are given back by their pattern', async () => {
    const removed = vi.spyOn(fakeBrowser.permissions, 'remove').mockResolvedValue(true);
    await revoke(CRM);
    expect(removed).toHaveBeenCalledExactlyOnceWith({ origins: ['https://crm.example/*'] });
  });
});
