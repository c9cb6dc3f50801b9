import { card, htmlPage, paragraphs, type TestPage } from '../page.ts';

const fixedMark = '<div class="mark">Mark</div>';
const mark = '.mark { position: fixed; right: 0; top: 40%; width: 60px; height: 60px; background: #cdf; }';

/** A style on the body or the root that makes it the containing block of what is fixed inside it. */
const contained = (path: string, title: string, style: string) =>
  htmlPage(path, title, {
    head: `<style>${style} ${mark}</style>`,
    body: `${card()}${paragraphs(40)}${fixedMark}`,
  });

const wideTable = htmlPage('/harmless/wide-table', 'A table wider than the window', {
  head: `<style>
body { margin: 0; }
table { width: 100vw; border-collapse: collapse; }
th, td { min-width: 160px; border: 1px solid #999; white-space: nowrap; }
</style>`,
  body: `${card()}<table>
<tr>${Array.from({ length: 14 }, (_, n) => `<th>Column ${n + 1}</th>`).join('')}</tr>
${Array.from({ length: 30 }, (_, row) => `<tr>${Array.from({ length: 14 }, (__, n) => `<td>${row + 1}/${n + 1}</td>`).join('')}</tr>`).join('\n')}
</table>`,
});

/** What changes how boxes and windows measure. */
export const boxes: TestPage[] = [
  contained('/harmless/transformed-body', 'A transformed body', 'body { transform: translateX(10px) scale(1.01); }'),
  contained('/harmless/transformed-root', 'A transformed root', 'html { transform: translateZ(0); }'),
  contained('/harmless/filtered-body', 'A filtered body', 'body { filter: blur(0); opacity: 0.99; }'),
  contained('/harmless/contained-body', 'A contained body', 'body { contain: layout paint; perspective: 500px; }'),
  contained(
    '/harmless/scrolling-body',
    'A body that scrolls instead of the window',
    'html, body { height: 100%; margin: 0; } html { overflow: hidden; } body { overflow: auto; }',
  ),
  wideTable,
];
