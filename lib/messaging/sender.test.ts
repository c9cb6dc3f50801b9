import { describe, expect, it } from 'vitest';
import { pageOf, type Sender } from './sender.ts';

const ID = 'abcdefghijklmnopabcdefghijklmnop';
const BASE = `chrome-extension://${ID}/`;
const origin = BASE.slice(0, -1);
const page = (sender: Sender) => pageOf(sender, ID, BASE);

describe('G-S5 knows its own pages', () => {
  it.each([
    ['the popup', { id: ID, url: `${BASE}popup.html` }, 'popup'],
    ['the popup with its origin', { id: ID, url: `${BASE}popup.html`, origin }, 'popup'],
    ['the popup opened in a tab', { id: ID, url: `${BASE}popup.html?tab=7#top`, frameId: 0, origin }, 'popup'],
    ['the settings', { id: ID, url: `${BASE}options.html#key`, frameId: 0, origin }, 'options'],
  ] as const)('%s', (_, sender, name) => {
    expect(page(sender)).toBe(name);
  });

  it('in Firefox too, where address and id are two different things', () => {
    const base = 'moz-extension://7f1b0c1a-0000-4000-8000-000000000000/';
    const sender = { id: 'deskside@example.com', url: `${base}options.html`, frameId: 0 };
    expect(pageOf(sender, 'deskside@example.com', base)).toBe('options');
  });
});

/** Everybody else who can reach the listener, or might one day. */
const strangers: [who: string, sender: Sender][] = [
  ['our page inside a frame of a site', { id: ID, url: `${BASE}popup.html`, frameId: 3, origin }],
  ['our content script', { id: ID, url: 'https://crm.example.com/popup.html', frameId: 0 }],
  ['our content script, with our address in the query', { id: ID, url: `https://crm.example.com/?${BASE}popup.html` }],
  ['another extension', { id: 'ponmlkjihgfedcbaponmlkjihgfedcba', url: `${BASE}popup.html` }],
  ['another extension at its own address', { id: 'ponm', url: 'chrome-extension://ponm/popup.html' }],
  ['nobody', {}],
  ['somebody without an id', { url: `${BASE}popup.html` }],
  ['somebody without an address', { id: ID }],
  ['an empty address', { id: ID, url: '' }],
  ['a sandboxed frame', { id: ID, url: 'about:srcdoc', origin: 'null' }],
  ['a sandboxed copy of our page', { id: ID, url: `${BASE}popup.html`, origin: 'null' }],
  ['our address with the origin of a site', { id: ID, url: `${BASE}popup.html`, origin: 'https://crm.example.com' }],
  ['a look-alike host', { id: ID, url: `chrome-extension://${ID}.evil/popup.html` }],
  ['a look-alike user name', { id: ID, url: `chrome-extension://${ID}@evil.example/popup.html` }],
  ['another scheme', { id: ID, url: `https://${ID}/popup.html` }],
  ['a page of ours that may ask nothing', { id: ID, url: `${BASE}welcome.html` }],
  ['a page below a folder', { id: ID, url: `${BASE}evil/popup.html` }],
  ['a doubled slash', { id: ID, url: `${BASE}/popup.html` }],
  ['a longer name', { id: ID, url: `${BASE}popup.html.js` }],
  ['another case', { id: ID, url: `${BASE}Popup.html` }],
  ['an encoded name', { id: ID, url: `${BASE}popup%2ehtml` }],
  ['the bare address', { id: ID, url: BASE }],
  ['a name that every object has', { id: ID, url: `${BASE}constructor` }],
  ['the name of the prototype', { id: ID, url: `${BASE}__proto__` }],
];

describe('G-S5 takes nobody else for a page of ours', () => {
  it.each(strangers)('%s', (_, sender) => {
    expect(page(sender)).toBeUndefined();
  });
});
