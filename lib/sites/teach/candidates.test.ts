// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { customerPage } from '../../../demo/site/customerPage.ts';
import { customers } from '../../../demo/site/customers.ts';
import { rule as ruleSchema } from '../../storage/items/sites.ts';
import { judgeFindings } from '../judge.ts';
import { type Page, readFindings } from '../read-page.ts';
import { liveValue } from './candidate.ts';
import { type Pointed, rankCandidates } from './candidates.ts';
import { suggestLanguages, suggestNames } from './companions.ts';

let page: Page;
const show = (html: string, address = 'https://crm.example/') => {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  document.head.innerHTML = parsed.head.innerHTML;
  document.body.innerHTML = parsed.body.innerHTML;
  const { pathname, search, hash } = new URL(address);
  page = { document, location: { pathname, search, hash } };
};
const at = (selector: string): Element => {
  const element = document.querySelector(selector);
  if (!element) throw new Error(`The page of the test has no ${selector}.`);
  return element;
};
const point = (selector: string, more: Omit<Pointed, 'element'> = {}) =>
  rankCandidates({ element: at(selector), ...more }, page).map((found) => {
    const rule = {
      id: 'r',
      visitor: found.source,
      confirmed: 2,
      ...(found.expression && { expression: found.expression }),
    };
    // The words of this file about all candidates: each can be stored, and the background reads the same.
    expect(ruleSchema.safeParse(rule).success).toBe(true);
    const value = liveValue(found, page);
    const findings = readFindings([rule], page);
    expect(judgeFindings({ findings, rules: [rule], origin: 'https://crm.example' }).visitorId).toBe(value);
    const name = 'name' in found.place ? `:${found.place.name}` : '';
    return `${found.place.kind}${name} ${value}`;
  });
const sources = (selector: string) => rankCandidates({ element: at(selector) }, page).map(({ source }) => source);

beforeEach(() => show(''));

describe('a back office that names the visitor everywhere (the demo)', () => {
  const [ada] = customers;
  if (!ada) throw new Error('The demo has no customers.');
  const id = ada.visitorId;
  beforeEach(() => show(customerPage(ada), `https://crm.example/customers/${id}?tab=notes`));

  it('goes by the address first, then by the data attribute, then by the text', () => {
    expect(point('#visitor-id')).toEqual([`path:/customers/ ${id}`, `data:data-visitor-id ${id}`, `text ${id}`]);
    expect(sources('#visitor-id').at(-1)).toEqual({ kind: 'selector', selector: '#visitor-id' });
  });

  it('finds the ID although the agent pointed at the name', () => {
    expect(point('h1 bdi').slice(0, 2)).toEqual([`data:data-visitor-id ${id}`, `path:/customers/ ${id}`]);
  });

  it('suggests where name and language stand', () => {
    const values = (found: ReturnType<typeof suggestNames>) => found.map((each) => liveValue(each, page));
    expect(suggestNames(at('#visitor-id'), page)[0]?.source).toEqual({ kind: 'data', attribute: 'data-customer-name' });
    expect(values(suggestNames(at('#visitor-id'), page))).toEqual(['Ada Example', 'Ada Example']);
    expect(values(suggestLanguages(at('#visitor-id'), page))).toEqual(['en']);
  });
});

describe('an app whose build tool makes up the classes', () => {
  const app = `<div id="root"><div class="css-1a2b3c sc-fzXwKo" id=":r1:"><header class="Header_bar__aBcDe"><h1>Inbox</h1></header>
    <section class="css-9z8y7x" data-testid="contact-card"><div class="css-4k5j6h"><span class="css-0q1w2e">Ada Example</span></div>
    <div class="css-4k5j6h"><span class="css-3r4t5y">usr_8f3a2b</span></div></section></div></div>`;

  it('goes by the fragment', () => {
    show(app, 'https://app.example/app#/contacts/usr_8f3a2b?tab=1');
    expect(point('.css-3r4t5y')).toEqual(['fragment:/contacts/ usr_8f3a2b', 'position usr_8f3a2b']);
  });

  it('names no class or id that the next build renames', () => {
    show(app);
    const [found] = sources('.css-3r4t5y');
    expect(found).toMatchObject({ kind: 'selector', selector: expect.stringContaining('contact-card') });
    expect(JSON.stringify(found)).not.toMatch(/css|sc-|:r|Header/);
  });
});

describe('a back office made of tables', () => {
  beforeEach(() =>
    show(
      `<table><tr><td>Name</td><td>Ada</td></tr><tr><td>Customer no.</td><td>90210047</td></tr></table>
       <table><tr id="customer-90210047"><td><a href="/cust.php?no=90210047&amp;x=1">edit</a></td><td>Visitor ID: 90210047 (web)</td></tr></table>`,
      'https://old.example/show.php?sid=abc&no=90210047',
    ),
  );

  it('goes by the parameter of the address, then by the position', () => {
    expect(point('table:first-child tr:last-child td:last-child')).toEqual(['query:no 90210047', 'position 90210047']);
  });

  it('takes the ID out of a longer text, and out of the attributes around it', () => {
    const found = point('tr[id] td:last-child');
    expect(found).toContain('attribute:id 90210047');
    expect(found).toContain('position 90210047');
    const expressions = rankCandidates({ element: at('tr[id] td:last-child') }, page).map(
      ({ expression }) => expression,
    );
    expect(expressions).toContain('^Visitor ID: (\\S+)');
    expect(sources('tr[id] td:last-child')).toContainEqual({
      kind: 'selector',
      selector: 'tr[id^="customer-"]',
      attribute: 'id',
    });
  });

  it('takes the part that the agent selected', () => {
    expect(point('tr[id] td:last-child', { selection: ' web ' })).toContain('position web');
  });
});

