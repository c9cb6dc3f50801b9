import * as z from 'zod/mini';
import { sessionItem } from '../storage/session.ts';
import type { HostLink } from './host-link.ts';
import { siteOf } from './patterns.ts';

/** How long an agent may think about the browser's question. */
const WISH_MS = 120_000;

const wish = z.nullable(z.object({ site: z.string(), tabId: z.optional(z.number()), at: z.number() }));

type Dependencies = {
  link: Pick<HostLink, 'inject' | 'tell'>;
  /** The agent wants the sidebar on a site, and so hides it there no longer. */
  unhide: (site: string) => Promise<unknown>;
  now: () => number;
};

/**
 * The site for which a permission is being asked, noted before the browser's dialog closes the popup and with it whatever
 * waits there: `permissions.onAdded` finds it here.
 */
export function createWishes({ link, unhide, now }: Dependencies) {
  const stored = sessionItem('wish', wish, null);
  return {
    note: (origin: string, tabId?: number): Promise<void> =>
      stored.update(() => {
        const site = siteOf(origin);
        return [site ? { site, ...(tabId !== undefined && { tabId }), at: now() } : null, undefined];
      }),
    /** Brings the sidebar to the tab from which a site that has just been granted was asked for. */
    async fulfil(granted: string[]): Promise<void> {
      const wished = await stored.update((before) => [before && granted.includes(before.site) ? null : before, before]);
      if (!wished || !granted.includes(wished.site) || now() - wished.at > WISH_MS) return;
      if (wished.tabId === undefined) return;
      await unhide(wished.site);
      if (!(await link.tell(wished.tabId, { to: 'host', say: 'report' }))) await link.inject(wished.tabId);
      await link.tell(wished.tabId, { to: 'host', say: 'show' });
    },
  };
}
