import type { Commit } from './types.ts';

export type CommitLog = {
  readonly commits: readonly Commit[];
  add(commit: Commit): void;
  /** Tells the subscribers of a change that is no commit. */
  notify(): void;
  /** Gives the function that ends it. */
  subscribe(listener: () => void): () => void;
};

/** Keeps what was accepted, in order, and who wants to hear of it. */
export function createCommitLog(): CommitLog {
  const commits: Commit[] = [];
  const subscriptions = new Set<{ listener: () => void }>();
  function notify() {
    for (const { listener } of [...subscriptions]) listener();
  }
  return {
    commits,
    notify,
    add(commit) {
      commits.push(commit);
      notify();
    },
    subscribe(listener) {
      // Wrapped, so one function subscribed twice is two subscriptions.
      const subscription = { listener };
      subscriptions.add(subscription);
      return () => void subscriptions.delete(subscription);
    },
  };
}
