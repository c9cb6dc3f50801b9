import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findPage } from './pages.ts';

export type Pages = {
  /** `http://localhost:PORT`, without a slash at the end. `http://127.0.0.1:PORT` is the same pages at another origin. */
  url: string;
  close(): Promise<void>;
  /** What the pages at this path have reported, in order: a page posts a text to its own address. */
  seen(path: string): string[];
};

/** The most that one report holds, in bytes; a page that is stranger than it should be must not fill the memory. */
const LONGEST_REPORT = 100_000;

/** Serves the test pages on this computer alone. */
export async function startPages(): Promise<Pages> {
  const reports = new Map<string, string[]>();
  const seen = (path: string) => reports.get(path) ?? [];
  const note = (path: string, text: string) => void reports.set(path, [...seen(path), text]);
  const server = createServer((request, response) => {
    const [pathname = '/'] = (request.url ?? '/').split('?', 1);
    if (request.method !== 'POST') return answer(pathname, response);
    textOf(request).then(
      (text) => {
        note(pathname, text);
        response.writeHead(204).end();
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://localhost:${port}`, close, seen };
}

function answer(pathname: string, response: ServerResponse): void {
  // Browsers ask for it by themselves, and a refusal would stand in the console of the page.
  if (pathname === '/favicon.ico') return void response.writeHead(204).end();
  const page = findPage(pathname);
  if (!page) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such page.');
  const common = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  response.writeHead(200, { ...common, ...page.headers }).end(page.html);
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) {
    text += part;
    if (text.length > LONGEST_REPORT) throw new Error('The report is too long');
  }
  return text;
}
