import * as z from 'zod/mini';
import { createKeyedQueue } from '../keyed-queue.ts';
import { valueOr } from '../storage/item.ts';
import { type Context, contextItem, type SidebarTrouble } from '../storage/items/context.ts';
import { tabRecipientItem } from '../storage/items/messages.ts';
import { entry, idsOf, read, remove, write } from '../storage/local.ts';
import { sessionItem } from '../storage/session.ts';

const NOBODY: Context = { visitorId: '' };

/** The one writer of what the tabs show. */
export function createContexts() {
  const queue = createKeyedQueue();
  const begun = sessionItem('contexts-begun', z.boolean(), false);
  let beginning: Promise<void> | undefined;
  /** Another run of the browser gave its tabs the same numbers: what is left of it is about other pages. */
  const begin = (): Promise<void> => {
    beginning ??= (async () => {
      if (await begun.update((before) => [true, before])) return;
      await forget(...(await idsOf(contextItem)), ...(await idsOf(tabRecipientItem)));
    })().catch(() => {
      beginning = undefined;
    });
    return beginning;
  };
  const update = (tabId: number, change: (before: Context) => Context): Promise<void> =>
    queue(String(tabId), async () => {
      await begin();
      const before = valueOr(await read(contextItem, String(tabId)), undefined);
      const after = change(before ?? NOBODY);
      // A page reports at every change of its own; what says nothing new wakes nobody.
      if (JSON.stringify(after) !== JSON.stringify(before)) await write(entry(contextItem, after, String(tabId)));
    });
  const clear = async (...tabIds: (number | string)[]): Promise<void> =>
    void (await remove(...tabIds.map((tabId) => contextItem.key + tabId)));
  /** Whom the agent wrote to beside these tabs goes with them. */
  const forget = async (...tabIds: (number | string)[]): Promise<void> => {
    await clear(...tabIds);
    await remove(...tabIds.map((tabId) => tabRecipientItem.key + tabId));
  };
  return {
    async find(tabId: number): Promise<Context | undefined> {
      await begin();
      return valueOr(await read(contextItem, String(tabId)), undefined);
    },
    /** What a page was found to be about. Trouble with the sidebar stays, and the agent's choice while the page names the same visitor. */
    show: (tabId: number, context: Omit<Context, 'trouble' | 'chosen' | 'chosenAt'>): Promise<void> =>
      update(tabId, ({ trouble, chosen, chosenAt, visitorId }) => ({
        ...context,
        ...(trouble && { trouble }),
        ...(chosen && visitorId === context.visitorId && { chosen, ...(chosenAt !== undefined && { chosenAt }) }),
      })),
    /** The agent chose a visitor in the context menu of the page. */
    choose: (tabId: number, chosen: string, chosenAt: number): Promise<void> =>
      update(tabId, (before) => ({ ...before, chosen, chosenAt })),
    setTrouble: (tabId: number, trouble: SidebarTrouble | undefined): Promise<void> =>
      update(tabId, ({ trouble: _, ...context }) => ({ ...context, ...(trouble && { trouble }) })),
    /** The agent has said whether the rule is right here. */
    settle: (tabId: number): Promise<void> => update(tabId, ({ asksAbout: _, ...context }) => context),
    clear,
    /** The tab is gone. */
    forget,
    /** Removes what is kept of tabs that are gone. */
    async prune(open: number[]): Promise<void> {
      await begin();
      const kept = [...(await idsOf(contextItem)), ...(await idsOf(tabRecipientItem))];
      const gone = kept.filter((id) => !open.includes(Number(id)));
      if (gone.length > 0) await forget(...gone);
    },
  };
}

export type Contexts = ReturnType<typeof createContexts>;
