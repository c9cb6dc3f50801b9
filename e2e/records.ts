import type { Page } from './browsers/page.ts';
import type { Desk } from './desk.ts';

export type StoredMessage = { id: string; text: string; visitorId: string; state: { kind: string } };

/** Every message that the browser keeps, recent or archived; one that is in both places counts once. */
export async function allRecords(desk: Desk, page: Page): Promise<StoredMessage[]> {
  const stored = await desk.browser.readStorageLocal();
  const recent = Object.entries(stored)
    .filter(([key]) => key.startsWith('message:'))
    .map(([, value]) => (value as { data: StoredMessage }).data);
  const archived = await page.evaluate(archivedMessages);
  return [...new Map([...archived, ...recent].map((message) => [message.id, message])).values()];
}

async function archivedMessages(): Promise<StoredMessage[]> {
  const whenDone = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const names = (await indexedDB.databases()).map(({ name }) => name);
  if (!names.includes('archive')) return [];
  const database = await whenDone(indexedDB.open('archive'));
  try {
    if (!database.objectStoreNames.contains('messages')) return [];
    const rows: unknown[] = await whenDone(database.transaction('messages').objectStore('messages').getAll());
    return rows.map((row) => (row as { data: StoredMessage }).data);
  } finally {
    database.close();
  }
}
