import type { PageName } from './contract.ts';

export type Sender = {
  id?: string | undefined;
  url?: string | undefined;
  frameId?: number | undefined;
  tab?: { id?: number | undefined } | undefined;
  /** Not in older browsers; "null" for a sandboxed document, whatever its address. */
  origin?: string | undefined;
};

/** Who sent a message. Only what is in a tab has a tab. */
export type From = { page: PageName; tabId?: number; frameId?: number; origin?: string; url?: string };

const pages: Record<string, PageName> = {
  'popup.html': 'popup',
  'sidepanel.html': 'panel',
  'options.html': 'options',
  'history.html': 'history',
};

/**
 * Who of ours sent a message; undefined for anybody else. A content script carries our id too, but the address of the page
 * it runs in; the workspace inside a frame of a site has a frame number, and no other page of ours may be in a frame.
 */
export function senderOf(sender: Sender, ownId: string, ownBase: string): From | undefined {
  if (sender.id !== ownId || !sender.url) return undefined;
  const page = sender.url.startsWith(ownBase) ? ownPage(sender, ownBase) : hostPage(sender);
  const { frameId, tab } = sender;
  if (!page) return undefined;
  return {
    page,
    ...(tab?.id !== undefined && { tabId: tab.id }),
    ...(frameId !== undefined && { frameId }),
    ...(page === 'host' && { origin: new URL(sender.url).origin, url: sender.url }),
  };
}

function ownPage({ url = '', frameId = 0, origin, tab }: Sender, ownBase: string): PageName | undefined {
  if (origin !== undefined && `${origin}/` !== ownBase) return undefined;
  const path = url.slice(ownBase.length).split(/[?#]/, 1)[0] ?? '';
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  if (frameId === 0) return page;
  return page === 'panel' && frameId > 0 && tab?.id !== undefined ? 'frame' : undefined;
}

/** Only the top document of a site, at its own origin. */
function hostPage({ url = '', frameId, origin, tab }: Sender): PageName | undefined {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url) || frameId !== 0 || tab?.id === undefined) return undefined;
  return origin === undefined || origin === new URL(url).origin ? 'host' : undefined;
}
