import type { HostOrders } from '../messaging/site-commands.ts';
import { readFindings, watchesDom } from '../sites/read-page.ts';
import type { Line } from './line.ts';

/** A page that changes is read at most this often, in ms. */
const CALM_MS = 150;

type Navigation = EventTarget | undefined;

/** Reads in the page what the rules of its site name, and tells the background when that changes. */
export function createReporter(line: Pick<Line, 'ask'>) {
  let rules: HostOrders['rules'] = [];
  let last: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const report = () => {
    timer = undefined;
    const findings = readFindings(rules, { document, location });
    const now = JSON.stringify(findings);
    if (now === last) return;
    last = now;
    void line.ask('host/report', { findings });
  };
  const soon = () => {
    timer ??= setTimeout(report, CALM_MS);
  };
  const observer = new MutationObserver(soon);

  return {
    /** Begins with these rules, and reports even what has not changed. */
    begin(given: HostOrders['rules']) {
      rules = given;
      last = undefined;
      observer.disconnect();
      if (watchesDom(rules)) {
        observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      }
      report();
    },
    /** The page has changed its address, or come back from the browser's cache. */
    soon,
    listen(signal: AbortSignal) {
      const { navigation } = window as unknown as { navigation: Navigation };
      navigation?.addEventListener('currententrychange', soon, { signal });
      // For browsers without it: at least what people do with the back button; and a page that comes back from the cache.
      for (const event of ['popstate', 'hashchange', 'pageshow']) addEventListener(event, soon, { signal });
    },
    end() {
      observer.disconnect();
      clearTimeout(timer);
    },
  };
}
