import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { Simulation } from '../../lib/brevo/simulation/types.ts';
import { customerPage } from './customerPage.ts';
import { findCustomer } from './customers.ts';
import { customerListPage, notFoundPage } from './pages.ts';
import { visitorPath } from './paths.ts';
import { visitorPage } from './visitorPage.ts';
import { seenByVisitor } from './visitorView.ts';

export type Reply = { status: number; headers: Record<string, string>; body: string | Buffer };

type Shop = { simulation: Simulation; agentId: string };

const PUBLIC = new URL('./public/', import.meta.url);
const TYPES: Readonly<Record<string, string>> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' };
const LONGEST_BODY = 64_000;

/** An answer in plain words. */
export function refusal(status: number, words: string): Reply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: words };
}

function document(body: string, status = 200): Reply {
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

function redirect(location: string): Reply {
  return { status: 303, headers: { location }, body: '' };
}

async function asset(name: string): Promise<Reply> {
  const type = TYPES[/^[a-z-]+\.([a-z]+)$/.exec(name)?.[1] ?? ''];
  if (type === undefined) return refusal(404, 'No such file.');
  try {
    const body = await readFile(new URL(name, PUBLIC));
    return { status: 200, headers: { 'content-type': `${type}; charset=utf-8` }, body };
  } catch {
    return refusal(404, 'No such file.');
  }
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read and dropped: closing early would reset the connection before the answer arrives.
    if (size <= LONGEST_BODY) chunks.push(chunk);
  }
  return size > LONGEST_BODY ? undefined : Buffer.concat(chunks).toString('utf8');
}

function isForeign({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined && headers.origin !== `http://${headers.host}`;
}

async function takeMessage(request: IncomingMessage, visitorId: string, shop: Shop): Promise<Reply> {
  if (request.method !== 'POST') return refusal(405, 'Only POST.');
  // Any page open in the same browser can post to this port.
  if (isForeign(request)) return refusal(403, 'Messages are taken from this site only.');
  const body = await bodyOf(request);
  if (body === undefined) return refusal(413, 'The message is too long.');
  const text = new URLSearchParams(body).get('text')?.trim() ?? '';
  if (text === '') return refusal(400, 'The message is empty.');
  const id = shop.simulation.visitorWrites(visitorId, text);
  if (request.headers.accept?.includes('text/html')) return redirect(visitorPath(visitorId));
  return { status: 201, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ id }) };
}

function customerReply(visitorId: string): Reply {
  const customer = findCustomer(visitorId);
  return customer ? document(customerPage(customer)) : document(notFoundPage(), 404);
}

/** The answer to one request; `parts` is its decoded path. */
export async function respond(request: IncomingMessage, parts: readonly string[], shop: Shop): Promise<Reply> {
  const [section, id, action] = parts;
  if (section === 'visitor' && id !== undefined && action === 'messages' && parts.length === 3) {
    return takeMessage(request, id, shop);
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405, 'Only GET.');
  if (section === undefined) return redirect('/customers');
  if (section === 'customers' && parts.length === 1) return document(customerListPage());
  if (id === undefined || parts.length > 2) return document(notFoundPage(), 404);
  switch (section) {
    case 'assets':
      return asset(id);
    case 'customers':
      return customerReply(id);
    case 'visitor':
      return document(visitorPage(id, seenByVisitor(shop.simulation, shop.agentId, id)));
    default:
      return document(notFoundPage(), 404);
  }
}
