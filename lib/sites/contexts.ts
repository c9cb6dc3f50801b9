import { createKeyedQueue } from '../keyed-queue.ts';
import { valueOr } from '../storage/item.ts';
import { type Context, contextItem, type SidebarTrouble } from '../storage/items/context.ts';
import { entry, idsOf, read, remove, write } from '../storage/local.ts';

const NOBODY: Context = { visitorId: '' };

/** The one writer of what the tabs show. */
export function createContexts() {
  const queue = createKeyedQueue();
  const update = (tabId: number, change: (before: Context) => Context): Promise<void> =>
    queue(String(tabId), async () => {
      const before = valueOr(await read(contextItem, String(tabId)), undefined);
      const after = change(before ?? NOBODY);
      // A page reports at every change of its own; what says nothing new wakes nobody.
      if (JSON.stringify(after) !== JSON.stringify(before)) await write(entry(contextItem, after, String(tabId)));
    });
  const clear = async (...tabIds: (number | string)[]): Promise<void> =>
    void (await remove(...tabIds.map((tabId) => contextItem.key + tabId)));
  return {
    find: async (tabId: number): Promise<Context | undefined> =>
      valueOr(await read(contextItem, String(tabId)), undefined),
    /** What a page was found to be about. Trouble with the sidebar stays, and the agent's choice while the page names the same visitor. */
    show: (tabId: number, context: Omit<Context, 'trouble' | 'chosen'>): Promise<void> =>
      update(tabId, ({ trouble, chosen, visitorId }) => ({
        ...context,
        ...(trouble && { trouble }),
        ...(chosen && visitorId === context.visitorId && { chosen }),
      })),
    /** The agent chose a visitor in the context menu of the page. */
    choose: (tabId: number, chosen: string): Promise<void> => update(tabId, (before) => ({ ...before, chosen })),
    setTrouble: (tabId: number, trouble: SidebarTrouble | undefined): Promise<void> =>
      update(tabId, ({ trouble: _, ...context }) => ({ ...context, ...(trouble && { trouble }) })),
    /** The agent has said whether the rule is right here. */
    settle: (tabId: number): Promise<void> => update(tabId, ({ asksAbout: _, ...context }) => context),
    clear,
    /** Removes what is kept of tabs that are gone. */
    async prune(open: number[]): Promise<void> {
      const gone = (await idsOf(contextItem)).filter((id) => !open.includes(Number(id)));
      if (gone.length > 0) await clear(...gone);
    },
  };
}

export type Contexts = ReturnType<typeof createContexts>;
