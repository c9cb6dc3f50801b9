import { i18n } from '#i18n';
import type { NoAnswer } from '../messaging/contract.ts';
import type { NoAccount } from '../messaging/visitor-commands.ts';
import type { StorageFailure } from '../storage/failure.ts';
import type { Visitor } from '../storage/items/visitors.ts';
import { troubleWords } from './failure.ts';

export type VisitorTrouble = StorageFailure | NoAccount | NoAnswer;

/** What the agent, or else a page, calls a visitor; undefined when they are known by ID alone. */
export const visitorLabel = (visitor: Visitor | undefined): string | undefined => visitor?.nickname ?? visitor?.name;

/** Why a change of what is remembered did not happen. */
export const visitorTrouble = (trouble: VisitorTrouble): string =>
  trouble.kind === 'no-account' ? i18n.t('visitor.noAccount') : troubleWords(trouble);

/** A language by its name here, such as "Portuguese"; what is no tag stays as it is. */
export function languageName(tag: string): string {
  if (!isLanguageTag(tag)) return tag;
  return new Intl.DisplayNames(undefined, { type: 'language' }).of(tag) ?? tag;
}

/** Whether a text has the form of a BCP 47 tag, such as `pt-BR`. */
export function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text.trim()).length === 1;
  } catch {
    return false;
  }
}

/** A name inside a sentence. One that is written in the other direction must not turn the words around it. */
export const isolated = (name: string): string => `\u2068${name}\u2069`;
