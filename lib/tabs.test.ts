import { beforeEach, describe, expect, it, type Mock, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { activeTab, onActiveTabChanged } from './tabs.ts';
import { followActiveTab } from './view/active-tab.ts';

type Found = { id?: number; windowId?: number; url?: string };
let query: Mock;
const front = (...found: Found[]) => query.mockResolvedValue(found as never);

beforeEach(() => {
  query = vi.spyOn(fakeBrowser.tabs, 'query') as Mock;
});

describe('the tab beside us', () => {
  it.each<[string, Found, object]>([
    [
      'with its site, whatever its path',
      { id: 7, windowId: 2, url: 'https://crm.example:8443/a?b#c' },
      { origin: 'https://crm.example:8443' },
    ],
    ['without one that the browser does not tell', { id: 7, windowId: 2 }, {}],
    ['without one that is no web page', { id: 7, windowId: 2, url: 'chrome://newtab/' }, {}],
    ['without one that only looks like one', { id: 7, windowId: 2, url: 'httpx://crm.example/' }, {}],
    ['in no window that we know', { id: 7 }, { windowId: -1 }],
  ])('is known %s', async (_, found, expected) => {
    front(found);
    expect(await activeTab()).toEqual({ id: 7, windowId: 2, ...expected });
    expect(query).toHaveBeenCalledExactlyOnceWith({ active: true, currentWindow: true });
  });

  it('is our own for a page of ours that is in a tab', async () => {
    front({ id: 7, windowId: 2 });
    vi.spyOn(fakeBrowser.tabs, 'getCurrent').mockResolvedValue({ id: 9, windowId: 2 } as never);
    expect(await activeTab()).toEqual({ id: 9, windowId: 2 });
  });

  it.each([[[]], [[{ windowId: 2 }]]])('may be none: %j', async (found) => {
    front(...found);
    expect(await activeTab()).toBeUndefined();
  });

  it('changes with another tab in front and another page in it, not with its title', async () => {
    const changed = vi.fn();
    onActiveTabChanged(changed);
    await fakeBrowser.tabs.onActivated.trigger({ tabId: 7, windowId: 2 });
    await fakeBrowser.tabs.onUpdated.trigger(7, { status: 'loading' }, {} as never);
    await fakeBrowser.tabs.onUpdated.trigger(7, { title: 'New' }, {} as never);
    expect(changed).toHaveBeenCalledTimes(2);
  });
});

describe('the side panel', () => {
  it('follows the agent from tab to tab', async () => {
    front({ id: 7, windowId: 2 });
    const tab = await followActiveTab();
    expect(tab.value).toEqual({ id: 7, windowId: 2 });
    front({ id: 8, windowId: 2 });
    await browser.tabs.create({});
    await fakeBrowser.tabs.onActivated.trigger({ tabId: 8, windowId: 2 });
    await vi.waitFor(() => expect(tab.value?.id).toBe(8));
  });

  it('is beside nothing where the browser tells no tab', async () => {
    query.mockRejectedValue(new Error('no window'));
    const tab = await followActiveTab();
    expect(tab.value).toBeUndefined();
  });
});
