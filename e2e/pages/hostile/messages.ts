import { commands } from '../../../lib/messaging/contract.ts';
import type { TestPage } from '../page.ts';
import { type Attack, hostilePage } from './attack.ts';

/** What the extension says to itself, and what tools for extensions say. */
const forges: Attack<string[]> = ({ note, strangers, repeat }, names) => {
  const data = { visitorId: 'visitor-ada', text: 'HOSTILE', id: 'm-1', nonce: 'n-1', tabId: 1, change: {} };
  const forged: unknown[] = [
    ...names.map((name) => ({ name, data })),
    ...names.map((name) => ({ type: name, ...data })),
    ...['show', 'hide', 'toggle', 'remove', 'report'].map((say) => ({ to: 'host', say })),
    { to: 'host', say: 'place', sidebar: { side: 'left', width: 480, handleAt: 50, isHidden: true } },
    { type: 'wxt:content-script-started', contentScriptName: 'sidebar', messageId: '1' },
    { ok: true, value: { nonce: 'n-1' } },
    'show',
    null,
    new ArrayBuffer(8),
  ];
  const types = ['wxt:locationchange', 'wxt:reload', 'message', 'open', 'close', 'sidebar', 'deskside', ...names];
  const targets = () => [window, document, document.documentElement, document.body, ...strangers()];
  const heard = (event: MessageEvent) => {
    const isForged = !event.isTrusted || event.source === window || event.target !== window;
    if (!isForged) note(`message from ${event.origin}: ${JSON.stringify(event.data)}`);
  };
  addEventListener('message', heard, true);
  const chromeLike = Reflect.get(window, 'chrome') ?? Reflect.get(window, 'browser');
  note(`runtime ${typeof chromeLike?.runtime?.sendMessage}`);
  const channel = new BroadcastChannel('deskside');
  repeat(
    200,
    () => {
      for (const message of forged) {
        window.postMessage(message, '*');
        for (let n = 0; n < window.length; n++) window[n]?.postMessage(message, '*', [new MessageChannel().port1]);
        channel.postMessage(message);
      }
      for (const target of targets()) {
        for (const type of types) target.dispatchEvent(new CustomEvent(type, { bubbles: true, detail: data }));
      }
      const event = new StorageEvent('storage', { key: 'draft:', newValue: JSON.stringify(data) });
      window.dispatchEvent(event);
    },
    10,
  );
};

/** Pages that talk as if they were a part of the extension. */
export const messages: TestPage[] = [
  hostilePage('forges', 'Forges messages', forges, { argument: Object.keys(commands) }),
];
