import { expect, it } from 'vitest';
import type { ExpressionProblem } from '../sites/expression.ts';
import type { Source } from '../storage/items/sites.ts';
import { expressionWords, kindWords, partWords, ruleSentences, siteTroubleWords, sourceWords } from './site.ts';
import { sitesFile } from './site-file.ts';

it.each<[Source, string]>([
  [{ kind: 'path', after: '/customers/' }, 'the part of the address after “/customers/”'],
  [{ kind: 'fragment', after: '/customers/' }, 'the part of the address after “#/customers/”'],
  [{ kind: 'fragment', after: '#/customers/' }, 'the part of the address after “#/customers/”'],
  [{ kind: 'query', name: 'customer' }, '“customer” in the address'],
  [{ kind: 'selector', selector: '#who b' }, 'the text of the first “#who b”'],
  [{ kind: 'selector', selector: '#who b', attribute: 'title' }, '“title” of the first “#who b”'],
  [{ kind: 'meta', name: 'visitor' }, 'the meta tag “visitor”'],
  [{ kind: 'data', attribute: 'data-visitor' }, 'the first “data-visitor”'],
])('says where %j stands', (source, words) => {
  expect(sourceWords(source)).toBe(words);
  expect(kindWords(source.kind)).not.toBe('');
  expect(partWords(source.kind).hint).not.toBe('');
});

it('keeps a dollar sign of the page’s own', () => {
  expect(sourceWords({ kind: 'query', name: '$1' })).toContain('$1');
});

it('says all that a rule reads, and how often it still asks', () => {
  const visitor: Source = { kind: 'query', name: 'id' };
  const sentences = ruleSentences({
    id: 'r',
    visitor,
    expression: '\\d+',
    name: { kind: 'meta', name: 'who' },
    language: { kind: 'meta', name: 'lang' },
    confirmed: 0,
  });
  expect(sentences).toEqual([
    'Visitor ID: “id” in the address.',
    'Of that, what “\\d+” finds.',
    'Name: the meta tag “who”.',
    'Language: the meta tag “lang”.',
    'You are asked on 2 more pages whether it is right.',
  ]);
  expect(ruleSentences({ id: 'r', visitor, confirmed: 2 })).toHaveLength(1);
});

it.each([
  [{ kind: 'no-access' as const }, 'The browser lets no extension into this page.'],
  [{ kind: 'no-account' as const }, 'Save your API key in the settings first.'],
  [{ kind: 'refused' as const }, 'The browser did not allow it'],
  [{ kind: 'no-answer' as const }, 'The extension was interrupted.'],
])('says what %j means', (trouble, words) => {
  expect(siteTroubleWords(trouble)).toContain(words);
});

it.each<[ExpressionProblem, string]>([
  [{ kind: 'too-long', most: 300 }, 'at most 300 characters'],
  [{ kind: 'malformed', at: 0 }, 'from character 1 on'],
  [{ kind: 'backreference', at: 4 }, 'such as \\1, are not taken (character 5)'],
  [{ kind: 'lookaround', at: 4 }, 'is not taken (character 5)'],
  [{ kind: 'nested', at: 4 }, 'A repeat within a repeat is not taken (character 5)'],
  [{ kind: 'too-slow' }, 'keep the computer busy'],
])('says why an expression is refused, and where: %j', (problem, words) => {
  expect(expressionWords(problem)).toContain(words);
});

it('exports addresses and rules alone', () => {
  const rules = [{ id: 'r', visitor: { kind: 'query' as const, name: 'id' }, confirmed: 2 }];
  const file = sitesFile([{ origin: 'https://a.example', addedAt: 5, isOn: true, isHidden: true, rules }]);
  expect(JSON.parse(file)).toEqual({
    kind: 'deskside-sites',
    version: 1,
    sites: [{ origin: 'https://a.example', rules }],
  });
});
