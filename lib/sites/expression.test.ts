import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { applyExpression, checkExpression, type ExpressionProblem } from './expression.ts';
import { LONGEST_EXPRESSION, LONGEST_READING } from './limits.ts';

const problemOf = (source: string) => {
  const checked = checkExpression(source);
  return checked.ok ? undefined : checked.failure.kind;
};

it.each([
  '\\d+',
  '^customer-(\\d+)$',
  'Visitor ID: (\\S+)',
  '^(?:visitor|user)[-_]?(\\d+)\\s?(\\w+)$',
  '(\\d+)-(\\w+)-end',
  '(?<id>[a-z\\d]{8}(?:-[a-z\\d]{4}){3}-[a-z\\d]{12})',
  '^/customers/([^/?#]+)',
  '\\p{L}+',
  '\\u00e9|\\u{1f44b}|\\x41',
  '[\\]\\-a]+?',
  '👋{2}',
  'a?b?c?',
  '\\bID\\b',
  '.*',
])('takes %s', (source) => {
  expect(problemOf(source)).toBeUndefined();
});

it.each<[string, ExpressionProblem['kind']]>([
  // Catastrophic samples, as they are known from reports.
  ['(a+)+$', 'nested'],
  ['(a*)*b', 'nested'],
  ['(a|aa)+$', 'nested'],
  ['(.*a){20}', 'nested'],
  ['((a)+)+', 'nested'],
  ['((a|b))*', 'nested'],
  ['(a?){30}a{30}', 'nested'],
  ['((a{2}){2,3}){4}', 'nested'],
  [`${'('.repeat(9)}a${'{512})'.repeat(9)}`, 'too-slow'],
  ['()+', 'nested'],
  ['(\\b)*', 'nested'],
  ['^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+$', 'nested'],
  [`${'a?'.repeat(30)}${'a'.repeat(30)}`, 'too-slow'],
  ['a+a+a+b', 'too-slow'],
  ['a{0,200}a{0,200}a{0,200}b', 'too-slow'],
  ['\\s*\\s*\\s*$', 'too-slow'],
  [`a+a+${'a'.repeat(200)}b`, 'too-slow'],
  ['(?:a|a)'.repeat(25), 'too-slow'],
  // Not in the subset.
  ['(a)\\1', 'backreference'],
  ['(?<x>a)\\k<x>', 'backreference'],
  ['(?=a)', 'lookaround'],
  ['(?!a)', 'lookaround'],
  ['(?<=a)b', 'lookaround'],
  ['(?<!a)b', 'lookaround'],
  ['(?i:a)', 'malformed'],
  // No expression.
  ['(', 'malformed'],
  [')', 'malformed'],
  ['[a', 'malformed'],
  ['[z-a]', 'malformed'],
  ['a**', 'malformed'],
  ['*', 'malformed'],
  ['^*', 'malformed'],
  ['a{3,2}', 'malformed'],
  ['a{513}', 'malformed'],
  ['a{9999}', 'malformed'],
  ['{', 'malformed'],
  ['\\', 'malformed'],
  ['\\q', 'malformed'],
  ['a'.repeat(LONGEST_EXPRESSION + 1), 'too-long'],
])('refuses %s as %s', (source, kind) => {
  expect(problemOf(source)).toBe(kind);
});

it('says where the trouble is', () => {
  expect(checkExpression('ab(?=c)')).toEqual({ ok: false, failure: { kind: 'lookaround', at: 2 } });
  expect(checkExpression('x(a+)+')).toEqual({ ok: false, failure: { kind: 'nested', at: 1 } });
});

const piece = fc.constantFrom(
  ...['a', 'b', '.', '\\d', '\\w', '\\s', '\\b', '^', '$', '[a-z]', '[^b]', '(', '(?:', '(?=', ')', '|', '?', '*', '+'],
  ...['{2}', '{1,}', '{0,9}', '\\1', '\\k<a>', '(?<a>', ']', '}', '\\u{61}', '👋', '\ud800'],
);
const anyExpression = fc.oneof(
  fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
  fc.string({ maxLength: 20 }),
);

describe('of everything that it takes', () => {
  test('the browser makes an expression', () => {
    fc.assert(
      fc.property(anyExpression, (source) => {
        const checked = checkExpression(source);
        if (checked.ok) expect(checked.value.flags).toBe('u');
      }),
      { numRuns: 3_000 },
    );
  });

  // Nothing is measured: what is exponential would not come to an end.
  test('a match on the longest and meanest input comes to an end', () => {
    const input = fc
      .constantFrom('a', 'ab', 'a b', '1', '1a', ' ')
      .map((text) => text.repeat(512).slice(0, LONGEST_READING));
    fc.assert(
      fc.property(anyExpression, input, (source, text) => {
        expect(applyExpression(source, text).length).toBeLessThanOrEqual(LONGEST_READING);
      }),
      { numRuns: 300 },
    );
  });
});

it.each([
  [undefined, 'v-42', 'v-42'],
  ['\\d+', 'v-42', '42'],
  ['v-(\\d+)', 'v-42', '42'],
  ['^user-(\\d+)$|^guest-(\\d+)$', 'guest-7', '7'],
  ['x', 'v-42', ''],
  ['(x)?', 'v-42', ''],
  ['(a+)+', 'aaa', ''],
  ['ID:( .*)', 'ID: 7 ', '7'],
])('%s leaves of %s what its first group holds, or all: "%s"', (expression, reading, left) => {
  expect(applyExpression(expression, reading)).toBe(left);
});

it('looks at no more than 512 characters', () => {
  expect(applyExpression('b', `${'a'.repeat(LONGEST_READING)}b`)).toBe('');
});
