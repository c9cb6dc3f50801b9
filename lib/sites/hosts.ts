import { createKeyedQueue } from '../keyed-queue.ts';
import type { CommandAnswers, CommandData } from '../messaging/contract.ts';
import type { From } from '../messaging/sender.ts';
import type { Finding, HostMessage } from '../messaging/site-commands.ts';
import { err, ok, type Result } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import type { Contexts } from './contexts.ts';
import type { FrameRegister } from './frames.ts';
import type { HostLink } from './host-link.ts';
import { judgeFindings } from './judge.ts';
import { siteOf } from './patterns.ts';
import { FRAME_SCRIPT } from './scripts.ts';
import type { createSidebar } from './sidebar.ts';
import type { Sites } from './sites.ts';
import { rulesFor } from './starter-rules.ts';
import type { Teaching } from './teaching.ts';

type Seen = { visitorId: string; name?: string; language?: string };

type Dependencies = {
  sites: Pick<Sites, 'find' | 'setHidden'>;
  contexts: Contexts;
  frames: FrameRegister;
  sidebar: ReturnType<typeof createSidebar>;
  teaching: Pick<Teaching, 'hasToAsk' | 'forgetTab'>;
  link: HostLink;
  /** A page is about this visitor. */
  noteSeen: (seen: Seen) => Promise<unknown>;
  visitorOfThread: (threadId: string) => Promise<string | undefined>;
  /** Says in the toolbar of a tab that its page closed the sidebar, and takes it back. */
  warn: (tabId: number) => Promise<unknown>;
  calm: (tabId: number) => Promise<unknown>;
};

