import { browser } from 'wxt/browser';
import type { CommandData } from '../messaging/contract.ts';

const ADDRESSES: Record<CommandData<'page/open'>['page'], string> = {
  settings: '/options.html',
  presence: '/options.html#presence',
  visitors: '/options.html#visitors',
  sites: '/options.html#sites',
  history: '/history.html',
  brevo: 'https://conversations-app.brevo.com/conversations',
};

/** Opens one of our pages, or Brevo's, in a tab of its own. */
export async function openPage({ page }: CommandData<'page/open'>): Promise<void> {
  const address = ADDRESSES[page];
  await browser.tabs.create({
    url: address.startsWith('/') ? browser.runtime.getURL(address as '/history.html') : address,
  });
}
