import type { Rule } from '../../storage/items/sites.ts';
import type { Chosen } from './panel.ts';

/** The rule that was chosen, which nobody has confirmed yet. */
export function ruleFrom({ visitor, name, language }: Chosen): Rule {
  return {
    id: randomId(),
    visitor: visitor.source,
    ...(visitor.expression !== undefined && { expression: visitor.expression }),
    ...(name && { name: name.source }),
    ...(language && { language: language.source }),
    confirmed: 0,
  };
}

/** Pages without encryption have no `crypto.randomUUID`. */
const randomId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');
