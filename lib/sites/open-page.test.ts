import { expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { openPage } from './open-page.ts';

it.each([
  ['settings', '/options.html'],
  ['presence', '/options.html#presence'],
  ['visitors', '/options.html#visitors'],
  ['sites', '/options.html#sites'],
  ['history', '/history.html'],
] as const)('opens our page %s in a tab of its own', async (page, path) => {
  const created = vi.spyOn(browser.tabs, 'create').mockResolvedValue({} as never);
  await openPage({ page });
  expect(created).toHaveBeenCalledExactlyOnceWith({ url: browser.runtime.getURL('/').replace(/\/$/, '') + path });
});

it('opens Brevo’s page at Brevo', async () => {
  const created = vi.spyOn(browser.tabs, 'create').mockResolvedValue({} as never);
  await openPage({ page: 'brevo' });
  expect(created).toHaveBeenCalledExactlyOnceWith({
    url: expect.stringMatching(/^https:\/\/conversations-app\.brevo\.com\//),
  });
});
