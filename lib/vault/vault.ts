import { openDB } from 'idb';

/** The one place where keys are at rest: IndexedDB of the extension, out of reach for content scripts. */
export type Vault = {
  /** The key of an account; undefined when there is none. Rejects when the browser's database is out of order. */
  read(accountId: string): Promise<string | undefined>;
  save(accountId: string, key: string): Promise<void>;
  forget(accountId: string): Promise<void>;
};

const STORE = 'keys';

/** Opens the vault lazily; only the background makes one. */
export function createVault(): Vault {
  const open = () =>
    openDB('vault', 1, {
      upgrade: (database) => {
        database.createObjectStore(STORE);
      },
    });
  let opened: ReturnType<typeof open> | undefined;
  const store = () => {
    opened ??= open().catch((problem) => {
      opened = undefined;
      throw problem;
    });
    return opened;
  };
  return {
    async read(accountId) {
      const key: unknown = await (await store()).get(STORE, accountId);
      return typeof key === 'string' ? key : undefined;
    },
    async save(accountId, key) {
      await (await store()).put(STORE, key, accountId);
    },
    async forget(accountId) {
      await (await store()).delete(STORE, accountId);
    },
  };
}
