import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** For so long the busy page changes, in ms. */
export const BUSY_MS = 2000;

const page = (
  title: string,
  script: string,
) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>
<style>body { font: 14px sans-serif } td { padding: 2px 8px }</style>
<h1>Ada Example</h1><p data-visitor-id="visitor-ada">Customer since 2021. Asked for the wool blanket.</p>
<script>${script}</script></html>`;

/** What an app with a list does: it holds records, and draws them. */
const DRAW = `
  globalThis.records = Array.from({ length: 1500 }, (_, n) => ({
    id: 'order-' + n, item: 'Harbour lantern ' + n, city: 'Town ' + (n % 97), total: n * 7.5, notes: ['note ' + n, 'wool ' + n],
  }));
  const table = document.body.appendChild(document.createElement('table'));
  for (const { id, item, city, total } of records) {
    const row = table.insertRow();
    for (const text of [id, item, city, total]) row.insertCell().textContent = text;
  }`;

const CHANGE = `
  const until = performance.now() + ${BUSY_MS};
  const change = () => {
    const n = Math.floor(performance.now()) % records.length;
    table.rows[n].cells[3].textContent = String(Math.random());
    if (performance.now() < until) setTimeout(change, 20);
  };
  change();`;

/** Kinds of pages by the path at which they are served. */
export const pages: Record<string, { words: string; html: string }> = {
  '/small': { words: 'a few paragraphs, no script', html: page('small', '') },
  '/app': { words: 'an app with a table of 1,500 rows', html: page('app', DRAW) },
  '/busy': { words: 'the same, 50 changes a second for 2 s', html: page('busy', DRAW + CHANGE) },
};

/** Serves them on this computer alone, under each of its names. */
export async function servePages(): Promise<{ port: number; close(): void }> {
  const server = createServer(({ url = '' }, response) => {
    const found = pages[url];
    if (!found) return void response.writeHead(404).end();
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
      .end(found.html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { port: (server.address() as AddressInfo).port, close };
}
