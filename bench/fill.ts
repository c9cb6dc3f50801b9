import type { Browser } from '../e2e/browsers/browser.ts';
import type { Page } from '../e2e/browsers/page.ts';
import { type Row, rowOf } from '../lib/messages/archive-rows.ts';
import { encode } from '../lib/storage/item.ts';
import { type Message, messageItem, recentItem } from '../lib/storage/items/messages.ts';

const RECENT = 50;
const BATCH = 5000;
const DAY_MS = 86_400_000;

/** Puts the rows that the extension would write straight into its archive, through a page of its own. */
export async function fillArchive(page: Page, accountId: string, count: number): Promise<void> {
  for (let from = 0; from < count; from += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, count - from) }, (_, i) => from + i);
    await page.evaluate(
      putRows,
      numbers.map((n) => rowOf(messageOf(n, accountId))),
    );
  }
}

const putRows = (rows: Row[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open('archive', 1);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction('messages', 'readwrite');
      for (const row of rows) transaction.objectStore('messages').put(row);
      transaction.onerror = () => reject(transaction.error);
      transaction.oncomplete = () => {
        opening.result.close();
        resolve();
      };
    };
  });

/** Puts as many recent messages in place as there may be, newer than all that is archived. */
export async function fillRecent(browser: Browser, accountId: string): Promise<void> {
  const messages = Array.from({ length: RECENT }, (_, i) => messageOf(-1 - i, accountId));
  const ids = messages.map(({ id }) => id).reverse();
  const items = {
    ...Object.fromEntries(messages.map((message) => [messageItem.key + message.id, encode(messageItem, message)])),
    [recentItem.key]: encode(recentItem, { ids, unsettled: [] }),
  };
  await browser.withApi((api, stored) => api.storage.local.set(stored), items);
}

const WORDS = [
  ...['hello', 'parcel', 'order', 'thanks', 'delivery', 'tomorrow', 'refund', 'colour', 'lamp', 'wool', 'blanket'],
  ...['address', 'invoice', 'please', 'moment', 'found', 'size', 'arrives', 'Monday', 'street', 'Grüße', 'welcome'],
];

/** The nth message before now; a negative number is a recent one. The same number gives the same words. */
function messageOf(n: number, accountId: string): Message {
  const confirmedAt = Date.now() - DAY_MS - n * 60_000;
  const word = (k: number) => WORDS[Math.abs(n * 7 + k * (n + 3)) % WORDS.length] ?? '';
  return {
    id: `bench-${n < 0 ? 'recent' : 'old'}-${Math.abs(n)}`,
    origin: 'here',
    accountId,
    visitorId: `visitor-${Math.abs(n) % 500}`,
    mode: n % 4 === 0 ? 'automated' : 'agent',
    text: `${Array.from({ length: 12 }, (_, k) => word(k)).join(' ')} number${Math.abs(n)}`,
    confirmedAt,
    state: { kind: 'sent', at: confirmedAt + 800, brevoId: `brevo${n}` },
  };
}
