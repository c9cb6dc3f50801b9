import { describe, expect, it } from 'vitest';
import { patternOf, siteOf, siteOfPattern } from './patterns.ts';

describe('a site', () => {
  it.each([
    ['https://crm.example/customers/1?a=b#c', 'https://crm.example'],
    ['https://crm.example:8443/', 'https://crm.example'],
    ['http://localhost:3000', 'http://localhost'],
    ['http://[::1]:3000/', 'http://[::1]'],
    ['https://user:secret@CRM.example/', 'https://crm.example'],
  ])('is scheme and host of %s, whatever the port', (address, site) => {
    expect(siteOf(address)).toBe(site);
    expect(siteOfPattern(patternOf(site))).toBe(site);
  });

  it.each([
    'chrome://extensions',
    'file:///home/me.html',
    'about:blank',
    'null',
    '',
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:https://crm.example/1',
    'crm.example',
  ])('is not %s', (address) => {
    expect(siteOf(address)).toBeUndefined();
  });

  it.each(['<all_urls>', '*://*/*', 'https://*/*', 'https://*.crm.example/*', 'https://crm.example', 'file:///*'])(
    'is no single one in the grant %s',
    (pattern) => {
      expect(siteOfPattern(pattern)).toBeUndefined();
    },
  );
});
