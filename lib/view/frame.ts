import { ask } from '../messaging/ask.ts';
import type { Tab } from './this-page.ts';

/** Shows the nonce that the host put into the address, and gives the tab around the frame; nothing when it is not ours. */
export async function proveFrame(): Promise<Tab | undefined> {
  const nonce = location.hash.slice(1);
  if (nonce === '') return undefined;
  const proven = await ask('frame/hello', { nonce });
  return proven.ok ? { id: proven.value.tabId } : undefined;
}
