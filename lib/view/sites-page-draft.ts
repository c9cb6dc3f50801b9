import * as z from 'zod/mini';
import { err, ok, type Result } from '../result.ts';
import { checkExpression, type ExpressionProblem } from '../sites/expression.ts';
import { CONFIRMATIONS, type Rule, type Source, source } from '../storage/items/sites.ts';
import type { SourceProblem } from '../text/site.ts';

/** A source while it is being filled in; what was typed stays when the kind changes. */
export type SourceDraft = { kind: Source['kind'] | 'none'; text: string; attribute: string };
export type RuleDraft = { visitor: SourceDraft; expression: string; name: SourceDraft; language: SourceDraft };

export type DraftProblems = {
  visitor?: SourceProblem;
  expression?: ExpressionProblem;
  name?: SourceProblem;
  language?: SourceProblem;
};

const none: SourceDraft = { kind: 'none', text: '', attribute: '' };

/** A rule as the form takes it; without one, an empty form. */
export const draftOf = (rule?: Rule): RuleDraft => ({
  visitor: rule ? sourceDraft(rule.visitor) : { ...none, kind: 'path' },
  expression: rule?.expression ?? '',
  name: sourceDraft(rule?.name),
  language: sourceDraft(rule?.language),
});

/** The rule that a form describes, in place of `before` or as one that the agent wrote and nobody has to ask about. */
export function ruleFrom(draft: RuleDraft, before?: Rule): Result<Rule, DraftProblems> {
  const visitor = sourceFrom(draft.visitor);
  const name = sourceFrom(draft.name);
  const language = sourceFrom(draft.language);
  const expression = draft.expression === '' ? undefined : checkExpression(draft.expression);
  if (visitor.ok && visitor.value && name.ok && language.ok && expression?.ok !== false) {
    return ok({
      id: before?.id ?? crypto.randomUUID(),
      visitor: visitor.value,
      ...(expression && { expression: draft.expression }),
      ...(name.value && { name: name.value }),
      ...(language.value && { language: language.value }),
      confirmed: before?.confirmed ?? CONFIRMATIONS,
    });
  }
  return err({
    ...(!visitor.ok && { visitor: visitor.failure }),
    ...(expression?.ok === false && { expression: expression.failure }),
    ...(!name.ok && { name: name.failure }),
    ...(!language.ok && { language: language.failure }),
  });
}

function sourceDraft(from?: Source): SourceDraft {
  switch (from?.kind) {
    case undefined:
      return none;
    case 'path':
      return { kind: from.kind, text: from.after, attribute: '' };
    case 'fragment':
      return { kind: from.kind, text: `#${from.after.replace(/^#/, '')}`, attribute: '' };
    case 'query':
    case 'meta':
      return { kind: from.kind, text: from.name, attribute: '' };
    case 'selector':
      return { kind: from.kind, text: from.selector, attribute: from.attribute ?? '' };
    case 'data':
      return { kind: from.kind, text: from.attribute, attribute: '' };
    default:
      return from satisfies never;
  }
}

function sourceFrom({ kind, ...typed }: SourceDraft): Result<Source | undefined, SourceProblem> {
  const text = typed.text.trim();
  if (kind === 'none') return ok(undefined);
  if (text === '') return err('blank');
  if (kind === 'selector' && !isSelector(text)) return err('not-a-selector');
  const parsed = z.safeParse(source, written(kind, text, typed.attribute.trim()));
  if (parsed.success) return ok(parsed.data);
  return err(kind === 'data' ? 'not-data' : 'too-long');
}

/** What is typed with or without the sign that it begins with means the same. A fragment is stored without its own. */
function written(kind: Source['kind'], text: string, attribute: string): Source {
  switch (kind) {
    case 'path':
      return { kind, after: text.startsWith('/') ? text : `/${text}` };
    case 'fragment':
      return { kind, after: text.replace(/^#/, '') };
    case 'query':
      return { kind, name: text.replace(/^[?&]/, '').replace(/=$/, '') };
    case 'meta':
      return { kind, name: text };
    case 'selector':
      return { kind, selector: text, ...(attribute && { attribute }) };
    case 'data':
      return { kind, attribute: text.toLowerCase().replace(/^(?!data-)/, 'data-') };
    default:
      return kind satisfies never;
  }
}

function isSelector(text: string): boolean {
  try {
    document.createDocumentFragment().querySelector(text);
    return true;
  } catch {
    return false;
  }
}
