import type { Browser } from '../browsers/browser.ts';

/** A message as the extension keeps it, among the recent ones or in its archive. */
export type Kept = {
  id: string;
  text: string;
  visitorId: string;
  state: { kind: string; at?: number; by?: string; brevoId?: string };
  where: 'recent' | 'archive';
};

export type Hot = { messages: Kept[]; waitingIntents: number; unsettled: string[] };

/** The records at hand, and how many confirmed sends the background has not taken yet. */
export async function readHot(browser: Browser): Promise<Hot> {
  const stored = Object.entries(await browser.readStorageLocal());
  const messages = stored.filter(([key]) => key.startsWith('message:')).map(([, value]) => keptIn(value, 'recent'));
  const [, recent] = stored.find(([key]) => key === 'recent-messages') ?? [];
  return {
    messages,
    waitingIntents: stored.filter(([key]) => key.startsWith('intent:')).length,
    unsettled: (recent as { data: { unsettled: string[] } } | undefined)?.data.unsettled ?? [],
  };
}

/** What is no longer recent. Nothing when the extension has made no archive yet. */
export async function readArchive(browser: Browser): Promise<Kept[]> {
  const rows = await browser.withApi(
    () =>
      new Promise<unknown[]>((resolve, reject) => {
        const opening = indexedDB.open('archive');
        // Made here, it would lack what the extension expects in it.
        opening.onupgradeneeded = () => opening.transaction?.abort();
        opening.onerror = () => (opening.error?.name === 'AbortError' ? resolve([]) : reject(opening.error));
        opening.onsuccess = () => {
          const reading = opening.result.transaction('messages').objectStore('messages').getAll();
          reading.onerror = () => reject(reading.error);
          reading.onsuccess = () => resolve(reading.result);
          opening.result.close();
        };
      }),
  );
  return rows.map((row) => keptIn(row, 'archive'));
}

const keptIn = (stored: unknown, where: Kept['where']): Kept => ({
  ...(stored as { data: Omit<Kept, 'where'> }).data,
  where,
});
