import { describe, expect, it } from 'vitest';
import { type From, type Sender, senderOf } from './sender.ts';

const ID = 'abcdefghijklmnopabcdefghijklmnop';
const BASE = `chrome-extension://${ID}/`;
const origin = BASE.slice(0, -1);
const SITE = 'https://crm.example.com';
const tab = { id: 7 };
const from = (sender: Sender) => senderOf(sender, ID, BASE);

const ours: [who: string, sender: Sender, from: From][] = [
  ['the popup', { id: ID, url: `${BASE}popup.html` }, { page: 'popup' }],
  ['the popup with its origin', { id: ID, url: `${BASE}popup.html`, origin }, { page: 'popup' }],
  [
    'the popup opened in a tab',
    { id: ID, url: `${BASE}popup.html?tab=7#top`, frameId: 0, origin, tab },
    { page: 'popup', tabId: 7, frameId: 0 },
  ],
  [
    'the settings',
    { id: ID, url: `${BASE}options.html#key`, frameId: 0, origin, tab },
    { page: 'options', tabId: 7, frameId: 0 },
  ],
  ['history', { id: ID, url: `${BASE}history.html`, frameId: 0, tab }, { page: 'history', tabId: 7, frameId: 0 }],
  ['the side panel', { id: ID, url: `${BASE}sidepanel.html`, origin }, { page: 'panel' }],
  [
    'the side panel, where the browser numbers it',
    { id: ID, url: `${BASE}sidepanel.html`, frameId: 0, origin },
    { page: 'panel', frameId: 0 },
  ],
  [
    'the side panel opened in a tab',
    { id: ID, url: `${BASE}sidepanel.html`, frameId: 0, origin, tab },
    { page: 'panel', tabId: 7, frameId: 0 },
  ],
];

const inSites: [who: string, sender: Sender, from: From][] = [
  [
    'the workspace in a frame of a site',
    { id: ID, url: `${BASE}sidepanel.html?nonce=1`, frameId: 3, origin, tab },
    { page: 'frame', tabId: 7, frameId: 3 },
  ],
  [
    'the workspace in a frame, in a tab numbered 0',
    { id: ID, url: `${BASE}sidepanel.html`, frameId: 1, origin, tab: { id: 0 } },
    { page: 'frame', tabId: 0, frameId: 1 },
  ],
  [
    'our script in the page of a site',
    { id: ID, url: `${SITE}/customers/42?tab=a#b`, frameId: 0, origin: SITE, tab },
    { page: 'host', tabId: 7, frameId: 0, origin: SITE, url: `${SITE}/customers/42?tab=a#b` },
  ],
  [
    'our script in a page without TLS, at a port',
    { id: ID, url: 'http://localhost:8080/', frameId: 0, origin: 'http://localhost:8080', tab },
    { page: 'host', tabId: 7, frameId: 0, origin: 'http://localhost:8080', url: 'http://localhost:8080/' },
  ],
  [
    'our script, where the browser tells no origin',
    { id: ID, url: `${SITE}/`, frameId: 0, tab },
    { page: 'host', tabId: 7, frameId: 0, origin: SITE, url: `${SITE}/` },
  ],
  [
    'our script in a page that borrows the name of a page of ours',
    { id: ID, url: `${SITE}/sidepanel.html`, frameId: 0, origin: SITE, tab },
    { page: 'host', tabId: 7, frameId: 0, origin: SITE, url: `${SITE}/sidepanel.html` },
  ],
];

describe('G-S5 knows its own pages', () => {
  it.each([...ours, ...inSites])('%s', (_, sender, expected) => {
    expect(from(sender)).toEqual(expected);
  });

  it('in Firefox too, where address and id are two different things', () => {
    const id = 'deskside@example.com';
    const base = 'moz-extension://7f1b0c1a-0000-4000-8000-000000000000/';
    const given = (sender: Sender) => senderOf({ id, ...sender }, id, base)?.page;
    expect(given({ url: `${base}options.html`, frameId: 0 })).toBe('options');
    expect(given({ url: `${base}sidepanel.html`, frameId: 4, origin: base.slice(0, -1), tab })).toBe('frame');
  });
});

