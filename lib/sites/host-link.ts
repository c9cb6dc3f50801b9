import { browser } from 'wxt/browser';
import type { SidebarFailure } from '../messaging/contract.ts';
import type { HostMessage } from '../messaging/site-commands.ts';
import { err, ok, type Result } from '../result.ts';
import { type FRAME_SCRIPT, HOST_SCRIPT, type TEACH_SCRIPT } from './scripts.ts';

type Script = typeof HOST_SCRIPT | typeof FRAME_SCRIPT | typeof TEACH_SCRIPT;

import { patternOf } from './patterns.ts';

/** The ways from the background to the host in a tab. */
export const hostLink = {
  /** Whether there is a host in the tab, which has heard it. */
  async tell(tabId: number, message: HostMessage): Promise<boolean> {
    try {
      return (await browser.tabs.sendMessage(tabId, message, { frameId: 0 })) === true;
    } catch {
      // No host there, or none any more.
      return false;
    }
  },
  /** Tells every host of a site. */
  async tellSite(site: string, message: HostMessage): Promise<void> {
    const tabs = await browser.tabs.query({ url: patternOf(site) }).catch(() => []);
    await Promise.all(tabs.map(({ id }) => id !== undefined && hostLink.tell(id, message)));
  },
  /** Puts a script of ours into the page of a tab, which takes a granted site or a click on the toolbar there. */
  async inject(tabId: number, file: Script = HOST_SCRIPT): Promise<Result<undefined, SidebarFailure>> {
    try {
      await browser.scripting.executeScript({ target: { tabId }, files: [file] });
      return ok(undefined);
    } catch {
      return err({ kind: 'no-access' });
    }
  },
  openTabs: async (): Promise<number[]> => (await browser.tabs.query({})).flatMap(({ id }) => id ?? []),
};

export type HostLink = typeof hostLink;
