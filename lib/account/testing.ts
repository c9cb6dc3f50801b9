import { createBrevoClient } from '../brevo/client.ts';
import { createSimulationFetch } from '../brevo/simulation/fetch.ts';
import { createSimulation } from '../brevo/simulation/simulation.ts';
import { START } from '../brevo/simulation/testing.ts';
import { accountsItem } from '../storage/items/accounts.ts';
import { own } from '../storage/local.ts';
import { createAccounts } from './accounts.ts';

export const FULL = 'xkeysib-full-0f0f-9xYz';
export const RESTRICTED = 'xkeysib-restricted-0f0f-4aBc';
export const BY_EMAIL = {
  kind: 'email',
  agentEmail: 'liz@getwear.com',
  agentName: 'Liz',
  sourceLabel: 'Deskside',
} as const;

type Vault = Parameters<typeof createAccounts>[0]['vault'];

/** Accounts over a vault and a simulated Brevo that knows some keys. */
export function createAccountDesk<V extends Vault>(vault: V) {
  const now = () => START;
  const keys = {
    [FULL]: 'full',
    [RESTRICTED]: 'conversations-only',
    'xkeysib-nothing': 'forbidden',
    'xkeysib-off': 'disabled',
  } as const;
  const simulation = createSimulation({ now, keys });
  const fetch = createSimulationFetch(simulation);
  const accounts = createAccounts({
    stored: own(accountsItem, { current: 'acc-1', byId: {} }),
    vault,
    clientFor: (key) => createBrevoClient({ fetch, key: async () => key, now, timeLimitMs: 20 }),
    now,
  });
  return { accounts, simulation, vault };
}
