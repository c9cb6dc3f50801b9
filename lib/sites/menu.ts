import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { LONGEST_VISITOR_ID } from '../storage/items/messages.ts';
import type { Place } from './landing.ts';

type Choices = {
  /** The selection is a visitor's ID; nothing when it is too long for one. */
  onMessage: (visitorId: string | undefined, tab: Place) => void;
  /** The selection goes into the message to the visitor of the tab. */
  onSend: (text: string, tab: Place) => void;
  /** The sidebar is wanted on this page, once. */
  onHere: (tab: Place) => void;
};

/** Puts our entries into the context menu. At every start, because Firefox forgets them. */
export async function createMenu(): Promise<void> {
  const { contextMenus } = browser;
  await contextMenus.removeAll();
  contextMenus.create({ id: 'message', title: i18n.t('menu.message'), contexts: ['selection'] });
  contextMenus.create({ id: 'send', title: i18n.t('menu.send'), contexts: ['selection'] });
  contextMenus.create({ id: 'here', title: i18n.t('menu.here'), contexts: ['page', 'action'] });
}

/** Calls back in the tick of the choice. Must run before the first `await` of the background. */
export function onMenu({ onMessage, onSend, onHere }: Choices): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId, selectionText = '' }, tab) => {
    if (tab?.id === undefined || tab.windowId === undefined) return;
    const place = { id: tab.id, windowId: tab.windowId, url: tab.url };
    const text = selectionText.trim();
    if (menuItemId === 'here') onHere(place);
    else if (text === '') return;
    else if (menuItemId === 'send') onSend(text, place);
    else if (menuItemId === 'message') onMessage(text.length > LONGEST_VISITOR_ID ? undefined : text, place);
  });
}
