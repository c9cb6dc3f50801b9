import { card, htmlPage, paragraphs, type TestPage } from '../page.ts';

const MOST = 2_147_483_647;

const fixedBars = htmlPage('/harmless/fixed-bars', 'Fixed header, footer and side bars', {
  head: `<style>
body { margin: 60px 220px 40px 0; }
header, footer { position: fixed; inset-inline: 0; background: #eee; }
header { top: 0; height: 60px; }
footer { bottom: 0; height: 40px; }
aside { position: fixed; right: 0; top: 60px; bottom: 40px; width: 220px; background: #ddd; overflow: auto; }
.chat { position: fixed; right: 16px; bottom: 56px; width: 56px; height: 56px; border-radius: 50%; }
</style>`,
  body: `<header>Lantern &amp; Loom</header>${card()}${paragraphs(40)}<aside>${paragraphs(30)}</aside>
<footer>Orders</footer><button type="button" class="chat">Chat</button>`,
});

const stickyLong = htmlPage('/harmless/sticky-long', 'A very long document with sticky elements', {
  head: `<style>
body { margin: 0; height: 20000px; position: relative; }
h2 { position: sticky; top: 0; margin: 0; background: #fff; }
section { height: 4800px; scroll-snap-align: start; }
nav { position: sticky; bottom: 0; background: #eee; }
</style>`,
  body: `${card()}${[1, 2, 3, 4].map((n) => `<section><h2>Part ${n}</h2>${paragraphs(5)}</section>`).join('')}
<nav>Bottom</nav>`,
});

const zIndexWar = htmlPage('/harmless/z-index-war', 'Everything on top', {
  head: `<style>
* { z-index: ${MOST} !important; }
header, .banner, .badge { position: fixed !important; background: #ffc; }
header { inset: 0 0 auto 0; height: 48px; }
.banner { inset: auto 0 0 0; height: 64px; }
.badge { right: 0; top: 45%; width: 48px; height: 120px; }
main, p { position: relative; isolation: isolate; }
</style>`,
  body: `<header>Header</header>${card()}${paragraphs(30)}<div class="badge">Feedback</div>
<div class="banner">Cookies?</div>`,
});

const modalDialog = htmlPage('/harmless/modal-dialog', 'A modal dialog', {
  body: `${card()}<button type="button" id="open">Open dialog</button>${paragraphs(10)}
<dialog aria-label="Refund"><p>Refund two lamps?</p><input aria-label="Reason"><button type="button" id="close">Close dialog</button></dialog>
<script>
const dialog = document.querySelector('dialog');
document.getElementById('open').addEventListener('click', () => dialog.showModal());
document.getElementById('close').addEventListener('click', () => dialog.close());
</script>`,
});

const focusTrap = htmlPage('/harmless/focus-trap', 'A dialog that keeps the focus', {
  head: '<style>[role=dialog] { position: fixed; inset: 100px auto auto 100px; padding: 20px; background: #eee; } :focus { outline: none; caret-color: transparent; }</style>',
  body: `${card()}<a href="#">Behind the dialog</a>${paragraphs(10)}
<div role="dialog" aria-modal="true" aria-label="Refund"><input aria-label="Reason"><button type="button">Hold fast</button></div>
<script>
const dialog = document.querySelector('[role=dialog]');
const keep = (target) => dialog.contains(target) || dialog.querySelector('input').focus();
document.addEventListener('focusin', ({ target }) => keep(target), true);
document.addEventListener('keydown', (event) => event.key === 'Tab' && event.preventDefault(), true);
dialog.querySelector('button').addEventListener('click', () => {
  document.addEventListener('focusout', () => setTimeout(() => keep(document.activeElement)), true);
});
dialog.querySelector('input').focus();
</script>`,
});

const popovers = htmlPage('/harmless/popovers', 'Popovers of its own', {
  head: '<style>[popover] { inset: auto 8px 8px auto; margin: 0; width: 200px; }</style>',
  body: `${card()}<button type="button" popovertarget="menu">Open menu</button>
<div id="menu" popover>Menu</div><div id="note" popover="manual">Note</div>
<script>document.getElementById('note').showPopover();</script>`,
});

/** What keeps its place while the page scrolls, or lies over everything. */
export const fixed: TestPage[] = [fixedBars, stickyLong, zIndexWar, modalDialog, focusTrap, popovers];
