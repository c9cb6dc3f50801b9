import { card, htmlPage, paragraphs, type TestPage } from '../page.ts';

const replacesBody = htmlPage('/harmless/replaces-body', 'A page that replaces its body', {
  body: `${card()}<button type="button" onclick="replaceBody()">Replace body</button>${paragraphs(5)}
<script>
function replaceBody() {
  const body = document.createElement('body');
  body.innerHTML = '<main data-visitor-id="visitor-bob"><h1 class="name">Bob</h1></main><p>A new body.</p>';
  document.body = body;
}
</script>`,
});

const writesDocument = htmlPage('/harmless/writes-document', 'A page that writes itself anew', {
  body: `${card()}<button type="button" onclick="writeAnew()">Write anew</button>${paragraphs(5)}
<script>
function writeAnew() {
  document.open();
  document.write('<!doctype html><title>Written anew</title><main data-visitor-id="visitor-bob"><h1 class="name">Bob</h1></main>');
  document.close();
}
</script>`,
});

const customers = [
  ['visitor-ada', 'Ada Lovelace'],
  ['visitor-bob', 'Bob'],
  ['visitor-ümit', 'Ümit'],
] as const;
const PATH = '/harmless/single-page';

/** Its address names the customer by path (`…/customers/visitor-bob`) or fragment (`#/customers/visitor-bob`). */
const singlePage = htmlPage(PATH, 'An app of one page', {
  body: `<nav>
${customers.map(([id, name]) => `<a class="path" href="${PATH}/customers/${id}">${name}</a>`).join('\n')}
${customers.map(([id, name]) => `<a href="#/customers/${id}">${name} by fragment</a>`).join('\n')}
<a class="path" href="${PATH}">Nobody</a></nav>
<div id="view"></div>
<script>
const names = new Map(${JSON.stringify(customers)});
function show() {
  const route = location.hash || location.pathname;
  const id = decodeURIComponent((/\\/customers\\/([^/]+)/.exec(route) || ['', ''])[1]);
  const view = document.getElementById('view');
  view.replaceChildren();
  document.title = names.get(id) || 'Customers';
  if (!names.has(id)) return;
  view.innerHTML = '<main><h1 class="name"></h1><p>Visitor <code></code></p></main>';
  view.firstChild.dataset.visitorId = id;
  view.querySelector('h1').textContent = names.get(id);
  view.querySelector('code').textContent = id;
}
for (const link of document.querySelectorAll('a.path')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    history.pushState(null, '', link.href);
    show();
  });
}
addEventListener('popstate', show);
addEventListener('hashchange', show);
show();
</script>`,
});

const watchesItself = htmlPage('/harmless/watches-itself', 'A page that counts what happens to it', {
  body: `${card()}${paragraphs(5)}
<script>
// A framework that owns its root notices strangers in it, and scroll, resize and focus events that nobody caused.
window.changes = [];
const mark = (what) => window.changes.push(what);
new MutationObserver((records) => {
  for (const { type, target } of records) mark(type + ' of ' + target.nodeName);
}).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
for (const type of ['resize', 'scroll', 'focusin', 'focusout', 'blur', 'focus', 'error', 'unhandledrejection']) {
  addEventListener(type, () => mark(type), true);
}
new ResizeObserver((entries) => {
  const width = entries[0].contentRect.width;
  if (window.width !== undefined && window.width !== width) mark('width');
  window.width = width;
}).observe(document.documentElement);
</script>`,
});

/** Pages that change themselves. */
export const scripts: TestPage[] = [replacesBody, writesDocument, singlePage, watchesItself];
