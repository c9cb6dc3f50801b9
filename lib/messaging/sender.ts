import type { PageName } from './contract.ts';

export type Sender = {
  id?: string | undefined;
  url?: string | undefined;
  frameId?: number | undefined;
  /** Not in older browsers; "null" for a sandboxed document, whatever its address. */
  origin?: string | undefined;
};

const pages: Record<string, PageName> = { 'popup.html': 'popup', 'options.html': 'options', 'history.html': 'history' };

/**
 * Which of our pages sent a message; undefined for anything else. A content script carries our id too, but the address
 * of the page it runs in; one of our pages inside a frame of another site has a frame number.
 */
export function pageOf(sender: Sender, ownId: string, ownBase: string): PageName | undefined {
  if (sender.id !== ownId || !sender.url?.startsWith(ownBase) || (sender.frameId ?? 0) > 0) return undefined;
  if (sender.origin !== undefined && `${sender.origin}/` !== ownBase) return undefined;
  const path = sender.url.slice(ownBase.length).split(/[?#]/, 1)[0] ?? '';
  return Object.hasOwn(pages, path) ? pages[path] : undefined;
}
