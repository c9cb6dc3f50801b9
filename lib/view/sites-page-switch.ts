import type { Ask } from '../messaging/ask.ts';
import type { NoAnswer } from '../messaging/contract.ts';
import { err, ok, type Result } from '../result.ts';
import { patternOf, siteOf } from '../sites/patterns.ts';
import type { Refused } from '../text/site.ts';

type Wish = {
  /** Asks the browser for the pages of a pattern. */
  request: (pattern: string) => Promise<boolean>;
  ask: Ask;
  origin: string;
  /** Where the sidebar is to appear once the site is granted. */
  tabId?: number | undefined;
};

/**
 * Asks the browser for a site and notes the wish in the background, both in the same tick: Firefox takes the question only
 * first thing in a click, and Chromium closes the popup over it. What follows is the background's, from `onAdded`.
 */
export async function switchOn({ request, ask, origin, tabId }: Wish): Promise<Result<undefined, Refused | NoAnswer>> {
  const asking = request(patternOf(siteOf(origin) ?? origin)).catch(() => false);
  const wishing = ask('site/wish', { origin, ...(tabId !== undefined && { tabId }) });
  const isGranted = await asking;
  const wished = await wishing;
  if (!isGranted) return err({ kind: 'refused' });
  return wished.ok ? ok(undefined) : wished;
}
