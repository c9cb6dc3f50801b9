import type { BrevoClient } from '../brevo/client.ts';
import type { AgentIdentity } from '../brevo/identity.ts';
import { createKeyedQueue } from '../keyed-queue.ts';
import type { KeyFailure } from '../messaging/contract.ts';
import { err, ok, type Result } from '../result.ts';
import type { StorageFailure } from '../storage/failure.ts';
import { type Account, type Accounts, currentAccount } from '../storage/items/accounts.ts';
import type { Owned } from '../storage/local.ts';
import { checkKey, keyForm } from './key-check.ts';

type Dependencies = {
  stored: Owned<Accounts>;
  vault: { save(accountId: string, key: string): Promise<void>; forget(accountId: string): Promise<void> };
  /** A client that uses the key given, not the stored one. */
  clientFor: (key: string) => BrevoClient;
  now: () => number;
};

/** The one writer of accounts. */
export function createAccounts({ stored, vault, clientFor, now }: Dependencies) {
  const current = async () => currentAccount(await stored.read());
  /** Key and shown tail change together: one command at a time. */
  const turns = createKeyedQueue();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => turns('all', task);

  const change = async (edit: (account: Account) => Account): Promise<Result<Account, StorageFailure>> => {
    const updated = await stored.update((all) => {
      const account = currentAccount(all) ?? { accountId: all.current };
      return { ...all, byId: { ...all.byId, [account.accountId]: edit(account) } };
    });
    if (!updated.ok) return updated;
    const account = currentAccount(updated.value);
    return account ? ok(account) : err({ kind: 'storage-corrupt' });
  };

  const saveKey = async (typed: string): Promise<Result<Account, KeyFailure>> => {
    const key = typed.trim();
    const form = keyForm(key);
    if (form !== 'api-key') return err({ kind: form });
    const checked = await checkKey(clientFor(key));
    if (!checked.ok) return err({ kind: 'brevo', failure: checked.failure });
    // The id must be on disk before the key is filed under it.
    const prepared = await change((account) => account);
    if (!prepared.ok) return prepared;
    try {
      await vault.save(prepared.value.accountId, key);
    } catch {
      return err({ kind: 'storage-unavailable' });
    }
    return change((account) => ({ ...account, key: { tail: key.slice(-4), savedAt: now(), ...checked.value } }));
  };

  const forgetKey = async (): Promise<Result<undefined, StorageFailure>> => {
    const account = await current();
    if (!account) return ok(undefined);
    try {
      await vault.forget(account.accountId);
    } catch {
      return err({ kind: 'storage-unavailable' });
    }
    const forgotten = await change(({ key: _, ...rest }) => rest);
    return forgotten.ok ? ok(undefined) : forgotten;
  };

  return {
    current,

    /** Keeps a key after Brevo has accepted it; nothing is stored otherwise. */
    saveKey: (typed: string) => inTurn(() => saveKey(typed)),

    forgetKey: () => inTurn(forgetKey),

    /** Keeps who the agent is; a blank group means none. What was learned of another agent is forgotten. */
    saveAgent: (agent: AgentIdentity, groupId: string): Promise<Result<Account, StorageFailure>> =>
      inTurn(() =>
        change(({ groupId: _, learnedAgentId, ...account }) => ({
          ...account,
          agent,
          ...(learnedAgentId && isSame(account.agent, agent) && { learnedAgentId }),
          ...(groupId.trim() && { groupId: groupId.trim() }),
        })),
      ),

    /** The answer to a message sent as an agent known by e-mail teaches the agent's ID. */
    learnAgentId: (agentId: string, sentAs: AgentIdentity): Promise<void> =>
      inTurn(async () => {
        const account = await current();
        if (sentAs.kind !== 'email' || !isSame(account?.agent, sentAs) || account?.learnedAgentId === agentId) return;
        await change((latest) => ({ ...latest, learnedAgentId: agentId }));
      }),
  };
}

const isSame = (one: AgentIdentity | undefined, other: AgentIdentity) => JSON.stringify(one) === JSON.stringify(other);
