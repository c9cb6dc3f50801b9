// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { siteCommands } from '../messaging/site-commands.ts';
import type { Source } from '../storage/items/sites.ts';
import { LONGEST_READING, LONGEST_REPORT, MOST_RULES } from './limits.ts';
import { type Page, readFindings, readSource, watchesDom } from './read-page.ts';

const pageAt = (address: string): Page => {
  const { pathname, search, hash } = new URL(address, 'https://crm.example');
  return { document, location: { pathname, search, hash } };
};
const read = (source: Source, address = '/') => readSource(source, pageAt(address));
const select = (selector: string, attribute?: string) =>
  read({ kind: 'selector', selector, ...(attribute !== undefined && { attribute }) });

beforeEach(() => {
  document.head.innerHTML = '';
  document.body.innerHTML = '';
});

describe('the address', () => {
  it.each<[Source, string, string]>([
    [{ kind: 'path', after: '/customers/' }, '/customers/v-42', 'v-42'],
    [{ kind: 'path', after: '/customers/' }, '/customers/v-42/orders?x=1#y', 'v-42'],
    [{ kind: 'path', after: '/customers/' }, '/customers/a%2Fb%20c', 'a/b c'],
    [{ kind: 'path', after: '/größen/' }, '/größen/7', '7'],
    [{ kind: 'path', after: '/gr%C3%B6%C3%9Fen/' }, '/größen/7', '7'],
    [{ kind: 'path', after: '/customers/' }, '/shop/customers/7', ''],
    [{ kind: 'path', after: '/customers/' }, '/customers/', ''],
    [{ kind: 'path', after: '/customers/' }, '/customers/%E0%A4%A', ''],
    [{ kind: 'path', after: '\ud800' }, '/customers/7', ''],
    [{ kind: 'fragment', after: '/customers/' }, '/app#/customers/v-42?tab=notes', 'v-42'],
    [{ kind: 'fragment', after: 'id=' }, '/app#id=7&x=2', '7'],
    [{ kind: 'fragment', after: '/customers/' }, '/customers/7', ''],
    [{ kind: 'query', name: 'visitor' }, '/app?a=1&visitor=v+4%262&visitor=other', 'v 4&2'],
    [{ kind: 'query', name: 'visitor id' }, '/app?visitor%20id=a=b', 'a=b'],
    [{ kind: 'query', name: 'visitor' }, '/app?visitors=7', ''],
    [{ kind: 'query', name: 'visitor' }, '/app?visitor=%ff', ''],
    [{ kind: 'query', name: 'visitor' }, '/app?%ff=1&visitor=7', '7'],
  ])('%j of %s is "%s"', (source, address, expected) => {
    expect(read(source, address)).toBe(expected);
  });
});

describe('the page', () => {
  it('gives text with its blanks collapsed, and not what stands in scripts', () => {
    document.body.innerHTML = '<p>\n v-42 \n<b>of\t&nbsp; Ada</b><style>b{}</style><script>1</script></p>';
    expect(select('p')).toBe('v-42 of Ada');
    expect(select('script')).toBe('1');
  });

  it('gives the value of a field, but never a password', () => {
    document.body.innerHTML =
      '<input id="a" value="old"><textarea>t</textarea><select><option value="x">X</select><input id="p" type="password" value="s">';
    document.querySelector<HTMLInputElement>('#a')?.setAttribute('value', 'default');
    const field = document.querySelector<HTMLInputElement>('#a');
    if (field) field.value = 'typed';
    expect([select('#a'), select('textarea'), select('select'), select('#p')]).toEqual(['typed', 't', 'x', '']);
    expect(select('#a', 'value')).toBe('default');
  });

  it('gives attributes, data attributes and meta tags', () => {
    document.head.innerHTML =
      '<meta content="no"><meta name="visitor" content=" v-1 "><meta property="og:v" content="v-2">';
    document.body.innerHTML = '<a data-id.x="v-3" title="v-4">link</a>';
    expect(select('a', 'title')).toBe('v-4');
    expect(read({ kind: 'data', attribute: 'data-id.x' })).toBe('v-3');
    expect(read({ kind: 'meta', name: 'visitor' })).toBe('v-1');
    expect(read({ kind: 'meta', name: 'og:v' })).toBe('v-2');
  });

  it.each(['[[', '', 'p:has(', '#missing', 'p >> p'])('gives nothing for the selector "%s"', (selector) => {
    document.body.innerHTML = '<p>x</p>';
    expect(select(selector)).toBe('');
  });

  it('reads no more of a megabyte than it keeps, and halves no character', () => {
    document.body.innerHTML = `<p>${' '.repeat(100)}${'👋'.repeat(300_000)}</p><b>x${'👋'.repeat(300)}</b><i>${' '.repeat(1_000_000)}x</i>`;
    expect(select('p')).toBe('👋'.repeat(LONGEST_READING / 2));
    expect(select('b')).toBe(`x${'👋'.repeat(LONGEST_READING / 2 - 1)}`);
    expect(select('i')).toBe('');
  });
});

describe('a report', () => {
  const rule = (id: string, name: string) => ({
    id,
    visitor: { kind: 'query', name } as const,
    name: { kind: 'selector', selector: 'h1' } as const,
    language: { kind: 'data', attribute: 'data-lang' } as const,
  });

  it('holds the rules that found a visitor, and what else they found', () => {
    document.body.innerHTML = '<h1>Ada</h1>';
    expect(readFindings([rule('a', 'none'), rule('b', 'v')], pageAt('/?v=7'))).toEqual([
      { ruleId: 'b', visitor: '7', name: 'Ada' },
    ]);
  });

  it('stays short enough to be accepted: the last rules go', () => {
    document.body.innerHTML = `<h1 data-lang="de">${'n'.repeat(400)}</h1>`;
    const long = 'v'.repeat(500);
    const ids = (count: number) => Array.from({ length: count }, (_, index) => rule(`rule-${index}`, 'v'));
    const named = (count: number) =>
      readFindings(ids(count), pageAt(`/?v=${long}`)).map(({ name }) => name !== undefined);
    expect(named(2)).toEqual([true, true]);
    expect(named(9)).toEqual([true, true]);
  });

  it('is accepted whatever the page holds', () => {
    const escaped = '\u0001'.repeat(LONGEST_READING);
    document.body.innerHTML = '<h1></h1>';
    document.querySelector('h1')?.append(escaped);
    for (const visitor of ['%01'.repeat(512), 'v', '%22'.repeat(400)]) {
      const rules = Array.from({ length: MOST_RULES + 1 }, (_, index) => rule(`r${index}`, 'v'));
      const findings = readFindings(rules, pageAt(`/?v=${visitor}`));
      expect(JSON.stringify({ findings }).length).toBeLessThanOrEqual(LONGEST_REPORT);
      expect(siteCommands['host/report'].data.safeParse({ findings }).success).toBe(true);
    }
  });
});

it('needs to watch the page only for what is not in the address', () => {
  const address = { id: 'a', visitor: { kind: 'path', after: '/' } } as const;
  expect(watchesDom([])).toBe(false);
  expect(watchesDom([address, { id: 'b', visitor: { kind: 'query', name: 'v' } }])).toBe(false);
  expect(watchesDom([{ ...address, name: { kind: 'meta', name: 'n' } }])).toBe(true);
  expect(watchesDom([{ id: 'c', visitor: { kind: 'data', attribute: 'data-v' } }])).toBe(true);
});
