import { browser } from 'wxt/browser';
import type { HostMessage } from '../messaging/site-commands.ts';
import { defaultSidebar } from '../sites/measures.ts';
import type { Sidebar } from '../storage/items/sites.ts';
import { createLine } from './line.ts';
import { createMount, type Mount } from './mount.ts';
import { createPatience } from './patience.ts';
import { createReporter } from './reporter.ts';
import { handleWords } from './words.ts';

/** How long the last words of a host that is no longer needed stay, in ms. */
const FAREWELL_MS = 12_000;

type World = { isHostOfDeskside?: boolean };

/** Starts the host in a page, once; in documents that are no web page it declines. */
export function startHost(): void {
  const world = globalThis as World;
  if (window !== window.top || !(document.documentElement instanceof HTMLElement) || world.isHostOfDeskside) return;
  world.isHostOfDeskside = true;
  createHost(() => {
    world.isHostOfDeskside = false;
  });
}

function createHost(onEnd: () => void): void {
  const words = handleWords();
  const isTooOften = createPatience();
  let sidebar: Sidebar = defaultSidebar;
  let mount: Mount | undefined;
  /** The page does not stop taking the host out. */
  let hasGivenUp = false;
  const unseen = new AbortController();

  const line = createLine(() => {
    const last = mount;
    last?.close();
    last?.say(words.updated);
    setTimeout(() => last?.end(), FAREWELL_MS);
    reporter.end();
    onEnd();
  });
  const reporter = createReporter(line);

  const tell = (trouble: 'tampered' | 'inert' | null) => void line.ask('host/trouble', { trouble });
  const remount = (isReopened: boolean) => {
    mount?.end();
    mount = undefined;
    if (isTooOften()) {
      hasGivenUp = true;
      tell('tampered');
      return;
    }
    const anew = appear();
    if (isReopened) void anew?.open();
  };
  const appear = (): Mount | undefined => {
    if (mount || hasGivenUp) return mount;
    mount = createMount({
      words,
      line,
      sidebar,
      reporter,
      onMoved: (moved) => {
        sidebar = moved;
        const { side, width, handleAt } = moved;
        void line.ask('sidebar/save', { change: { side, width, handleAt } });
      },
      onRemoved: remount,
      onTampered: () => {
        const wasOpen = mount?.isOpen() === true;
        remount(false);
        if (!wasOpen || hasGivenUp) return;
        mount?.say(words.tampered);
        tell('tampered');
      },
      onInert: (isInert) => tell(isInert ? 'inert' : null),
    });
    return mount;
  };
  const begin = async () => {
    const orders = await line.ask('host/hello', {});
    if (!orders) return;
    sidebar = orders.sidebar;
    reporter.begin(orders.rules);
    if (!orders.isHidden) appear();
    // The mount listens too, and again after the page has written itself anew; without one nobody would follow the page.
    else reporter.listen(unseen.signal);
  };
  const hear = (message: HostMessage) => {
    if (message.say === 'report') return void begin();
    if (message.say === 'show' || message.say === 'toggle') {
      hasGivenUp = false;
      appear();
    }
    if (message.say === 'place') sidebar = message.sidebar;
    if (message.say === 'remove' || message.say === 'end') {
      mount?.end();
      mount = undefined;
    }
    if (message.say === 'end') {
      reporter.end();
      browser.runtime.onMessage.removeListener(onMessage);
      onEnd();
    }
    mount?.hear(message);
  };

  const onMessage = (message: unknown, _sender: unknown, answer: (heard: boolean) => void) => {
    if ((message as HostMessage | undefined)?.to !== 'host') return;
    hear(message as HostMessage);
    answer(true);
  };
  browser.runtime.onMessage.addListener(onMessage);
  void begin();
}
