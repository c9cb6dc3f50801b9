import type { HostOrders } from '../messaging/site-commands.ts';
import { readFindings, watchesDom } from '../sites/read-page.ts';
import type { Line } from './line.ts';

/** A page that changes is read at most this often, in ms. */
const CALM_MS = 150;
/** What nobody heard, because the background died over it, is said again: so often, and after so many ms. */
export const TRIES = 5;
export const AGAIN_MS = 1000;

/** In Firefox from 147. */
const navigationOf = () => (window as unknown as { navigation?: EventTarget }).navigation;

/** Reads in the page what the rules of its site name, and tells the background when that changes. */
export function createReporter(line: Pick<Line, 'ask'>) {
  let rules: HostOrders['rules'] = [];
  let last: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The report that is under way. The next one waits for its answer: a page must not flood the background. */
  let current: object | undefined;
  let isMissed = false;
  let tries = TRIES;

  const report = async () => {
    timer = undefined;
    const findings = readFindings(rules, { document, location });
    const now = JSON.stringify(findings);
    if (now === last) return;
    last = now;
    const mine = {};
    current = mine;
    isMissed = false;
    const isHeard = await line.ask('host/report', { findings });
    if (current !== mine) return;
    current = undefined;
    if (isHeard) tries = TRIES;
    else if (tries-- > 0) last = undefined;
    if (isMissed || last === undefined) timer ??= setTimeout(report, isHeard ? CALM_MS : AGAIN_MS);
  };
  const soon = () => {
    if (current) isMissed = true;
    else timer ??= setTimeout(report, CALM_MS);
  };
  const observer = new MutationObserver(soon);

  return {
    /** Begins with these rules, and reports even what has not changed. */
    begin(given: HostOrders['rules']) {
      rules = given;
      last = undefined;
      observer.disconnect();
      // Who does not hear when an app changes the address sees that it changes the page too.
      if (watchesDom(rules) || (!navigationOf() && rules.length > 0)) {
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      }
      void report();
    },
    /** The page has changed its address, or come back from the browser's cache. */
    soon,
    listen(signal: AbortSignal) {
      navigationOf()?.addEventListener('currententrychange', soon, { signal });
      const back = (event: Event) => {
        // From the browser's cache: another page was in its tab meanwhile.
        if ((event as PageTransitionEvent).persisted) current = last = undefined;
        soon();
      };
      // For browsers without it: at least what people do with the back button.
      for (const type of ['popstate', 'hashchange', 'pageshow']) addEventListener(type, back, { signal });
    },
    end() {
      observer.disconnect();
      clearTimeout(timer);
      current = undefined;
    },
  };
}
