import { i18n } from '#i18n';
import type { BrevoFailure } from '../brevo/failure.ts';
import type { ChangeFailure, KeyFailure, NoAnswer } from '../messaging/contract.ts';
import type { StorageFailure } from '../storage/failure.ts';
import { textWords } from './message.ts';
import { clockTime } from './time.ts';

/** What happened, the one thing to do next, and sometimes where. */
export type Words = { what: string; next: string; link?: { href: string; label: string } };

const words = (
  name:
    | 'keyNotFound'
    | 'keyMissing'
    | 'forbidden'
    | 'notFound'
    | 'unreachable'
    | 'timedOut'
    | 'redirected'
    | 'unusable',
): Words => ({ what: i18n.t(`failure.${name}.what`), next: i18n.t(`failure.${name}.next`) });

/** A failed call to Brevo, for people. */
export function failureWords(failure: BrevoFailure): Words {
  switch (failure.kind) {
    case 'key-not-found':
      return words('keyNotFound');
    case 'key-missing':
      return words('keyMissing');
    case 'forbidden':
      return words('forbidden');
    case 'not-found':
      return words('notFound');
    case 'unreachable':
      return words('unreachable');
    case 'timed-out':
      return words('timedOut');
    case 'redirected':
      return words('redirected');
    case 'unusable-answer':
      return words('unusable');
    case 'address-not-authorised':
      return addressWords(failure.address, failure.link);
    case 'invalid':
      return { what: i18n.t('failure.invalid.what', [failure.words]), next: i18n.t('failure.invalid.next') };
    case 'rate-limited':
      return {
        what: i18n.t('failure.rateLimited.what'),
        next: i18n.t('failure.rateLimited.next', [clockTime(failure.retryAt)]),
      };
    case 'unavailable':
      return {
        what: i18n.t('failure.unavailable.what', [String(failure.status)]),
        next: i18n.t('failure.unavailable.next'),
      };
    default:
      return failure satisfies never;
  }
}

function addressWords(address: string | undefined, href: string): Words {
  return {
    what: address ? i18n.t('failure.address.whatQuoted', [address]) : i18n.t('failure.address.what'),
    next: i18n.t('failure.address.next'),
    link: { href, label: i18n.t('failure.address.link') },
  };
}

/** Why a command did nothing, as one or two sentences. */
export function troubleWords(trouble: ChangeFailure | KeyFailure | StorageFailure | NoAnswer): string {
  switch (trouble.kind) {
    case 'brevo': {
      const { what, next } = failureWords(trouble.failure);
      return `${what} ${next}`;
    }
    case 'no-answer':
      return i18n.t('trouble.noAnswer');
    case 'storage-unavailable':
      return i18n.t('trouble.storageUnavailable');
    case 'storage-corrupt':
      return i18n.t('trouble.storageCorrupt');
    case 'storage-newer':
      return i18n.t('trouble.storageNewer');
    case 'no-permission':
      return i18n.t('trouble.noPermission');
    case 'already-deleted':
      return i18n.t('trouble.alreadyDeleted');
    case 'not-changeable':
      return i18n.t('trouble.notChangeable');
    case 'id-unknown':
      return i18n.t('trouble.idUnknown');
    case 'differs':
      return i18n.t('trouble.differs');
    case 'not-in-sight':
      return i18n.t('trouble.notInSight');
    case 'text':
      return textWords(trouble.problem);
    case 'blank':
      return i18n.t('settings.key.blank');
    case 'smtp-key':
      return i18n.t('settings.key.smtp');
    case 'mcp-key':
      return i18n.t('settings.key.mcp');
    default:
      return trouble satisfies never;
  }
}
