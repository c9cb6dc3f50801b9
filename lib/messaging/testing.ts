import { fakeBrowser } from 'wxt/testing/fake-browser';

/** Delivers a message as the browser does, with a sender and a callback, which the test double's type leaves out. */
export function deliver(message: unknown, sender: object): Promise<unknown> {
  const trigger = fakeBrowser.runtime.onMessage.trigger as unknown as (...args: unknown[]) => Promise<unknown>;
  return new Promise((resolve, reject) => trigger(message, sender, resolve).catch(reject));
}
