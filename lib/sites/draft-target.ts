import { type Context, targetOf } from '../storage/items/context.ts';
import type { MessageMode, TabRecipient } from '../storage/items/messages.ts';

export type DraftTarget = { visitorId?: string; mode?: MessageMode };

/** Whom the agent means beside a tab, and as whom they write there, as the surfaces beside it show it. */
export function draftTarget(context: Context | undefined, here: TabRecipient | undefined): DraftTarget {
  const target = targetOf(context);
  // A page that names nobody leaves the agent with whom they wrote to before.
  const visitorId = here && (!target || here.shown === target.key) ? here.visitorId : target?.visitorId;
  return { ...(visitorId !== undefined && { visitorId }), ...(here && { mode: here.mode }) };
}