/** Everybody else who can reach the listener, or might one day. */
const strangers: [who: string, sender: Sender][] = [
  ['another extension', { id: 'ponmlkjihgfedcbaponmlkjihgfedcba', url: `${BASE}popup.html` }],
  ['another extension at its own address', { id: 'ponm', url: 'chrome-extension://ponm/popup.html' }],
  ['the script of another extension', { id: 'ponm', url: `${SITE}/`, frameId: 0, origin: SITE, tab }],
  ['nobody', {}],
  ['somebody without an id', { url: `${BASE}popup.html` }],
  ['a page without an id', { url: `${SITE}/`, frameId: 0, origin: SITE, tab }],
  ['somebody without an address', { id: ID }],
  ['an empty address', { id: ID, url: '' }],
  ['a sandboxed frame', { id: ID, url: 'about:srcdoc', origin: 'null' }],
  ['a sandboxed copy of our page', { id: ID, url: `${BASE}popup.html`, origin: 'null' }],
  ['our address with the origin of a site', { id: ID, url: `${BASE}popup.html`, origin: SITE }],
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

const framed = { id: ID, url: `${BASE}sidepanel.html`, frameId: 3, origin, tab };
const hosted = { id: ID, url: `${SITE}/`, frameId: 0, origin: SITE, tab };

/** Those who come nearest to the workspace in a frame, and to the script in a page. */
const nearly: [who: string, sender: Sender][] = [
  ...['popup', 'options', 'history'].map((page): [string, Sender] => [
    `the page ${page} in a frame of a site`,
    { ...framed, url: `${BASE}${page}.html` },
  ]),
  ['the workspace in a frame without a tab', { ...framed, tab: undefined }],
  ['the workspace in a frame of a tab without a number', { ...framed, tab: {} }],
  ['the workspace in a frame of a sandboxed page', { ...framed, origin: 'null' }],
  ['the workspace in a frame, with the origin of a site', { ...framed, origin: SITE }],
  ['the workspace in a frame with an impossible number', { ...framed, frameId: -1 }],
  ['our script in a frame of a page', { ...hosted, frameId: 3 }],
  ['our script in a frame with an impossible number', { ...hosted, frameId: -1 }],
  ['our script without a frame', { ...hosted, frameId: undefined }],
  ['our script without a tab', { ...hosted, tab: undefined }],
  ['our script in a tab without a number', { ...hosted, tab: {} }],
  ['our script in a sandboxed page', { ...hosted, origin: 'null' }],
  ['our script in a page with the origin of another', { ...hosted, origin: 'https://crm.example.com.evil' }],
  ['our script in a page with the origin of its other port', { ...hosted, origin: `${SITE}:8443` }],
  ['our script in a page with our origin', { ...hosted, origin }],
  ['our script in an address that is none', { ...hosted, url: 'https://', origin: undefined }],
  ...[
    'file:///home/ada/page.html',
    'ftp://crm.example.com/',
    'about:blank',
    'about:srcdoc',
    `blob:${SITE}/1`,
    `view-source:${SITE}/`,
    'data:text/html,hello',
    'chrome://settings/',
    `chrome-extension://ponm/?${BASE}popup.html`,
    'javascript:0',
  ].map((url): [string, Sender] => [`our script in ${url}`, { ...hosted, url, origin: undefined }]),
];

describe('G-S5 takes nobody else for a page of ours', () => {
  it.each([...strangers, ...nearly])('%s', (_, sender) => {
    expect(from(sender)).toBeUndefined();
  });
});

it('G-S5 never takes a page of a site for more than a host, whatever its address says', () => {
  for (const path of ['popup.html', 'sidepanel.html', 'options.html', `?${BASE}options.html`, `#${BASE}popup.html`]) {
    expect(from({ ...hosted, url: `${SITE}/${path}` })?.page).toBe('host');
  }
});