/** What hosts and frames say, and what the agent wants of them. */
export function createHosts(dependencies: Dependencies) {
  const { sites, contexts, frames, sidebar, teaching, link, noteSeen, visitorOfThread, warn, calm } = dependencies;
  /** The tabs whose host has spoken in this life of the background, and its site: for what has to be known at once. */
  const mounted = new Map<number, string | undefined>();
  /** The tabs into which the sidebar was put because the agent asked for it there. */
  const invited = new Set<number>();
  /** A page that goes from one visitor to the next must not be overtaken by what it said before. */
  const inTurn = createKeyedQueue();
  const find = async (origin = '') => {
    const site = siteOf(origin);
    return { site, known: site === undefined ? undefined : await sites.find(site) };
  };

  /** Told to report, a host asks anew, and hears whether it is wanted. */
  const tellAll = async (message: HostMessage): Promise<void> => {
    const tabs = await link.openTabs();
    await Promise.all(tabs.map((id) => link.tell(id, message)));
  };

  /** Who asks for the sidebar has changed their mind about hiding it. */
  const unhide = async (origin?: string): Promise<Result<unknown, StorageFailure>> => {
    const { site, known } = await find(origin);
    if ((await sidebar.read()).isHidden) {
      const saved = await sidebar.save({ isHidden: false });
      if (!saved.ok) return saved;
      await tellAll({ to: 'host', say: 'report' });
    }
    return site && known?.isHidden ? sites.setHidden(site, false) : ok(undefined);
  };
  /** Shows the sidebar in a tab, also where it was hidden; where there is no host yet it comes for this once. */
  const show = async (tabId: number): Promise<CommandAnswers['sidebar/open']> => {
    const shown = await unhide((await contexts.find(tabId))?.origin);
    if (!shown.ok) return shown;
    if (await link.tell(tabId, { to: 'host', say: 'show' })) return ok(undefined);
    // It is not known yet which site this is: the host says so first thing.
    invited.add(tabId);
    const injected = await link.inject(tabId);
    if (!injected.ok) {
      invited.delete(tabId);
      return injected;
    }
    return (await link.tell(tabId, { to: 'host', say: 'show' })) ? ok(undefined) : err({ kind: 'no-access' });
  };
  const judge = async (findings: Finding[], { tabId = -1, origin = '', url = '' }: From) => {
    mounted.set(tabId, siteOf(origin));
    const { site = '', known } = await find(origin);
    const judged = judgeFindings({ findings, rules: rulesFor(site, known?.rules ?? []), origin: site });
    const { threadId, asksAbout, name, language } = judged;
    const visitorId = judged.visitorId || (threadId && (await visitorOfThread(threadId))) || '';
    const seen: Seen = { visitorId, ...(name && { name }), ...(language && { language }) };
    const asks = asksAbout && visitorId && (await teaching.hasToAsk({ ruleId: asksAbout, visitorId, url }, tabId));
    await contexts.show(tabId, {
      ...seen,
      origin,
      ...(asks && { asksAbout }),
      ...(threadId && !visitorId && { threadId }),
    });
    // What nobody has confirmed may be anything.
    if (visitorId && !asks) await noteSeen(seen);
    return ok(true as const);
  };

  return {
    /** Whether there is a host in a tab, as far as is known without asking: the tab may show another site by now. */
    isMounted: ({ id, url }: { id: number; url?: string | undefined }): boolean => {
      const site = mounted.get(id);
      return mounted.has(id) && (url === undefined || site === undefined || site === siteOf(url));
    },

    /** Somebody of ours is in a tab: the host, or a frame, which knows of no site. */
    async note({ tabId = -1, origin }: From): Promise<CommandAnswers['host/menu']> {
      mounted.set(tabId, origin === undefined ? mounted.get(tabId) : siteOf(origin));
      return ok(undefined);
    },

    async hello(
      { isFresh }: CommandData<'host/hello'>,
      { tabId = -1, origin = '' }: From,
    ): Promise<CommandAnswers['host/hello']> {
      mounted.set(tabId, siteOf(origin));
      if (isFresh) await contexts.setTrouble(tabId, undefined);
      if (isFresh && invited.delete(tabId)) await unhide(origin);
      const { site = '', known } = await find(origin);
      const settings = await sidebar.read();
      return ok({
        rules: rulesFor(site, known?.rules ?? []).map(({ id, visitor, name, language }) => ({
          id,
          visitor,
          ...(name && { name }),
          ...(language && { language }),
        })),
        sidebar: settings,
        isHidden: settings.isHidden || known?.isHidden === true,
      });
    },

    async open({ tabId = -1, origin = '' }: From): Promise<CommandAnswers['host/open']> {
      mounted.set(tabId, siteOf(origin));
      const injected = await link.inject(tabId, FRAME_SCRIPT);
      if (!injected.ok) return injected;
      if ((await contexts.find(tabId))?.trouble === 'tampered') await calm(tabId);
      await contexts.setTrouble(tabId, undefined);
      return ok({ nonce: await frames.invite(tabId) });
    },

    report: ({ findings }: CommandData<'host/report'>, from: From): Promise<CommandAnswers['host/report']> =>
      inTurn(String(from.tabId), () => judge(findings, from)),

    async trouble(
      { trouble }: CommandData<'host/trouble'>,
      { tabId = -1 }: From,
    ): Promise<CommandAnswers['host/trouble']> {
      const isTampered = trouble === 'tampered';
      // What a dialog does meanwhile is no news: the sidebar is closed until the agent opens it again.
      if (!isTampered && (await contexts.find(tabId))?.trouble === 'tampered') return ok(undefined);
      await contexts.setTrouble(tabId, trouble ?? undefined);
      if (!isTampered) return ok(undefined);
      await frames.forget(tabId);
      await warn(tabId);
      return ok(undefined);
    },

    /** A frame shows its nonce: from now on it may ask like any other workspace. */
    async prove({ nonce }: CommandData<'frame/hello'>, from: From): Promise<CommandAnswers['frame/hello']> {
      if (from.tabId === undefined || !(await frames.prove(nonce, from))) return err({ kind: 'unproven' });
      void link.tell(from.tabId, { to: 'host', say: 'ready' });
      return ok({ tabId: from.tabId });
    },

    async close({ tabId = -1 }: From): Promise<CommandAnswers['frame/close']> {
      await link.tell(tabId, { to: 'host', say: 'hide' });
      return ok(undefined);
    },

    /** The browser takes the sidebar from these sites: their pages are left at once. */
    async endOn(lost: string[]): Promise<void> {
      for (const site of lost) await tellAll({ to: 'host', say: 'end', site });
    },

    unhide,
    show,

    /** The agent's key: shows and hides it in turn; where it is hidden for good, asking for it ends that. */
    async toggle(tabId: number): Promise<boolean> {
      const { known } = await find((await contexts.find(tabId))?.origin);
      const isHidden = (await sidebar.read()).isHidden || known?.isHidden;
      return isHidden ? (await show(tabId)).ok : link.tell(tabId, { to: 'host', say: 'toggle' });
    },

    async hide(
      { until, tabId: named }: CommandData<'sidebar/hide'>,
      from: From,
    ): Promise<CommandAnswers['sidebar/hide']> {
      const tabId = tabOf(from, named);
      if (tabId === undefined) return ok(undefined);
      const { origin } = (await contexts.find(tabId)) ?? {};
      const site = origin && siteOf(origin);
      if (until === 'everywhere') {
        const saved = await sidebar.save({ isHidden: true });
        if (!saved.ok) return saved;
        await tellAll({ to: 'host', say: 'report' });
        return ok(undefined);
      }
      if (until === 'site' && site) {
        const saved = await sites.setHidden(site, true);
        if (!saved.ok) return saved;
        await link.tellSite(site, { to: 'host', say: 'report' });
      } else await link.tell(tabId, { to: 'host', say: 'remove' });
      return ok(undefined);
    },

    async place({ change }: CommandData<'sidebar/save'>, from: From): Promise<CommandAnswers['sidebar/save']> {
      const { isHidden: _, ...where } = change;
      // A page may move its sidebar about, but not take it from other pages.
      const saved = await sidebar.save(from.page === 'host' ? where : change);
      if (!saved.ok) return saved;
      await tellAll({ to: 'host', say: 'place', sidebar: saved.value });
      if (from.page !== 'host' && change.isHidden !== undefined) await tellAll({ to: 'host', say: 'report' });
      return saved;
    },

    /** Has the page of a tab looked at again; where no host is left, nothing is known of it any more. */
    async refresh({ tabId }: CommandData<'context/refresh'>): Promise<CommandAnswers['context/refresh']> {
      return inTurn(String(tabId), async () => {
        if (await link.tell(tabId, { to: 'host', say: 'report' })) return ok(undefined);
        mounted.delete(tabId);
        // What the agent chose in the context menu needs no host.
        if ((await contexts.find(tabId))?.chosen === undefined) await contexts.clear(tabId);
        else await contexts.show(tabId, { visitorId: '' });
        return ok(undefined);
      });
    },

    async forgetTab(tabId: number): Promise<void> {
      mounted.delete(tabId);
      invited.delete(tabId);
      await Promise.all([contexts.forget(tabId), frames.forget(tabId), teaching.forgetTab(tabId)]);
    },
  };
}

/** The tab that is meant: a frame can only mean its own. */
export const tabOf = ({ page, tabId }: From, named?: number): number | undefined =>
  page === 'frame' ? tabId : (named ?? tabId);
