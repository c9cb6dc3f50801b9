import { CUSTOMER, htmlPage, type TestPage } from '../page.ts';

/** What a story types where no page may see it. No page holds this text by itself. */
export const CANARY = 'canary-7f3a9c';

/** What an attack has at hand in its page. */
export type Means = {
  /** Writes a line into `window.log`, and reports it to the server. */
  note(line: string): void;
  /** Every element that was not there when the page was read: the host of the sidebar, wherever it is. */
  strangers(): HTMLElement[];
  /** Does it now and every so many ms, until the page goes. Stops after `most` times when that is given. */
  repeat(everyMs: number, act: () => void, most?: number): void;
};

/** Runs in the page, so it may use nothing but its arguments and what every page has. */
export type Attack<Argument = undefined> = (means: Means, argument: Argument) => void;

/** Lines beyond these are dropped: the log must not become the attack. */
const MOST_LINES = 2_000;

/** The same in every hostile page: it runs before there is anything else, and so knows what the page itself held. */
function prepare(mostLines: number): Means {
  const log: string[] = [];
  Object.assign(window, { log });
  const known = new WeakSet<Element>();
  document.addEventListener('readystatechange', () => {
    if (document.readyState !== 'interactive') return;
    for (const one of document.querySelectorAll('head, head *, body, body *')) known.add(one);
  });
  const isOwn = (one: Element) => known.has(one) || one === document.head || one === document.body;
  return {
    note(line) {
      if (log.length >= mostLines) return;
      log.push(line.slice(0, 500));
      navigator.sendBeacon(location.pathname, line.slice(0, 500));
    },
    strangers: () => [...document.querySelectorAll<HTMLElement>('html > *, body *')].filter((one) => !isOwn(one)),
    repeat(everyMs, act, most = Number.POSITIVE_INFINITY) {
      let left = most;
      const round = () => {
        act();
        left -= 1;
        if (left > 0) setTimeout(round, everyMs);
      };
      round();
    },
  };
}

const layout = `<main data-visitor-id="${CUSTOMER}">
<h1 class="name">Ada Lovelace</h1>
<p>Visitor <code>${CUSTOMER}</code> ordered two lamps.</p>
<form onsubmit="return false"><input id="own" aria-label="Search orders"><button>Search</button></form>
<div id="editor" contenteditable="true" role="textbox" aria-label="Remark">A remark</div>
</main>`;

/** Compilers that keep names wrap inner functions in `__name`, which a page does not have. */
const shim = 'const __name = (named) => named;';

type Options<Argument> = {
  /** Goes to the attack, as JSON. */
  argument?: Argument;
  /** Runs before anything else in the page, content scripts of the same document included. */
  early?: (means: Means) => void;
};

/** A page that behaves until `window.attack()` is called, which returns when the attack has begun. */
export function hostilePage<Argument>(
  path: string,
  title: string,
  attack: Attack<Argument>,
  { argument, early = () => {} }: Options<Argument> = {},
): TestPage {
  const script = `{
${shim}
const means = (${prepare})(${MOST_LINES});
(${early})(means);
window.attack = () => (${attack})(means, ${JSON.stringify(argument) ?? 'undefined'});
}`;
  // A text of an attack must not end the script that holds it.
  const head = `<script>${script.replaceAll('</', '<\\/')}</script>`;
  return htmlPage(`/hostile/${path}`, title, { head, body: layout });
}
