import { expect, it } from 'vitest';
import { looksKept, looksLikeId } from './looks.ts';

it.each(['visitor-id', 'customerId', 'visitor_id', 'id', 'CustomerCard', 'email', 'main', 'userName', 'facts'])(
  '%s looks written by hand',
  (name) => {
    expect(looksKept(name)).toBe(true);
  },
);

it.each([
  'css-1x2y3z',
  'css-kqzvwx',
  'sc-fzXwKo',
  'Header_title__aBcDe',
  'aBcDe',
  'xkcdqw',
  'jss42',
  ':r1:',
  'radix-:r3:',
  'ember123',
  'col-12',
  'md:flex',
  'is-active',
  'tab-selected',
  'ng-star-inserted',
  'svelte-abcdef',
  '',
  'a',
  'x'.repeat(60),
  'bcdfgha',
  '"]*',
  'größe',
])('"%s" does not', (name) => {
  expect(looksKept(name)).toBe(false);
});

it.each([
  'kZ5rWq8sT2vYb4nXc7mLp9dGh3jFa6eR',
  '90210047',
  'v-42',
  'ada@customers.example',
  'abcdefghijklmnopqrstuv',
  '7',
])('%s looks like an ID', (text) => {
  expect(looksLikeId(text)).toBe(true);
});

it.each(['', 'Ada', 'Ada Example', '129.00', '€129.00', '12:30', '2026-01-04', '40%', '1/7', 'kZ5r…', '7'.repeat(201)])(
  '"%s" does not',
  (text) => {
    expect(looksLikeId(text)).toBe(false);
  },
);
