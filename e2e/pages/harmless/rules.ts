import { card, htmlPage, paragraphs, type TestPage } from '../page.ts';

/** Rules that hit every element they can, ours too when it is not shielded. */
const ruled = (path: string, title: string, style: string) =>
  htmlPage(path, title, {
    head: `<style>${style}</style>`,
    body: `<div>A banner</div>${card()}${paragraphs(20)}<form><input aria-label="Search"><button>Search</button></form>
<iframe title="An empty frame"></iframe>`,
  });

/** They move when a stranger is put among the children of the body. */
const countsChildren = htmlPage('/harmless/counts-children', 'Rules that count children', {
  head: `<style>
html > :last-child { background: #eef; }
html > :nth-child(3) { display: none; }
body > :last-child { height: 300px; background: #fee; }
body > :nth-last-child(2) { background: #efe; }
body:has(> :nth-child(5)) { padding-right: 400px; }
</style>`,
  body: `${card()}<p>One</p><p>Two</p><p>Three</p>`,
});

/** Style sheets that aim at everything, and at what was put into the page by others. */
export const rules: TestPage[] = [
  ruled('/harmless/revert-all', 'Everything reverted', '* { all: revert; }'),
  ruled('/harmless/revert-all-by-force', 'Everything reverted by force', '* { all: revert !important; }'),
  ruled('/harmless/unset-all', 'Everything unset by force', 'body *, html > * { all: unset !important; }'),
  ruled('/harmless/no-divs', 'No div shown', 'div { display: none !important; }'),
  ruled('/harmless/no-frames', 'No frame shown', 'iframe { display: none !important; width: 0 !important; }'),
  ruled(
    '/harmless/all-fixed-width',
    'Everything as wide as a phone',
    '*, ::before, ::after { box-sizing: content-box !important; max-width: 320px !important; margin: 0 !important; }',
  ),
  ruled(
    '/harmless/no-pointer',
    'Nothing but forms takes the pointer',
    'html { pointer-events: none; user-select: none; } form * { pointer-events: auto; } * { transition: none !important; }',
  ),
  countsChildren,
];
