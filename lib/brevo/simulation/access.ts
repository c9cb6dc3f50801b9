import type { Refusal } from './answers.ts';
import type { Target } from './target.ts';
import type { KeyGrant } from './types.ts';

/** Who may call: known keys, what each may do, and the account's list of addresses. */
export type Access = {
  check(headers: Readonly<Record<string, string>>, target: Target): Refusal | undefined;
  setKey(key: string, grant: KeyGrant | undefined): void;
  blockAddress(address: string | undefined): void;
};

/** Makes the gate in front of every endpoint; the wording of its refusals is what Brevo's users report. */
export function createAccess(keys: Readonly<Record<string, KeyGrant>>): Access {
  const grants = new Map(Object.entries(keys));
  let blockedAddress: string | undefined;
  return {
    check(headers, target) {
      if (blockedAddress !== undefined) return unauthorized(describeBlock(blockedAddress));
      const key = headers['api-key'];
      if (!key) return unauthorized('authentication not found in headers');
      const grant = grants.get(key);
      return grant ? checkGrant(grant, target) : unauthorized('Key not found');
    },
    setKey(key, grant) {
      if (grant) grants.set(key, grant);
      else grants.delete(key);
    },
    blockAddress(address) {
      blockedAddress = address;
    },
  };
}

function checkGrant(grant: KeyGrant, target: Target): Refusal | undefined {
  switch (grant) {
    case 'full':
      return undefined;
    case 'conversations-only':
      return target.kind === 'account' ? forbidden('This key may not read the account') : undefined;
    case 'forbidden':
      return forbidden('Your account is not activated');
    case 'disabled':
      return unauthorized('API Key is not enabled');
    default:
      return grant satisfies never;
  }
}

function unauthorized(message: string): Refusal {
  return { status: 401, code: 'unauthorized', message };
}

function forbidden(message: string): Refusal {
  return { status: 403, code: 'permission_denied', message };
}

function describeBlock(address: string): string {
  return (
    `We have detected you are using an unrecognised IP address ${address}. If you performed this action make sure ` +
    'to add the new IP address in this link: https://app.brevo.com/security/authorised_ips'
  );
}
