import { barePdf } from './environment/pdf.ts';
import { CUSTOMER, card, htmlPage, paragraphs, type TestPage } from './page.ts';

const served = (path: string, title: string, headers: Record<string, string>, body = `${card()}${paragraphs(5)}`) => ({
  ...htmlPage(path, title, { body }),
  headers,
});

const csp = (path: string, title: string, policy: string, body?: string) =>
  served(path, title, { 'content-security-policy': policy }, body);

const FEATURES = [
  'accelerometer',
  'autoplay',
  'camera',
  'clipboard-read',
  'clipboard-write',
  'cross-origin-isolated',
  'display-capture',
  'encrypted-media',
  'focus-without-user-activation',
  'fullscreen',
  'geolocation',
  'microphone',
  'publickey-credentials-get',
  'screen-wake-lock',
  'storage-access',
  'unload',
  'usb',
  'web-share',
  'window-management',
];

/** A document that is no HTML; `markup` says who its customer is. */
const other = (path: string, title: string, type: string, markup: string): TestPage => ({
  path,
  title,
  html: markup,
  headers: { 'content-type': type },
});

const xhtml = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en">
<head><title>An XHTML document</title></head>
<body>${card()}<p>A line<br/>and another.</p></body>
</html>
`;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="200" height="100">
<title>An SVG document</title>
<g data-visitor-id="${CUSTOMER}"><rect width="200" height="100" fill="#eef"/><text x="10" y="50">Ada Lovelace</text></g>
</svg>
`;
const xml = `<?xml version="1.0" encoding="UTF-8"?>
<customer data-visitor-id="${CUSTOMER}"><name>Ada Lovelace</name></customer>
`;

const blankFrames = `${card()}
<iframe title="Blank" src="about:blank"></iframe><iframe title="Without an address"></iframe>
<script>
for (const frame of document.querySelectorAll('iframe')) {
  frame.contentDocument.open();
  frame.contentDocument.write('<main data-visitor-id="inside-blank"><p>Written into ' + frame.title + '</p></main>');
  frame.contentDocument.close();
}
</script>`;

const frameSet = `<!doctype html>
<html lang="en"><head><title>A set of frames</title></head>
<frameset cols="50%,50%"><frame src="/part/plain"><frame src="/part/plain"></frameset></html>
`;

const basedElsewhere = htmlPage('/environment/base-and-meta', 'A base elsewhere and a policy in the page', {
  head: `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<base href="https://elsewhere.invalid/deep/" target="_blank">`,
  body: `${card()}<a href="customers/visitor-bob">Bob</a>`,
});

/** Ways in which a page is served, or is no page at all, for the promise that the sidebar works there or declines cleanly. */
export const environment: TestPage[] = [
  csp('/environment/csp-none', 'A policy that allows nothing', "default-src 'none'"),
  csp(
    '/environment/csp-none-spelled-out',
    'A policy that allows nothing, spelled out',
    "default-src 'none'; frame-src 'none'; child-src 'none'; style-src 'none'; script-src 'none'; connect-src 'none'; base-uri 'none'; form-action 'none'",
  ),
  csp('/environment/csp-sandbox', 'A sandboxed page', 'sandbox'),
  csp('/environment/csp-sandbox-scripts', 'A sandboxed page with scripts', 'sandbox allow-scripts'),
  csp(
    '/environment/trusted-types',
    'A page that demands Trusted Types',
    "require-trusted-types-for 'script'; trusted-types 'none'",
  ),
  served(
    '/environment/isolated',
    'An isolated page',
    { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' },
    `${card()}<iframe title="Isolated too" src="/part/isolated"></iframe>`,
  ),
  served('/environment/isolated-credentialless', 'An isolated page without credentials', {
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'credentialless',
  }),
  served('/environment/not-framed', 'A page that no frame may show', {
    'x-frame-options': 'DENY',
    'content-security-policy': "frame-ancestors 'none'",
  }),
  served('/environment/no-permissions', 'A page that denies itself everything', {
    'permissions-policy': FEATURES.map((feature) => `${feature}=()`).join(', '),
  }),
  basedElsewhere,
  htmlPage('/environment/blank-frames', 'Frames without an address, written by script', { body: blankFrames }),
  other('/environment/xhtml', 'An XHTML document', 'application/xhtml+xml; charset=utf-8', xhtml),
  other('/environment/svg', 'An SVG document', 'image/svg+xml; charset=utf-8', svg),
  other('/environment/xml', 'An XML document', 'application/xml; charset=utf-8', xml),
  other('/environment/text', 'A text', 'text/plain; charset=utf-8', `Visitor ${CUSTOMER}\n`),
  other('/environment/pdf', 'A PDF document', 'application/pdf', barePdf('Ada Lovelace')),
  other('/environment/frame-set', 'A set of frames', 'text/html; charset=utf-8', frameSet),
  other(
    '/environment/quirks',
    'A page without a doctype',
    'text/html; charset=utf-8',
    `<title>Quirks</title>${card()}`,
  ),
];
