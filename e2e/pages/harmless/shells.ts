import { card, htmlPage, paragraphs, type TestPage } from '../page.ts';

const gridShell = htmlPage('/harmless/grid-shell', 'A grid of panes', {
  head: `<style>
body { margin: 0; height: 100vh; display: grid; grid: 48px 1fr 32px / 200px 1fr 260px; gap: 4px; }
body > * { overflow: auto; background: #eee; margin: 0; }
body > header, body > footer { grid-column: 1 / -1; }
</style>`,
  body: `<header>Header</header><nav>${paragraphs(10)}</nav>${card()}<aside>${paragraphs(30)}</aside>
<footer>Footer</footer>`,
});

const flexBody = htmlPage('/harmless/flex-body', 'A body that is a flexible row', {
  head: `<style>
body { display: flex; height: 100vh; overflow: hidden; margin: 0; }
body > * { flex: 1 1 0; min-width: 0; overflow: auto; }
body > :last-child { background: #eee; }
</style>`,
  body: `<nav>${paragraphs(20)}</nav>${card()}<section>${paragraphs(60)}</section>`,
});

const remLayout = htmlPage('/harmless/rem-layout', 'A root font of 10 pixels', {
  head: `<style>
html { font-size: 10px; }
body { margin: 0; font-size: 1.6rem; }
main { padding: 2rem; max-width: 60rem; }
p { margin: 1.2rem 0; line-height: 2.4rem; }
aside { position: fixed; right: 0; top: 0; width: 20rem; font-size: 1.2rem; }
</style>`,
  body: `${card()}${paragraphs(20)}<aside>Notes</aside>`,
});

const rightToLeft = htmlPage('/harmless/right-to-left', 'صفحة من اليمين إلى اليسار', {
  root: 'dir="rtl"',
  head: `<style>
body { margin: 0; }
aside { position: fixed; inset-inline-end: 0; top: 0; width: 180px; }
.wide { width: 130vw; background: #eee; }
</style>`,
  body: `${card()}<p>طلبت الزبونة مصباحين من النحاس.</p>${paragraphs(20)}<div class="wide">عريض</div><aside>ملاحظات</aside>`,
});

const verticalText = htmlPage('/harmless/vertical-text', '縦書きのページ', {
  head: '<style>html { writing-mode: vertical-rl; }</style>',
  body: `${card()}<p>お客様は真鍮のランプを二つ注文しました。</p>${paragraphs(30)}`,
});

const printed = htmlPage('/harmless/print', 'A page with rules for print', {
  head: `<style>
@page { size: A5; margin: 10mm; }
.screen { background: #cfc; }
@media print { .screen { display: none; } main { columns: 2; } p { break-inside: avoid; } }
</style>`,
  body: `<div class="screen">Only on a screen</div>${card()}${paragraphs(60)}`,
});

/** Whole pages built one way. */
export const shells: TestPage[] = [gridShell, flexBody, remLayout, rightToLeft, verticalText, printed];
