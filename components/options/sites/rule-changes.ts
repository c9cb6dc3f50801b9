import type { Rule } from '../../../lib/storage/items/sites.ts';

export const without = (rules: Rule[], id: string): Rule[] => rules.filter((rule) => rule.id !== id);

/** In place of the one with its id, else at this place, else at the end. */
export function put(rules: Rule[], rule: Rule, index = rules.length): Rule[] {
  const known = rules.findIndex(({ id }) => id === rule.id);
  return known < 0 ? rules.toSpliced(index, 0, rule) : rules.with(known, rule);
}

/** One place up (-1) or down (1); at the end of the list it stays. */
export function moved(rules: Rule[], id: string, by: -1 | 1): Rule[] {
  const from = rules.findIndex((rule) => rule.id === id);
  const rule = rules[from];
  const to = from + by;
  return rule && to >= 0 && to < rules.length ? rules.toSpliced(from, 1).toSpliced(to, 0, rule) : rules;
}
