import * as z from 'zod/mini';
import type { Result } from '../result.ts';
import { LONGEST_REPORT } from '../sites/limits.ts';
import type { StorageFailure } from '../storage/failure.ts';
import { LONGEST_VISITOR_ID } from '../storage/items/messages.ts';
import { LONGEST_READING, MOST_RULES, origin, type Rule, rule, type Sidebar, sidebar } from '../storage/items/sites.ts';
import { LONGEST_ID } from './limits.ts';

const id = z.string().check(z.minLength(1), z.maxLength(LONGEST_ID));
const nothing = z.strictObject({});
const tab = z.strictObject({ tabId: z.int() });
const reading = z.string().check(z.maxLength(LONGEST_READING));
const workspace = ['popup', 'panel', 'frame'] as const;
const withTabs = ['popup', 'panel'] as const;

/** What the rules of a site found in its page, raw: an expression is the background's work. */
const finding = z.strictObject({
  ruleId: id,
  visitor: reading,
  name: z.optional(reading),
  language: z.optional(reading),
});
export type Finding = z.infer<typeof finding>;

/** The commands about the sidebar, sites and page rules. */
export const siteCommands = {
  /** A page of ours, or Brevo's, in a tab of its own. A frame can open none. */
  'page/open': {
    data: z.strictObject({ page: z.enum(['settings', 'presence', 'visitors', 'sites', 'history', 'brevo']) }),
    from: workspace,
  },
  /** A frame shows the nonce that its host gave it, once; before that it may do nothing else. */
  'frame/hello': { data: z.strictObject({ nonce: id }), from: ['frame'] },
  /** Hides the sidebar and gives the page its focus back. */
  'frame/close': { data: nothing, from: ['frame'] },
  'sidebar/save': { data: z.strictObject({ change: z.partial(sidebar) }), from: [...workspace, 'options', 'host'] },
  /** Not on this page until it is loaded anew, not on this site, or nowhere; the popup names the tab. */
  'sidebar/hide': {
    data: z.strictObject({ until: z.enum(['reload', 'site', 'everywhere']), tabId: z.optional(z.int()) }),
    from: workspace,
  },
  /** Shows the sidebar in a tab, and puts it there once if the site is not switched on. */
  'sidebar/open': { data: tab, from: withTabs },
  /** Has the page of a tab looked at again, as a surface is opened beside it. */
  'context/refresh': { data: tab, from: withTabs },
  /** A site is about to be asked for: when the browser grants it, the sidebar comes to this tab. */
  'site/wish': {
    data: z.strictObject({ origin, tabId: z.optional(z.int()) }),
    from: ['popup', 'options'],
  },
  /** Takes the browser's permission back, and with it the sidebar. The rules stay. */
  'site/switch-off': { data: z.strictObject({ origin }), from: ['options'] },
  'site/show-again': { data: z.strictObject({ origin }), from: ['options'] },
  /** Switches a site off and removes all that is known of it. */
  'site/forget': { data: z.strictObject({ origin }), from: ['options'] },
  'site/save-rules': {
    data: z.strictObject({ origin, rules: z.array(rule).check(z.maxLength(MOST_RULES)) }),
    from: ['options'],
  },
  /** Has the agent point at the visitor's ID in the page of a tab; a frame means its own. */
  'teach/begin': { data: z.strictObject({ tabId: z.optional(z.int()) }), from: workspace },
  /** Whether a taught rule found the right visitor on this page too. A wrong one is removed. */
  'rule/confirm': {
    data: z.strictObject({
      tabId: z.int(),
      visitorId: z.string().check(z.maxLength(LONGEST_VISITOR_ID)),
      isRight: z.boolean(),
    }),
    from: workspace,
  },

  // From here on: what a page's host, a content script, may say. It gets no state back.
  /** A fresh one is in a new document: what was wrong in the tab before is over. */
  'host/hello': { data: z.strictObject({ isFresh: z.optional(z.literal(true)) }), from: ['host'] },
  /** The agent opens the sidebar: the frame needs a nonce. */
  'host/open': { data: nothing, from: ['host'] },
  'host/report': {
    data: z
      .strictObject({ findings: z.array(finding).check(z.maxLength(MOST_RULES)) })
      .check(z.refine((report) => JSON.stringify(report).length <= LONGEST_REPORT)),
    from: ['host'],
  },
  /** The page altered or covered the frame, or made it inert; null when that is over. */
  'host/trouble': { data: z.strictObject({ trouble: z.nullable(z.enum(['tampered', 'inert'])) }), from: ['host'] },
  /** The context menu is about to open, or a key to be pressed: the background has to know at once whether the sidebar is there. */
  'host/menu': { data: nothing, from: ['host', 'frame'] },
  /** What the agent pointed at; null when they gave up. */
  'teach/result': { data: z.strictObject({ rule: z.nullable(rule) }), from: ['host'] },
} as const;

/** What a host needs to do its work, and nothing else. */
export type HostOrders = {
  rules: Pick<Rule, 'id' | 'visitor' | 'name' | 'language'>[];
  sidebar: Sidebar;
  /** No handle on this page until the agent shows it again. */
  isHidden: boolean;
};

export type SiteAnswers = {
  'page/open': Result<undefined, never>;
  'frame/hello': Result<{ tabId: number }, { kind: 'unproven' }>;
  'frame/close': Result<undefined, never>;
  'sidebar/save': Result<Sidebar, StorageFailure>;
  'sidebar/hide': Result<undefined, StorageFailure>;
  'sidebar/open': Result<undefined, SidebarFailure | StorageFailure>;
  'context/refresh': Result<undefined, never>;
  'site/wish': Result<undefined, never>;
  'site/switch-off': Result<undefined, StorageFailure>;
  'site/show-again': Result<undefined, StorageFailure>;
  'site/forget': Result<undefined, StorageFailure>;
  'site/save-rules': Result<undefined, StorageFailure>;
  'teach/begin': Result<undefined, SidebarFailure>;
  'rule/confirm': Result<undefined, StorageFailure>;
  'host/hello': Result<HostOrders, never>;
  'host/open': Result<{ nonce: string }, SidebarFailure>;
  'host/report': Result<true, never>;
  'host/trouble': Result<undefined, never>;
  'host/menu': Result<undefined, never>;
  'teach/result': Result<undefined, StorageFailure | { kind: 'not-teaching' }>;
};

/** Why nothing can be put into the page of a tab: the browser keeps extensions out of some, and of others without a click. */
export type SidebarFailure = { kind: 'no-access' };

/**
 * What the background tells the host in a tab. It answers `true`; no answer means that there is no host. `ready` says that its
 * frame has proved itself, `report` that rules or page are to be looked at anew,
 * `remove` that no handle is wanted, `end` that a site was switched off, which means the hosts on it.
 */
export type HostMessage =
  | { to: 'host'; say: 'show' | 'hide' | 'toggle' | 'ready' | 'remove' | 'report' }
  | { to: 'host'; say: 'end'; site: string }
  | { to: 'host'; say: 'place'; sidebar: Sidebar };
