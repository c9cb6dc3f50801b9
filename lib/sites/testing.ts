import { vi } from 'vitest';
import type { From } from '../messaging/sender.ts';
import type { HostMessage } from '../messaging/site-commands.ts';
import { err, ok } from '../result.ts';
import type { Rule } from '../storage/items/sites.ts';
import { createContexts } from './contexts.ts';
import { createFrames } from './frames.ts';
import type { HostLink } from './host-link.ts';
import { createHosts } from './hosts.ts';
import { HOST_SCRIPT } from './scripts.ts';
import { createSidebar } from './sidebar.ts';
import { createSites } from './sites.ts';
import { createTeaching } from './teaching.ts';

export const CRM = 'https://crm.example';
export const SHOP = 'https://shop.example';
/** A tab with a page of the CRM, where the host is. */
export const TAB = 7;

export const hostIn = (tabId = TAB, origin = CRM): From => ({ page: 'host', tabId, frameId: 0, origin });
export const frameIn = (tabId = TAB, frameId = 3): From => ({ page: 'frame', tabId, frameId });

export const ruleOf = (id: string, change: Partial<Rule> = {}): Rule => ({
  id,
  visitor: { kind: 'query', name: 'visitor' },
  confirmed: 2,
  ...change,
});

/** Tabs with a host and without, and what hosts and sites were told. `shut` tabs let no script in. */
export function createFakeLink({ hosts = [TAB], shut = [] as number[] } = {}) {
  const listening = new Set(hosts);
  const heard: [who: number | string, said: HostMessage['say']][] = [];
  const injected: [tabId: number, file: string][] = [];
  const link: HostLink = {
    async tell(tabId, { say }) {
      if (listening.has(tabId)) heard.push([tabId, say]);
      return listening.has(tabId);
    },
    async tellSite(site, { say }) {
      heard.push([site, say]);
    },
    async inject(tabId, file = HOST_SCRIPT) {
      injected.push([tabId, file]);
      if (shut.includes(tabId)) return err({ kind: 'no-access' });
      if (file === HOST_SCRIPT) listening.add(tabId);
      return ok(undefined);
    },
    openTabs: async () => [TAB, TAB + 1],
  };
  return { link, heard, injected, listening };
}

/** What the browser grants; taking a grant back works at once. */
export function createFakeGrants(...granted: string[]) {
  return {
    granted,
    grantedSites: vi.fn(async () => [...granted]),
    registerHost: vi.fn(async (_: string[]) => undefined),
    revoke: vi.fn(async (site: string) => {
      if (granted.includes(site)) granted.splice(granted.indexOf(site), 1);
    }),
  };
}

/** All that the background does about sites, over a fake browser. */
export function createSidebarWorld(options: Parameters<typeof createFakeLink>[0] = {}) {
  const said = createFakeLink(options);
  const { link } = said;
  const sites = createSites({ ...createFakeGrants(CRM), now: () => 1 });
  const contexts = createContexts();
  const frames = createFrames();
  const sidebar = createSidebar();
  const teaching = createTeaching({ sites, contexts, link });
  const noteSeen = vi.fn(async (_: object) => undefined);
  const warn = vi.fn(async (_: number) => undefined);
  const calm = vi.fn(async (_: number) => undefined);
  const visitorOfThread = async (threadId: string) => (threadId === 'knownThread123456' ? 'ada' : undefined);
  const hosts = createHosts({
    sites,
    contexts,
    frames,
    sidebar,
    teaching,
    link,
    noteSeen,
    visitorOfThread,
    warn,
    calm,
  });
  return { ...said, sites, contexts, frames, sidebar, teaching, hosts, noteSeen, warn, calm };
}
