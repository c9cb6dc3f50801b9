import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { calmInToolbar, createLanding, warnInToolbar } from './landing.ts';
import { openSidePanel } from './side-panel.ts';
import { createFakeLink, TAB } from './testing.ts';

const tab = { id: TAB, windowId: 2 };
const chromium = { open: vi.fn(async (_: object) => undefined) };
const firefox = { open: vi.fn(async () => undefined) };

/** What this browser calls the panel beside the page. */
function panels(named: { sidePanel?: object; sidebarAction?: object }): void {
  Object.assign(browser, { sidePanel: named.sidePanel, sidebarAction: named.sidebarAction });
}

/** The test double looks at all that it has when it is reset. */
const original = fakeBrowser.sidebarAction;
afterEach(() => {
  panels({ sidebarAction: original });
  Reflect.deleteProperty(browser, 'sidePanel');
});

beforeEach(() => {
  chromium.open.mockReset().mockResolvedValue(undefined);
  firefox.open.mockReset().mockResolvedValue(undefined);
  panels({ sidePanel: chromium });
});

function open({ isMounted = true, hosts = [TAB] } = {}) {
  const openPopup = vi.fn();
  const { link, heard } = createFakeLink({ hosts });
  const tell = (tabId: number, say: 'show' | 'toggle') => link.tell(tabId, { to: 'host', say });
  return { openPopup, heard, land: createLanding({ tell, isMounted: () => isMounted, openPopup }) };
}

describe('after a choice in the menu, or a key', () => {
  it('the frame comes where a host is', async () => {
    const { land, heard, openPopup } = open();
    land(tab);
    land(tab, 'toggle');
    await vi.waitFor(() =>
      expect(heard).toEqual([
        [TAB, 'show'],
        [TAB, 'toggle'],
      ]),
    );
    expect(chromium.open).not.toHaveBeenCalled();
    expect(openPopup).not.toHaveBeenCalled();
  });

  it('the side panel comes elsewhere, in the very tick', () => {
    const { land } = open({ isMounted: false });
    land(tab);
    expect(chromium.open).toHaveBeenCalledExactlyOnceWith({ windowId: 2 });
  });

  it('the popup comes when the host does not hear, or the browser opens no panel', async () => {
    const deaf = open({ hosts: [] });
    deaf.land(tab);
    await vi.waitFor(() => expect(deaf.openPopup).toHaveBeenCalledTimes(1));
    chromium.open.mockRejectedValue(new Error('may only be called in response to a user gesture'));
    const shut = open({ isMounted: false });
    shut.land(tab);
    await vi.waitFor(() => expect(shut.openPopup).toHaveBeenCalledTimes(1));
  });
});

describe('the browser’s side panel', () => {
  it('is Firefox’s where there is no other', async () => {
    panels({ sidebarAction: firefox });
    await openSidePanel(2);
    expect(firefox.open).toHaveBeenCalledTimes(1);
  });

  it('is refused where there is none, without a throw', async () => {
    panels({});
    await expect(openSidePanel(2)).rejects.toThrow();
  });
});

describe('the toolbar', () => {
  it('says in one tab what its page did', async () => {
    await warnInToolbar(TAB, 'It was closed');
    expect(await browser.action.getBadgeText({ tabId: TAB })).toBe('!');
    expect(await browser.action.getTitle({ tabId: TAB })).toBe('It was closed');
    expect(await browser.action.getBadgeText({ tabId: TAB + 1 })).not.toBe('!');
  });

  it('takes it back, for the badge of all tabs', async () => {
    const setBadgeText = vi.spyOn(browser.action, 'setBadgeText');
    await warnInToolbar(TAB, 'It was closed');
    await calmInToolbar(TAB);
    expect(setBadgeText).toHaveBeenLastCalledWith({ tabId: TAB, text: null });
    expect(await browser.action.getTitle({ tabId: TAB })).toBe('');
  });

  it('says nothing in a tab that is gone', async () => {
    vi.spyOn(browser.action, 'setTitle').mockRejectedValue(new Error('No tab with id'));
    await warnInToolbar(TAB, 'It was closed');
  });
});
