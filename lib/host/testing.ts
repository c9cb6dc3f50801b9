import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { CommandName } from '../messaging/contract.ts';
import type { HostMessage, HostOrders } from '../messaging/site-commands.ts';
import { ok } from '../result.ts';
import { defaultSidebar } from '../sites/measures.ts';
import { actLikePopovers, trusted } from '../testing/popover.ts';
import { openFrame } from './frame.ts';
import { startHost } from './host.ts';
import type { World } from './mount.ts';

type Asked = { name: CommandName; data: { [key: string]: unknown } };
type Answers = { [N in CommandName]?: unknown };

/** Lets observers, promises and animation frames have their turn. No clock moves. */
export async function turn(): Promise<void> {
  for (let i = 0; i < 4; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** Lets time pass, in ms, as the browser would: what is due comes in its order. */
export async function pass(ms: number): Promise<void> {
  await turn();
  await vi.advanceTimersByTimeAsync(ms);
  await turn();
}

/** A page of a site, in which a host can be started. The clock stands still; see `pass`. */
export function createPage({ rules = [] as HostOrders['rules'], isHidden = false } = {}) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  actLikePopovers();
  const orders: HostOrders = { rules, sidebar: defaultSidebar, isHidden };
  const answers: Answers = { 'host/hello': ok(orders), 'host/open': ok({ nonce: 'nonce-1' }), 'host/report': ok(true) };
  const asked: Asked[] = [];
  vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(async (said) => {
    asked.push(said as unknown as Asked);
    const { name } = said as unknown as Asked;
    return name in answers ? answers[name] : ok(undefined);
  });
  // happy-dom loads no frames, and complains about each; another element that has an address stands in.
  const create = document.createElement.bind(document);
  vi.spyOn(document, 'createElement').mockImplementation((name: string) => create(name === 'iframe' ? 'embed' : name));
  (globalThis as World).desksideFrame = openFrame;

  /** What only the host itself can reach. */
  let root: ShadowRoot | undefined;
  const attach = Element.prototype.attachShadow;
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, init) {
    const attached = attach.call(this, init);
    if (init.mode === 'closed') root = attached;
    return attached;
  });
  const element = () => document.querySelector<HTMLElement>('html > [popover]') ?? undefined;
  /** What of the page lies over the frame. */
  const cover: { by?: Element } = {};
  document.elementFromPoint = () => cover.by ?? element() ?? null;
  const find = (selector: string) => root?.querySelector<HTMLElement>(selector) ?? undefined;

  const handle = () => find('.handle');
  /** The background says something; gives whether a host heard it. */
  const say = async (message: HostMessage): Promise<boolean> => {
    const answer = vi.fn();
    const { trigger } = fakeBrowser.runtime.onMessage as unknown as { trigger: (...a: unknown[]) => Promise<unknown> };
    await trigger(message, {}, answer);
    await turn();
    return answer.mock.calls.some(([heard]) => heard === true);
  };
  const click = async (part: Element | undefined): Promise<void> => {
    part?.dispatchEvent(trusted(new MouseEvent('click', { bubbles: true, composed: true })));
    await turn();
  };

  return {
    orders,
    answers,
    asked,
    cover,
    element,
    handle,
    say,
    click,
    frame: () => (element() ? find('embed') : undefined),
    note: () => find('.note')?.textContent ?? '',
    names: () => asked.map(({ name }) => name),
    /** What the background was told about trouble. */
    troubles: () => asked.filter(({ name }) => name === 'host/trouble').map(({ data }) => data.trouble),
    async start(): Promise<void> {
      startHost();
      await turn();
    },
    /** The agent opens the sidebar, and its frame shows itself. */
    async open(): Promise<void> {
      await click(handle());
      await say({ to: 'host', say: 'ready' });
    },
    async press(key: string): Promise<KeyboardEvent> {
      const event = trusted(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
      element()?.dispatchEvent(event);
      await turn();
      return event;
    },
    /** The tab is closed. */
    async leave(): Promise<void> {
      await say({ to: 'host', say: 'end', site: `${location.protocol}//${location.hostname}` });
      element()?.remove();
      document.body.replaceChildren();
      Reflect.deleteProperty(globalThis, 'isHostOfDeskside');
      vi.useRealTimers();
    },
  };
}

export type Page = ReturnType<typeof createPage>;
