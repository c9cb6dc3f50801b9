import * as z from 'zod/mini';
import type { ItemDefinition } from '../item.ts';
import { LONGEST_VISITOR_ID } from './messages.ts';
import { LONGEST_LANGUAGE, LONGEST_NAME, LONGEST_THREAD_ID } from './visitors.ts';

/** Why the sidebar is not to be had in a tab. */
export const sidebarTrouble = z.enum(['tampered', 'inert']);
export type SidebarTrouble = z.infer<typeof sidebarTrouble>;

const context = z.object({
  /** Empty when the page names nobody. */
  visitorId: z.string().check(z.maxLength(LONGEST_VISITOR_ID)),
  name: z.optional(z.string().check(z.maxLength(LONGEST_NAME))),
  language: z.optional(z.string().check(z.maxLength(LONGEST_LANGUAGE))),
  /** Whom the agent chose in the context menu of the page; it stands as long as the page names the same visitor. */
  chosen: z.optional(z.string().check(z.maxLength(LONGEST_VISITOR_ID))),
  /** In ms since 1970: who is chosen again is meant again. */
  chosenAt: z.optional(z.number()),
  /** Of the page. Absent in version 1, and where no host is. */
  origin: z.optional(z.string()),
  /** The rule that found the visitor, while it still asks whether it is right. */
  asksAbout: z.optional(z.string()),
  /** The page names a Brevo conversation of whose visitor nothing is known yet. */
  threadId: z.optional(z.string().check(z.maxLength(LONGEST_THREAD_ID))),
  trouble: z.optional(sidebarTrouble),
});
export type Context = z.infer<typeof context>;

/**
 * Which visitor the page in a tab shows; the id is the tab's number. Stored so that popup, panel and frame agree. Written
 * by `lib/sites/contexts.ts` in the background, and removed with the tab.
 */
export const contextItem: ItemDefinition<Context> = {
  key: 'context:',
  version: 2,
  schema: context,
  // Version 2 says more.
  migrations: { 1: (data) => data },
};

/** Whom a tab is about, and a word for it that changes whenever that is said anew; undefined when it names nobody. */
export function targetOf(context: Context | undefined): { visitorId: string; key: string } | undefined {
  const { visitorId = '', chosen, chosenAt = 0 } = context ?? {};
  if (chosen) return { visitorId: chosen, key: `${chosenAt} ${chosen}` };
  return visitorId ? { visitorId, key: visitorId } : undefined;
}
