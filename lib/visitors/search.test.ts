import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Visitor } from '../storage/items/visitors.ts';
import { createVisitorSearch } from './search.ts';

const visitorOf = (visitorId: string, change: Partial<Visitor> = {}): Visitor => ({
  accountId: 'acc-1',
  visitorId,
  isPinned: false,
  seenAt: 0,
  ...change,
});
const VISITORS = [
  visitorOf('c-1', { name: 'Élodie Müller' }),
  visitorOf('c-2', { name: 'José García', nickname: 'Pepe' }),
  visitorOf('c-3', { name: 'Søren Ødegård' }),
  visitorOf('c-4', { name: 'Anna Straße' }),
  visitorOf('c-5', { name: '李小龙' }),
  visitorOf('c-6', { name: 'محمد علي' }),
  visitorOf('56a258cb-edda-4745-8e12-ea769a9039d6'),
];
const find = createVisitorSearch(VISITORS);
const found = (typed: string) => find(typed, 8).map(({ visitorId }) => visitorId);

it.each([
  ['elodie', 'c-1'],
  ['MÜLLER', 'c-1'],
  ['muller élo', 'c-1'],
  ['pepe', 'c-2'],
  ['garcia', 'c-2'],
  ['odegard', 'c-3'],
  ['strasse', 'c-4'],
  ['straße', 'c-4'],
  ['小龙', 'c-5'],
  ['محمد', 'c-6'],
  ['edda-4745', '56a258cb-edda-4745-8e12-ea769a9039d6'],
  [' c-3 ', 'c-3'],
  ['emul', 'c-1'],
])('finds somebody by %j', (typed, visitorId) => {
  expect(found(typed)[0]).toBe(visitorId);
});

it.each(['', '   ', 'zzz', 'qqqq'])('finds nobody by %j', (typed) => {
  expect(found(typed)).toEqual([]);
});

describe('the order', () => {
  const alike = Array.from({ length: 300 }, (_, n) => visitorOf(`v-${String(n).padStart(3, '0')}`, { name: 'Ada' }));

  it('has pinned ones first, though others match better, and then the one seen last', () => {
    const pinned = visitorOf('x-1', { name: 'Canada Ltd', isPinned: true });
    const names = createVisitorSearch([...alike, pinned])('ada', 4).map(({ visitorId }) => visitorId);
    expect(names).toEqual(['x-1', 'v-000', 'v-001', 'v-002']);
  });

  it('has those that match better before those that match badly', () => {
    const search = createVisitorSearch([visitorOf('a', { name: 'Albert d. Adams' }), visitorOf('b', { name: 'Ada' })]);
    expect(search('ada', 8).map(({ visitorId }) => visitorId)).toEqual(['b', 'a']);
  });

  it('gives no more than are wanted', () => {
    expect(createVisitorSearch(alike)('ada', 8)).toHaveLength(8);
  });
});

it('copes with any names and anything typed, and finds everybody by their own ID', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 20 }), text, (names, typed) => {
      const visitors = names.map((name, n) => visitorOf(`id-${n}x`, { name }));
      const search = createVisitorSearch(visitors);
      search(typed, 8);
      for (const visitor of visitors) expect(search(visitor.visitorId, 100)).toContain(visitor);
    }),
    { numRuns: 50 },
  );
});

it('sees a name that has changed', () => {
  const before = visitorOf('c-1', { name: 'Ada' });
  createVisitorSearch([before]);
  const after = createVisitorSearch([{ ...before, name: 'Zoe' }]);
  expect([after('ada', 8), after('zoe', 8)]).toEqual([[], [expect.objectContaining({ name: 'Zoe' })]]);
});
