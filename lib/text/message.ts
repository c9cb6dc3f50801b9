import { i18n } from '#i18n';
import type { TextProblem } from '../messaging/contract.ts';
import { LONGEST_TEXT, type Message, type NotSentReason } from '../storage/items/messages.ts';
import { failureWords } from './failure.ts';

/** Why a text cannot be sent. `length` in UTF-16 units. */
export function textWords(problem: TextProblem, length?: number): string {
  if (problem === 'blank') return i18n.t('text.blank');
  if (problem === 'malformed') return i18n.t('text.malformed');
  if (problem === 'holds-key') return i18n.t('text.api_key');
  return i18n.t('text.too_long', [number(length ?? LONGEST_TEXT + 1), number(LONGEST_TEXT)]);
}

export const number = (value: number): string => value.toLocaleString();

/** The state of a message in the words that the product fixes. */
export function stateWord({ state }: Message): string {
  switch (state.kind) {
    case 'held':
      return i18n.t('state.held');
    case 'needs-answer':
      return i18n.t('state.needsAnswer');
    case 'cancelled':
      return i18n.t('state.cancelled');
    case 'queued':
      return i18n.t('state.queued');
    case 'dispatching':
      return i18n.t('state.dispatching');
    case 'sent':
      return i18n.t('state.sent');
    case 'sent-id-unknown':
      return i18n.t('state.sentIdUnknown');
    case 'not-sent':
      return i18n.t('state.notSent');
    case 'unknown':
      return i18n.t('state.unknown');
    case 'deleted':
      return i18n.t('state.deleted');
    default:
      return state satisfies never;
  }
}

/** What the agent should know about a message beyond its state; undefined when all is well. */
export function stateDetail({ state }: Message): string | undefined {
  switch (state.kind) {
    case 'sent':
      return forwardingWords(state.forwardingError);
    case 'sent-id-unknown':
      return i18n.t(state.by === 'brevo' ? 'row.idUnknown' : 'row.saidArrived');
    case 'not-sent':
      return reasonWords(state.reason);
    case 'needs-answer':
      return i18n.t(state.why === 'stale' ? 'row.stale' : 'row.restarted');
    case 'unknown':
      return `${unknownWords(state)} ${i18n.t('row.checkBrevo')}`;
    default:
      return undefined;
  }
}

function unknownWords({ failure, attempt }: Extract<Message['state'], { kind: 'unknown' }>): string {
  if (attempt) return `${i18n.t('row.earlierTry')} ${reasonWords(attempt)}`;
  return failure ? failureWords(failure).what : i18n.t('row.interrupted');
}

function forwardingWords(error: string | undefined): string | undefined {
  if (error === undefined) return undefined;
  return error === '' ? i18n.t('row.forwardingUnknown') : i18n.t('row.forwarding', [error]);
}

function reasonWords(reason: NotSentReason): string {
  switch (reason.kind) {
    case 'refused': {
      const { what, next } = failureWords(reason.failure);
      return `${what} ${next}`;
    }
    case 'text':
      return textWords(reason.problem);
    case 'offline':
      return i18n.t('notSent.offline');
    case 'no-permission':
      return i18n.t('notSent.no_permission');
    case 'no-key':
      return i18n.t('notSent.no_key');
    case 'no-agent':
      return i18n.t('notSent.no_agent');
    case 'no-visitor':
      return i18n.t('notSent.no_visitor');
    case 'no-automated-sender':
      return i18n.t('notSent.no_automated_sender');
    case 'stale':
      return i18n.t('notSent.stale');
    case 'sent-elsewhere':
      return i18n.t('notSent.sent_elsewhere');
    default:
      return reason satisfies never;
  }
}

/** Tells that messages wait for the agent's word. */
export const needsAnswerWords = (count: number): { title: string; message: string } => ({
  title: i18n.t('needsAnswer.title', count, [number(count)]),
  message: i18n.t('needsAnswer.message'),
});
