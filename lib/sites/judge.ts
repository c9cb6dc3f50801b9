import type { Finding } from '../messaging/site-commands.ts';
import { LONGEST_VISITOR_ID } from '../storage/items/messages.ts';
import { CONFIRMATIONS, type Rule } from '../storage/items/sites.ts';
import { LONGEST_LANGUAGE, LONGEST_NAME, LONGEST_THREAD_ID } from '../storage/items/visitors.ts';
import { applyExpression } from './expression.ts';
import { languageTag } from './judge-language.ts';
import { LONGEST_READING } from './limits.ts';
import { startersFor } from './starter-rules.ts';

export type Judged = {
  /** Empty when the page names nobody, or only a thread. */
  visitorId: string;
  threadId?: string;
  name?: string;
  language?: string;
  /** The rule that found the visitor, while it is not confirmed. */
  asksAbout?: string;
};

type Report = { findings: readonly Finding[]; rules: readonly Rule[]; origin: string };

/** Whom a page is about: the first rule of its site whose expression leaves something has the word. */
export function judgeFindings({ findings, rules, origin }: Report): Judged {
  for (const rule of rules) {
    const finding = findings.find(({ ruleId }) => ruleId === rule.id);
    const judged = finding && judge(finding, rule, origin);
    if (judged) return judged;
  }
  return { visitorId: '' };
}

function judge(finding: Finding, rule: Rule, origin: string): Judged | undefined {
  const givesThread = startersFor(origin).some(({ id, gives }) => id === rule.id && gives === 'thread');
  const id = idFrom(finding.visitor, rule.expression, givesThread ? LONGEST_THREAD_ID : LONGEST_VISITOR_ID);
  if (id === '') return undefined;
  if (givesThread) return { visitorId: '', threadId: id };
  const name = cut(finding.name ?? '', LONGEST_NAME);
  const language = languageTag(finding.language ?? '');
  return {
    visitorId: id,
    ...(name !== '' && { name }),
    ...(language && language.length <= LONGEST_LANGUAGE && { language }),
    ...(rule.confirmed < CONFIRMATIONS && { asksAbout: rule.id }),
  };
}

/** The id in a reading. An id that is cut would be somebody else's, so half of one is none. */
function idFrom(reading: string, expression: string | undefined, longest: number): string {
  const id = applyExpression(expression, reading);
  // One less, because the cut takes no half of a character.
  const isCut = reading.length >= LONGEST_READING - 1 && reading.endsWith(id);
  return id.length > longest || isCut || !id.isWellFormed() ? '' : id;
}

function cut(text: string, longest: number): string {
  return text
    .toWellFormed()
    .slice(0, longest)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
}
