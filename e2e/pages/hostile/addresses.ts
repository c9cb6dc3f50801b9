import type { TestPage } from '../page.ts';
import { type Attack, hostilePage } from './attack.ts';

/** Pages of the extension and usual files, tried at each origin that was found or guessed. */
const FILES = ['sidepanel.html', 'popup.html', 'options.html', 'history.html', 'manifest.json', 'icon/128.png'];

/**
 * Looks for the address of the extension everywhere. A story may put origins into `window.guesses` first, as somebody
 * who knows the extension from its shop would.
 */
const seeks: Attack<string[]> = ({ note, strangers, repeat }, files) => {
  const tried = new Set<string>();
  const inText = (text: string) => text.match(/(?:chrome|moz|safari-web)-extension:\/\/[^/\s"'<)]+/g) ?? [];
  const look = (): string[] => {
    const framed = [...document.querySelectorAll('iframe, frame, object, embed, link, script, img')].map((one) =>
      one
        .getAttributeNames()
        .map((name) => one.getAttribute(name))
        .join(' '),
    );
    const entries = performance.getEntries().map(({ name }) => name);
    const sheets = [...document.styleSheets].map(({ href }) => href ?? '');
    const stack = new Error('look').stack ?? '';
    return [document.documentElement.outerHTML, ...framed, ...entries, ...sheets, stack].flatMap(inText);
  };
  const outline = () => {
    const others = strangers().filter((one) => one.className !== 'knock');
    const roots = others.map((one) => `${one.nodeName}[${one.getAttributeNames()}] ${one.shadowRoot}`);
    const named = Object.keys(window).filter((key) => /deskside|brevo|wxt/i.test(key));
    return `frames ${window.length}, strangers ${roots.join(' ') || 'none'}, names ${named.join(' ') || 'none'}`;
  };
  const enter = (n: number) => {
    try {
      note(`frame ${n} at ${window[n]?.location.href} says ${window[n]?.document.body.textContent}`);
    } catch (problem) {
      note(`frame ${n} refused: ${(problem as Error).name}`);
    }
  };
  const knock = (url: string) => {
    fetch(url).then(
      ({ status }) => note(`fetched ${url} ${status}`),
      () => note(`refused ${url}`),
    );
    const image = new Image();
    image.onload = () => note(`showed ${url}`);
    image.src = url;
    const script = document.createElement('script');
    script.onload = () => note(`ran ${url}`);
    script.src = url;
    const frame = document.createElement('iframe');
    frame.src = url;
    frame.hidden = true;
    script.className = 'knock';
    frame.className = 'knock';
    document.body.append(script, frame);
    const opened = window.open(url);
    note(opened ? `opened ${url}` : `did not open ${url}`);
  };
  addEventListener('securitypolicyviolation', ({ blockedURI }) => note(`blocked ${blockedURI}`));
  let before = '';
  repeat(100, () => {
    const now = outline();
    if (now !== before) note(now);
    before = now;
    const guesses = (Reflect.get(window, 'guesses') as string[] | undefined) ?? [];
    for (const origin of [...look(), ...guesses].filter((one) => !tried.has(one))) {
      tried.add(origin);
      if (!guesses.includes(origin)) note(`found ${origin}`);
      for (const file of files) knock(`${origin}/${file}`);
    }
  });
  for (let n = 0; n < window.length; n++) enter(n);
};

/** Pages that look for the extension itself. */
export const addresses: TestPage[] = [
  hostilePage('seeks', 'Looks for the address of the extension', seeks, { argument: FILES }),
];
