import { browser } from 'wxt/browser';
import type * as z from 'zod/mini';
import { createKeyedQueue } from '../keyed-queue.ts';

export type SessionItem<T> = {
  read(): Promise<T>;
  /** Reads, changes and writes with no other update of this item in between. */
  update<R>(change: (value: T) => [after: T, result: R]): Promise<R>;
};

/**
 * A value that outlives the background but not the browser, where no content script reads. What cannot be read is as good
 * as nothing: it is only ever a wish or a mark of this session.
 */
export function sessionItem<T>(key: string, schema: z.ZodMiniType<T>, fallback: T): SessionItem<T> {
  const queue = createKeyedQueue();
  const read = async (): Promise<T> => {
    const { [key]: stored } = await browser.storage.session.get(key);
    const parsed = schema.safeParse(stored);
    return parsed.success ? parsed.data : fallback;
  };
  return {
    read,
    update: (change) =>
      queue(key, async () => {
        const [after, result] = change(await read());
        await browser.storage.session.set({ [key]: after });
        return result;
      }),
  };
}
