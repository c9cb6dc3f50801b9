import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Simulation } from '../../lib/brevo/simulation/types.ts';
import { streamChanges } from './events.ts';
import { pathParts } from './paths.ts';
import { type Reply, refusal, respond } from './routes.ts';
import { seenByVisitor } from './visitorView.ts';

export type SiteOptions = {
  simulation: Simulation;
  /** The agent whom visitors see in the chat. */
  agentId: string;
  /** A free one is taken when it is left out. */
  port?: number;
};

export type Site = {
  /** Without a slash at the end. */
  url: string;
  close: () => Promise<void>;
};

const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { ...HEADERS, ...headers });
  response.end(body);
}

async function answer(request: IncomingMessage, response: ServerResponse, options: SiteOptions): Promise<void> {
  const { simulation, agentId } = options;
  const parts = pathParts(request.url ?? '/');
  if (!parts) return send(response, refusal(400, 'The address is not encoded properly.'));
  const [section, visitorId, action] = parts;
  const isEvents = section === 'visitor' && action === 'events' && parts.length === 3;
  if (isEvents && visitorId !== undefined && request.method === 'GET') {
    return streamChanges(response, {
      read: () => seenByVisitor(simulation, agentId, visitorId),
      subscribe: simulation.subscribe.bind(simulation),
    });
  }
  send(response, await respond(request, parts, options));
}

/** Serves the shop's back office and the visitors' windows on this computer alone. */
export async function startSite(options: SiteOptions): Promise<Site> {
  const server = createServer((request, response) => {
    answer(request, response, options).catch((problem: unknown) => {
      console.error(problem);
      if (response.headersSent) response.destroy();
      else send(response, refusal(500, 'The demo site has a bug; the terminal says more.'));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      // The event streams would hold the server open for ever.
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, close };
}
