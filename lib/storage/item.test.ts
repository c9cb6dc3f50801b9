import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { decode, encode, type ItemDefinition, keyOf, valueOr } from './item.ts';

const first: ItemDefinition<{ name: string }> = { key: 'pet', version: 1, schema: z.object({ name: z.string() }) };
const third: ItemDefinition<{ names: string[]; isTame: boolean }> = {
  key: 'pet',
  version: 3,
  schema: z.object({ names: z.array(z.string()), isTame: z.boolean() }),
  migrations: {
    1: (data) => ({ names: [(data as { name: string }).name.trim()] }),
    2: (data) => ({ isTame: false, ...(data as object) }),
  },
};

describe('what a stored value turns out to be', () => {
  it('says absent only when nothing is stored', () => {
    expect(decode(first, undefined)).toEqual({ kind: 'absent' });
  });

  it('gives back what was stored', () => {
    expect(decode(first, encode(first, { name: 'Rex' }))).toEqual({ kind: 'value', value: { name: 'Rex' } });
  });

  it.each([
    ['null', null],
    ['a bare value', { name: 'Rex' }],
    ['a string', 'Rex'],
    ['a list', [1, { name: 'Rex' }]],
    ['a version that is no number', { v: '1', data: { name: 'Rex' } }],
    ['a version that is not a number at all', { v: Number.NaN, data: { name: 'Rex' } }],
    ['data of another shape', { v: 1, data: { name: 7 } }],
    ['no data', { v: 1 }],
    ['a version before the first', { v: 0, data: { name: 'Rex' } }],
    ['a version below zero', { v: -1, data: { name: 'Rex' } }],
    ['a version between two', { v: 0.5, data: { name: 'Rex' } }],
  ])('F22 says corrupt, and never throws, for %s', (_, stored) => {
    expect(decode(first, stored)).toEqual({ kind: 'corrupt' });
  });

  it('G-R10 says newer for what a later version stored, whatever its shape', () => {
    expect(decode(first, { v: 2, data: { names: ['Rex'] } })).toEqual({ kind: 'newer' });
    expect(decode(first, { v: 2, data: null })).toEqual({ kind: 'newer' });
  });

  it('F22 is a total function: no stored value makes it throw', () => {
    const stored = fc.oneof(
      fc.anything({ withNullPrototype: true }),
      fc.record({ v: fc.oneof(fc.integer({ min: -2, max: 5 }), fc.double()), data: fc.anything() }),
    );
    fc.assert(
      fc.property(stored, (value) => {
        expect(['absent', 'value', 'corrupt', 'newer']).toContain(decode(third, value).kind);
      }),
    );
  });
});

describe('migrations', () => {
  it('G-R10 take an old value through every version in between', () => {
    expect(decode(third, { v: 1, data: { name: ' Rex ' } })).toEqual({
      kind: 'value',
      value: { names: ['Rex'], isTame: false },
    });
    expect(decode(third, { v: 2, data: { names: ['Rex', 'Bo'] } })).toEqual({
      kind: 'value',
      value: { names: ['Rex', 'Bo'], isTame: false },
    });
  });

  it('G-R10 are idempotent and leave the stored value as it was, so that a crash half-way costs nothing', () => {
    const stored = Object.freeze({ v: 1, data: Object.freeze({ name: 'Rex' }) });
    const once = decode(third, stored);
    expect(decode(third, stored)).toEqual(once);
    expect(once.kind === 'value' && decode(third, encode(third, once.value))).toEqual(once);
    expect(stored).toEqual({ v: 1, data: { name: 'Rex' } });
  });

  it('F22 say corrupt, not throw, when an old value is not what a migration expects', () => {
    expect(decode(third, { v: 1, data: {} })).toEqual({ kind: 'corrupt' });
    expect(decode(third, { v: 1, data: null })).toEqual({ kind: 'corrupt' });
  });

  it('say corrupt when the way from a version is missing', () => {
    expect(decode({ ...third, migrations: { 2: (data) => data } }, { v: 1, data: { name: 'Rex' } })).toEqual({
      kind: 'corrupt',
    });
  });
});

it('names one member of a family by its id', () => {
  expect(keyOf({ ...first, key: 'pet:' }, 'a-1')).toBe('pet:a-1');
  expect(keyOf(first)).toBe('pet');
});

it('falls back only when there is no value to give', () => {
  expect(valueOr({ kind: 'value', value: '' }, 'none')).toBe('');
  expect(valueOr({ kind: 'absent' }, 'none')).toBe('none');
});
