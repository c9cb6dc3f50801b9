import { beforeEach, describe, expect, it, type Mock, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { err, ok } from '../result.ts';
import { hostLink } from './host-link.ts';
import { CRM, TAB } from './testing.ts';

const SHOW = { to: 'host', say: 'show' } as const;
let sent: Mock;
const answer = (said: unknown) =>
  vi.spyOn(browser.tabs, 'sendMessage').mockImplementation(async () => said as never) as Mock;

beforeEach(() => {
  sent = answer(true);
});

describe('what is said to a host', () => {
  it('reaches the top document of its tab alone', async () => {
    expect(await hostLink.tell(TAB, SHOW)).toBe(true);
    expect(sent).toHaveBeenCalledExactlyOnceWith(TAB, SHOW, { frameId: 0 });
  });

  it.each([undefined, null, false, 'true', {}])('was not heard when the answer is %j', async (said) => {
    answer(said);
    expect(await hostLink.tell(TAB, SHOW)).toBe(false);
  });

  it('was not heard when there is no host, or no tab', async () => {
    sent.mockRejectedValue(new Error('Receiving end does not exist'));
    expect(await hostLink.tell(TAB, SHOW)).toBe(false);
  });

  it('reaches all tabs of a site', async () => {
    vi.spyOn(fakeBrowser.tabs, 'query').mockImplementation(
      async ({ url }) => (url === 'https://crm.example/*' ? [{ id: 1 }, { id: 2 }, {}] : []) as never,
    );
    await hostLink.tellSite(CRM, SHOW);
    expect(sent.mock.calls.map(([tabId]) => tabId)).toEqual([1, 2]);
  });

  it('does not fail where the browser does not tell the tabs of a site', async () => {
    vi.spyOn(fakeBrowser.tabs, 'query').mockRejectedValue(new Error('invalid pattern'));
    await hostLink.tellSite('junk', SHOW);
    expect(sent).not.toHaveBeenCalled();
  });
});

describe('a script of ours', () => {
  it('comes into the top document of a tab', async () => {
    const injected = vi.spyOn(browser.scripting, 'executeScript').mockResolvedValue([] as never);
    expect(await hostLink.inject(TAB)).toEqual(ok(undefined));
    expect(await hostLink.inject(TAB, '/teach.js')).toEqual(ok(undefined));
    expect(injected.mock.calls).toEqual([
      [{ target: { tabId: TAB }, files: ['/page.js'] }],
      [{ target: { tabId: TAB }, files: ['/teach.js'] }],
    ]);
  });

  it('stays out where the browser says so', async () => {
    vi.spyOn(browser.scripting, 'executeScript').mockRejectedValue(new Error('Cannot access a chrome:// URL'));
    expect(await hostLink.inject(TAB)).toEqual(err({ kind: 'no-access' }));
  });
});

it('knows the numbers of all open tabs', async () => {
  vi.spyOn(fakeBrowser.tabs, 'query').mockResolvedValue([{ id: 1 }, {}, { id: 0 }] as never);
  expect(await hostLink.openTabs()).toEqual([1, 0]);
});
