import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatedAnswer, SimulatedRequest, Simulation } from '../lib/brevo/simulation/types.ts';
import type { Certificate } from './certificate.ts';

const brevoHost = 'api.brevo.com';

/** Traffic that was not meant for Brevo: seen in the TLS handshake, or in a request's Host header. */
export type Stray = { at: number; host: string; seenIn: 'handshake' | 'request' | 'plain HTTP'; path?: string };

export type BrevoServer = {
  port: number;
  /** The server under the name `localhost`: as far as the extension is concerned, a host that is not Brevo. */
  url: string;
  readonly strays: readonly Stray[];
  close(): Promise<void>;
};

export type BrevoServerOptions = {
  simulation: Pick<Simulation, 'handle'>;
  certificate: Certificate;
  /** Default true, as Brevo does. Browsers repeat a POST by themselves when a connection that was used before breaks. */
  keepAlive?: boolean;
};

/** Serves the simulated Brevo over TLS (HTTP/1.1) on a free port of 127.0.0.1. */
export async function startBrevo({
  simulation,
  certificate,
  keepAlive = true,
}: BrevoServerOptions): Promise<BrevoServer> {
  const strays: Stray[] = [];
  const note = (stray: Omit<Stray, 'at'>) => void strays.push({ at: Date.now(), ...stray });
  const server = createTlsServer(certificate, note);
  server.on('request', (incoming, outgoing) => {
    const host = incoming.headers.host ?? '';
    outgoing.shouldKeepAlive &&= keepAlive;
    if (host === brevoHost) return void carry(simulation, incoming, outgoing);
    note({ host, seenIn: 'request', path: incoming.url ?? '' });
    // Not 421: Chromium would ask once more on a new connection. Not empty: it would show a page of its own.
    outgoing.writeHead(404, { 'content-type': 'text/plain' }).end('There is nothing here.\n');
  });
  const sockets = trackSockets(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, url: `https://localhost:${port}`, strays, close: () => closeServer(server, sockets) };
}

function createTlsServer({ key, cert }: Certificate, note: (stray: Omit<Stray, 'at'>) => void): Server {
  const server = createServer({
    key,
    cert,
    // The name is read from the client's first packet, so a client that then refuses the certificate is seen too.
    SNICallback: (host, accept) => {
      if (host !== brevoHost) note({ host, seenIn: 'handshake' });
      accept(null);
    },
  });
  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ERR_SSL_HTTP_REQUEST') note({ host: 'unknown', seenIn: 'plain HTTP' });
    socket.destroy();
  });
  return server;
}

function closeServer(server: Server, sockets: Set<Duplex>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of sockets) socket.destroy();
  });
}

function trackSockets(server: Server): Set<Duplex> {
  const sockets = new Set<Duplex>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

async function carry(simulation: Pick<Simulation, 'handle'>, incoming: IncomingMessage, outgoing: ServerResponse) {
  try {
    const request = await readRequest(incoming);
    await answer(simulation.handle(request), outgoing);
  } catch (error) {
    // A client that went away while it was still sending is no fault of the server; anything else is a bug worth seeing.
    if (!incoming.destroyed || incoming.complete) console.error('the simulated Brevo failed:', error);
    outgoing.socket?.destroy();
  }
}

async function readRequest(incoming: IncomingMessage): Promise<SimulatedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

async function answer(planned: SimulatedAnswer, outgoing: ServerResponse): Promise<void> {
  switch (planned.kind) {
    case 'hang':
      return;
    case 'reset':
      outgoing.socket?.destroy();
      return;
    case 'answer':
      // A late answer alone keeps no program running.
      if (planned.delayMs > 0) await sleep(planned.delayMs, undefined, { ref: false });
      if (outgoing.destroyed) return;
      outgoing.writeHead(planned.status, planned.headers).end(planned.body);
      return;
    default:
      planned satisfies never;
  }
}
