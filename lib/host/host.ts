import { browser } from 'wxt/browser';
import type { CommandData } from '../messaging/contract.ts';
import type { HostMessage } from '../messaging/site-commands.ts';
import { defaultSidebar } from '../sites/measures.ts';
import type { Sidebar } from '../storage/items/sites.ts';
import { createLine } from './line.ts';
import { createMount, type Mount } from './mount.ts';
import { MARK } from './parts.ts';
import { createPatience } from './patience.ts';
import { AGAIN_MS, createReporter, TRIES } from './reporter.ts';
import { handleWords } from './words.ts';

/** How long the last words of a host that is no longer needed stay, in ms. */
const FAREWELL_MS = 12_000;

type World = { isHostOfDeskside?: boolean };

/** Starts the host in a page, once; in documents that are no web page it declines. */
export function startHost(): void {
  const world = globalThis as World;
  // A document of XML may show an HTML root, as Chromium's viewer has, and still make no elements of HTML.
  const isWebPage = [document.documentElement, document.createElement('p')].every((one) => one instanceof HTMLElement);
  if (window !== window.top || !isWebPage || world.isHostOfDeskside) return;
  world.isHostOfDeskside = true;
  // Firefox ends an old host with its extension, and puts us in its place; what it showed is left lying there.
  for (const left of document.querySelectorAll(`:root > [${MARK}]`)) left.remove();
  createHost(() => {
    world.isHostOfDeskside = false;
  });
}

function createHost(onEnd: () => void): void {
  const words = handleWords();
  const isTooOften = createPatience();
  let sidebar: Sidebar = defaultSidebar;
  let mount: Mount | undefined;
  /** The page does not stop taking the host out, or the agent does not want it here; until it is asked for. */
  let isUnwanted = false;
  let isOver = false;
  let listening = new AbortController();

  const line = createLine(() => {
    mount?.close();
    mount?.say(words.updated);
    setTimeout(unmount, FAREWELL_MS);
    end();
  });
  const reporter = createReporter(line);

  const tell = (trouble: 'tampered' | 'inert' | null) => void line.ask('host/trouble', { trouble });
  const unmount = () => {
    mount?.end();
    mount = undefined;
  };
  const end = () => {
    isOver = true;
    listening.abort();
    reporter.end();
    browser.runtime.onMessage?.removeListener(onMessage);
    onEnd();
  };
  /** Rewriting a document takes all listeners from it, so they are put there anew. */
  const follow = () => {
    listening.abort();
    listening = new AbortController();
    reporter.listen(listening.signal);
  };
  const remount = (isReopened: boolean) => {
    unmount();
    if (isOver) return;
    follow();
    if (isTooOften()) {
      isUnwanted = true;
      tell('tampered');
      return;
    }
    const anew = appear();
    if (isReopened) void anew?.open();
  };
  const appear = (): Mount | undefined => {
    if (mount || isUnwanted) return mount;
    mount = createMount({
      words,
      line,
      sidebar,
      onMoved: (moved) => {
        sidebar = moved;
        const { side, width, handleAt } = moved;
        void line.ask('sidebar/save', { change: { side, width, handleAt } });
      },
      onRemoved: remount,
      onTampered: () => {
        const wasOpen = mount?.isOpen() === true;
        remount(false);
        if (!wasOpen || isUnwanted) return;
        mount?.say(words.tampered);
        tell('tampered');
      },
      onInert: (isInert) => tell(isInert ? 'inert' : null),
    });
    return mount;
  };
  const begin = async (greeting: CommandData<'host/hello'>, tries = TRIES) => {
    const orders = await line.ask('host/hello', greeting);
    // The background may have died over it.
    if (!orders && tries > 0 && !isOver) setTimeout(() => void begin(greeting, tries - 1), AGAIN_MS);
    if (!orders) return;
    sidebar = orders.sidebar;
    // Asked for before the first answer came, it is there already, where it is at first. Later the agent may be dragging it.
    if (greeting.isFresh) mount?.hear({ to: 'host', say: 'place', sidebar });
    reporter.begin(orders.rules);
    if (orders.isHidden) unmount();
    else appear();
  };
  const hear = (message: HostMessage) => {
    if (message.say === 'end' && message.site !== `${location.protocol}//${location.hostname}`) return;
    if (message.say === 'report') return void begin({});
    if (message.say === 'show' || message.say === 'toggle') {
      isUnwanted = false;
      appear();
    }
    if (message.say === 'place') sidebar = message.sidebar;
    if (message.say === 'remove') isUnwanted = true;
    if (message.say === 'remove' || message.say === 'end') unmount();
    if (message.say === 'end') end();
    mount?.hear(message);
  };

  const onMessage = (message: unknown, _sender: unknown, answer: (heard: boolean) => void) => {
    if ((message as HostMessage | undefined)?.to !== 'host') return;
    hear(message as HostMessage);
    answer(true);
  };
  browser.runtime.onMessage.addListener(onMessage);
  follow();
  const start = () => void begin({ isFresh: true });
  // In a page that is loaded ahead nobody would be heard.
  if ((document as { prerendering?: boolean }).prerendering) {
    document.addEventListener('prerenderingchange', start, { once: true });
  } else start();
}
