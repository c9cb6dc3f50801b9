import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { origin } from '../storage/items/sites.ts';
import { originOf } from './origin.ts';
import { patternOf } from './patterns.ts';

it.each([
  ['crm.example', 'https://crm.example'],
  ['  crm.example/customers/5?tab=1#top ', 'https://crm.example'],
  ['https://crm.example/customers/5', 'https://crm.example'],
  ['HTTP://CRM.Example', 'http://crm.example'],
  ['//crm.example/x', 'https://crm.example'],
  ['crm.example:8443/x', 'https://crm.example'],
  ['https://ada:secret@crm.example/', 'https://crm.example'],
  ['localhost:5173', 'http://localhost'],
  ['localhost', 'http://localhost'],
  ['shop.localhost:8080/a', 'http://shop.localhost'],
  ['127.0.0.1:3000', 'http://127.0.0.1'],
  ['[::1]:3000/x', 'http://[::1]'],
  ['https://localhost:5173', 'https://localhost'],
  ['localhost.example', 'https://localhost.example'],
  ['crm/customers', 'https://crm'],
  ['crm:8080', 'https://crm'],
  ['http://crm', 'http://crm'],
  ['müller.example', 'https://xn--mller-kva.example'],
])('takes %j for the site %s', (typed, site) => {
  expect(originOf(typed)).toEqual({ ok: true, value: site });
});

it.each([
  ['', 'blank'],
  [' \n', 'blank'],
  ['crm', 'not-an-address'],
  ['my crm.example', 'not-an-address'],
  ['ada@crm.example', 'not-an-address'],
  ['https://', 'not-an-address'],
  ['*.crm.example', 'not-an-address'],
  ['https://*/*', 'not-an-address'],
  ['https://crm.example:99999', 'not-an-address'],
  [`https://${'a'.repeat(300)}.example`, 'not-an-address'],
  [`crm.example/${'a'.repeat(10_000)}`, 'not-an-address'],
  ['chrome://extensions', 'closed'],
  ['about:addons', 'closed'],
  ['file:///home/ada/crm.html', 'closed'],
  ['javascript:alert(1)', 'closed'],
  ['mailto:ada@crm.example', 'closed'],
  ['ftp://crm.example', 'closed'],
  ['https://chromewebstore.google.com/detail/x', 'closed'],
  ['addons.mozilla.org', 'closed'],
  ['chrome-extension://abc/options.html', 'own-page'],
  ['moz-extension://abc/options.html', 'own-page'],
])('refuses %j: %s', (typed, problem) => {
  expect(originOf(typed)).toEqual({ ok: false, failure: problem });
});

it('gives what can be stored and asked for, or nothing, whatever is pasted', () => {
  const pasted = fc.oneof(fc.string(), fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.domain());
  fc.assert(
    fc.property(pasted, (typed) => {
      const site = originOf(typed);
      if (!site.ok) return;
      expect(z.safeParse(origin, site.value).success).toBe(true);
      expect(patternOf(site.value)).toMatch(/^https?:\/\/[^/*:]+\/\*$|^https?:\/\/\[[\da-f:.]+\]\/\*$/);
      expect(originOf(site.value)).toEqual(site);
    }),
  );
});
