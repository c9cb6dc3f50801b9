import { i18n } from '#i18n';
import type { NoAnswer } from '../messaging/contract.ts';
import type { SidebarFailure } from '../messaging/site-commands.ts';
import type { NoAccount } from '../messaging/visitor-commands.ts';
import type { ExpressionProblem } from '../sites/expression.ts';
import type { AddressProblem } from '../sites/origin.ts';
import type { StorageFailure } from '../storage/failure.ts';
import { CONFIRMATIONS, type Rule, type Source } from '../storage/items/sites.ts';
import { troubleWords } from './failure.ts';
import { number } from './message.ts';

/** The agent, or an administrator, said no to the browser's question. */
export type Refused = { kind: 'refused' };
/** Why something about a site, or the page beside us, did not happen. */
export type SiteTrouble = SidebarFailure | NoAccount | Refused | StorageFailure | NoAnswer;
/** Why a source in a form is none. */
export type SourceProblem = 'blank' | 'too-long' | 'not-a-selector' | 'not-data';

/** Where something stands in a page: "the part of the address after “/customers/”". */
export function sourceWords(source: Source): string {
  switch (source.kind) {
    case 'path':
      return i18n.t('sites.source.after', [source.after]);
    case 'fragment':
      return i18n.t('sites.source.after', [`#${source.after.replace(/^#/, '')}`]);
    case 'query':
      return i18n.t('sites.source.query', [source.name]);
    case 'selector':
      return source.attribute === undefined
        ? i18n.t('sites.source.text', [source.selector])
        : i18n.t('sites.source.attribute', [source.attribute, source.selector]);
    case 'meta':
      return i18n.t('sites.source.meta', [source.name]);
    case 'data':
      return i18n.t('sites.source.data', [source.attribute]);
    default:
      return source satisfies never;
  }
}

/** All that a rule reads, and whether it still asks, one sentence each. */
export function ruleSentences({ visitor, expression, name, language, confirmed }: Rule): string[] {
  const left = CONFIRMATIONS - confirmed;
  return [
    i18n.t('sites.reads.visitor', [sourceWords(visitor)]),
    ...(expression === undefined ? [] : [i18n.t('sites.reads.expression', [expression])]),
    ...(name ? [i18n.t('sites.reads.name', [sourceWords(name)])] : []),
    ...(language ? [i18n.t('sites.reads.language', [sourceWords(language)])] : []),
    ...(left > 0 ? [i18n.t('sites.reads.asks', left, [number(left)])] : []),
  ];
}

/** What the kinds of sources are called in a list of choices. */
export const kindWords = (kind: Source['kind']): string => i18n.t(`sites.kind.${kind}`);

/** What the text of a kind is called, and an example of it. */
export const partWords = (kind: Source['kind']) => ({
  label: i18n.t(`sites.part.${kind}`),
  hint: i18n.t(`sites.example.${kind}`),
});

/** Why the sidebar cannot be switched on for what was typed. */
export function addressWords(problem: AddressProblem): string {
  switch (problem) {
    case 'blank':
      return i18n.t('sites.address.blank');
    case 'not-an-address':
      return i18n.t('sites.address.wrong');
    case 'closed':
      return i18n.t('sites.address.closed');
    case 'own-page':
      return i18n.t('sites.address.own');
    default:
      return problem satisfies never;
  }
}

/** What is wrong with a source in a form. */
export function sourceProblemWords(problem: SourceProblem): string {
  switch (problem) {
    case 'blank':
      return i18n.t('sites.problem.blank');
    case 'too-long':
      return i18n.t('sites.problem.long');
    case 'not-a-selector':
      return i18n.t('sites.problem.selector');
    case 'not-data':
      return i18n.t('sites.problem.data');
    default:
      return problem satisfies never;
  }
}

/** Why an expression is refused, and what to do instead. */
export function expressionWords(problem: ExpressionProblem): string {
  switch (problem.kind) {
    case 'too-long':
      return i18n.t('sites.problem.expression.long', [number(problem.most)]);
    case 'malformed':
    case 'backreference':
    case 'lookaround':
    case 'nested':
      return i18n.t(`sites.problem.expression.${problem.kind}`, [number(problem.at + 1)]);
    case 'too-slow':
      return i18n.t('sites.problem.expression.slow');
    default:
      return problem satisfies never;
  }
}

/** What happened, why, and what to do next. */
export function siteTroubleWords(trouble: SiteTrouble): string {
  switch (trouble.kind) {
    case 'no-access':
      return i18n.t('thisPage.noAccess');
    case 'no-account':
      return i18n.t('thisPage.noAccount');
    case 'refused':
      return i18n.t('sites.refused');
    default:
      return troubleWords(trouble);
  }
}