describe('a help desk with the ID in a field', () => {
  it('reads the field, by its name', () => {
    show(`<form><label>External ID <input name="external_id" value="ext-77" disabled></label>
      <label>Notes <textarea>ext-77</textarea></label></form>`);
    expect(point('input')).toEqual(['field ext-77']);
    expect(sources('input')).toEqual([{ kind: 'selector', selector: 'input[name="external_id"]' }]);
  });

  it('is not misled by a field of which the name means something else', () => {
    show('<form id="card"><input name="id" value="ext-77"><p>ext-78</p></form>');
    expect(sources('p')).toEqual([{ kind: 'selector', selector: '#card p' }]);
  });

  it('never reads a password', () => {
    show('<input type="password" name="visitor" value="ext-77">');
    expect(point('input')).toEqual([]);
  });
});

describe('an app of shadow roots', () => {
  it('uses what the agent sees inside one to find it outside', () => {
    show(
      '<head><meta name="contact" content="c-551"></head><body data-contact-ref="c-551"><x-card></x-card></body>',
      'https://app.example/contact/c-551',
    );
    document.body.setAttribute('data-contact-ref', 'c-551');
    const root = at('x-card').attachShadow({ mode: 'open' });
    root.append('c-551');
    expect(point('x-card', { text: 'c-551' })).toEqual([
      'path:/contact/ c-551',
      'meta:contact c-551',
      'data:data-contact-ref c-551',
    ]);
  });
});

describe('a list', () => {
  it('does not offer the first row’s attribute for what stands in the second', () => {
    show(`<ul><li data-user-id="u-1"><b>One</b></li><li data-user-id="u-2"><b>Two</b></li></ul>`);
    const found = sources('li:last-child b');
    expect(found).not.toContainEqual({ kind: 'data', attribute: 'data-user-id' });
    expect(found[0]).toMatchObject({ kind: 'selector', attribute: 'data-user-id' });
    expect(JSON.stringify(found)).not.toContain('u-2');
  });

  it('finds in full what the screen cuts short', () => {
    show('<main><a class="visitor" title="kZ5rWq8sT2vYb4nX">kZ5rWq…</a></main>');
    expect(point('a')).toEqual(['attribute:title kZ5rWq8sT2vYb4nX']);
  });

  it('finds an ID in the target of a link', () => {
    show('<a href="/people/u-77/edit">Ada</a><a href="/other">x</a>');
    expect(point('a', { selection: 'u-77' })).toEqual(['attribute:href u-77']);
  });
});

describe('a hostile page', () => {
  it('is offered nothing for a megabyte of text, and survives it', () => {
    show(`<main id="content"><p>${'word 42 '.repeat(130_000)}</p></main>`);
    expect(point('p')).toEqual([]);
  });

  it('gives nothing that cannot be stored', () => {
    show(
      `<p id="${'x'.repeat(5_000)}" data-${'y'.repeat(300)}-id="v-42" data-é-id="v-42" data-]="v-42" data-a.b:c="v-42" title="v-42">v-42</p>`,
    );
    page.document.head.innerHTML = `<meta name="${'m'.repeat(300)}" content="v-42">`;
    page.location.search = `?${'q'.repeat(300)}=v-42`;
    page.location.pathname = `/${'p'.repeat(300)}/v-42`;
    expect(point('p').length).toBeGreaterThan(0);
  });

  it('cannot make the generator try without end', () => {
    const classes = Array.from(
      { length: 300 },
      (_, index) => `word${'abcdefghij'[index % 10]}-${'klmnoprstu'[Math.floor(index / 10) % 10]}ame`,
    ).join(' ');
    const depth = 60;
    const nest = `<div class="${classes}" data-weird="1">`.repeat(depth);
    show(`${nest}v-42${'</div>'.repeat(depth)}${nest}v-42${'</div>'.repeat(depth)}`);
    const inner = [...document.querySelectorAll('div')].findLast((div) => div.children.length === 0) as Element;
    expect(rankCandidates({ element: inner }, page).length).toBeLessThanOrEqual(8);
  });

  it('is offered eight at most', () => {
    const many = Array.from({ length: 30 }, (_, index) => `data-thing${index}="v-42"`).join(' ');
    show(`<p ${many}>v-42</p>`);
    expect(point('p')).toHaveLength(8);
  });
});

it('is no name or language of the visitor what belongs to the page itself', () => {
  show('<body><p data-file-name="a.pdf" data-lang="Deutsch" lang="de">v-42</p></body>');
  document.documentElement.lang = 'fr';
  expect(suggestNames(at('p'), page)).toEqual([]);
  expect(suggestLanguages(at('p'), page).map(({ place }) => place)).toEqual([{ kind: 'attribute', name: 'lang' }]);
  at('p').removeAttribute('lang');
  expect(suggestLanguages(at('p'), page)).toEqual([]);
});
