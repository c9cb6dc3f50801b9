import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { applyExpression } from '../expression.ts';
import { expressionFor } from './expression-for.ts';

it.each([
  ['42', '42', ''],
  ['Visitor ID: 42', '42', '^Visitor ID: (\\S+)'],
  ['Visitor ID: 42 (active)', '42', '^Visitor ID: (\\S+)'],
  ['(42)', '42', '^\\(([^\\s)]+)'],
  ['/customers/v-42/orders', 'v-42', '^\\/customers\\/([^\\s/]+)'],
  ['Order 7 of visitor 42', '42', ' of visitor (\\S+)'],
  ['Customer: Ada Example', 'Ada Example', '^Customer: (.+)'],
  ['x=a]b^', 'a]b', '^x=([^\\s\\^]+)'],
  ['no such', '42', undefined],
])('of "%s" it takes "%s" by %s', (reading, value, expression) => {
  expect(expressionFor(reading, value)).toBe(expression);
});

test('what it makes is of the subset and leaves the value', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (before, value, after) => {
      const reading = before + value + after;
      const expression = expressionFor(reading, value);
      if (expression) expect(applyExpression(expression, reading)).toBe(value);
    }),
    { numRuns: 1_000 },
  );
});
