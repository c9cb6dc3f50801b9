import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createIds } from './ids.ts';

test('ids look like the ones Brevo publishes', () => {
  const ids = createIds(1);
  for (let i = 0; i < 1000; i++) expect(ids.document()).toMatch(/^[2-9A-HJ-NP-TW-Za-km-z]{17}$/);
});

test('request ids look like UUIDs', () => {
  expect(createIds(1).request()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/);
});

test('ids never collide, whatever the seed', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const ids = createIds(seed);
      const all = Array.from({ length: 2000 }, () => [ids.document(), ids.request()]).flat();
      expect(new Set(all).size).toBe(all.length);
    }),
    { numRuns: 20 },
  );
});

test('the part that counts alone keeps ids apart', () => {
  const ids = createIds(1);
  const counted = Array.from({ length: 100_000 }, () => ids.document().slice(13));
  expect(new Set(counted).size).toBe(counted.length);
});

test('the same seed gives the same ids, another seed others', () => {
  const first = (seed: number) => createIds(seed).document();
  expect(first(1)).toBe(first(1));
  expect(first(1)).not.toBe(first(2));
});
