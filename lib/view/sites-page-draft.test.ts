// @vitest-environment happy-dom

import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { LONGEST_SELECTOR, type Rule, rule, type Source } from '../storage/items/sites.ts';
import { draftOf, ruleFrom, type SourceDraft } from './sites-page-draft.ts';

const typed = (kind: SourceDraft['kind'], text: string, attribute = '') =>
  ruleFrom({ ...draftOf(), visitor: { kind, text, attribute } });

it.each<[SourceDraft['kind'], string, string, Source]>([
  ['path', ' /customers/ ', '', { kind: 'path', after: '/customers/' }],
  ['path', 'customers/', '', { kind: 'path', after: '/customers/' }],
  ['fragment', '#/customers/', '', { kind: 'fragment', after: '/customers/' }],
  ['fragment', '/customers/', '', { kind: 'fragment', after: '/customers/' }],
  ['query', '?customer=', '', { kind: 'query', name: 'customer' }],
  ['query', 'customer', 'title', { kind: 'query', name: 'customer' }],
  ['selector', '#a > b', '', { kind: 'selector', selector: '#a > b' }],
  ['selector', '#a > b', ' title ', { kind: 'selector', selector: '#a > b', attribute: 'title' }],
  ['meta', 'who', '', { kind: 'meta', name: 'who' }],
  ['data', 'data-visitor-id', '', { kind: 'data', attribute: 'data-visitor-id' }],
  ['data', 'Visitor-ID', '', { kind: 'data', attribute: 'data-visitor-id' }],
])('makes a source of %s %j %j', (kind, text, attribute, source) => {
  const made = typed(kind, text, attribute);
  expect(made).toMatchObject({ ok: true, value: { visitor: source, confirmed: 2 } });
  expect(made.ok && z.safeParse(rule, made.value).success).toBe(true);
});

it.each<[SourceDraft['kind'], string, string]>([
  ['path', '  ', 'blank'],
  ['path', 'a'.repeat(300), 'too-long'],
  ['selector', '#a[', 'not-a-selector'],
  ['selector', '#'.padEnd(LONGEST_SELECTOR + 1, 'a'), 'too-long'],
  ['data', 'visitor id', 'not-data'],
])('refuses %s %j: %s', (kind, text, problem) => {
  expect(typed(kind, text)).toEqual({ ok: false, failure: { visitor: problem } });
});

it('says everything that is wrong at once', () => {
  const wrong: SourceDraft = { kind: 'data', text: '?', attribute: '' };
  const draft = { visitor: wrong, expression: '(?=a)', name: wrong, language: { ...wrong, text: '' } };
  expect(ruleFrom(draft)).toEqual({
    ok: false,
    failure: {
      visitor: 'not-data',
      expression: { kind: 'lookaround', at: expect.any(Number) },
      name: 'not-data',
      language: 'blank',
    },
  });
});

it.each<Rule>([
  { id: 'a', visitor: { kind: 'path', after: '/a/' }, confirmed: 0 },
  { id: 'b', visitor: { kind: 'fragment', after: '/a/' }, expression: 'C-(\\d+)', confirmed: 1 },
  { id: 'c', visitor: { kind: 'query', name: 'id' }, name: { kind: 'meta', name: 'who' }, confirmed: 2 },
  {
    id: 'd',
    visitor: { kind: 'selector', selector: 'b', attribute: 'title' },
    language: { kind: 'data', attribute: 'data-lang' },
    confirmed: 2,
  },
  { id: 'e', visitor: { kind: 'selector', selector: 'b' }, confirmed: 2 },
])('changes nothing when nothing was changed: %j', (before) => {
  expect(ruleFrom(draftOf(before), before)).toEqual({ ok: true, value: before });
});
