import type { ServerResponse } from 'node:http';

const RECHECK_MS = 1000;

export type LiveSource = { read: () => unknown; subscribe: (listener: () => void) => () => void };

/** Streams what `read` gives, as Server-Sent Events, whenever it differs from what was sent before. */
export function streamChanges(response: ServerResponse, source: LiveSource): void {
  let sent = '';
  const sendIfChanged = () => {
    const now = JSON.stringify(source.read());
    if (now === sent) return;
    sent = now;
    response.write(`data: ${now}\n\n`);
  };
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  response.write('retry: 1000\n\n');
  sendIfChanged();
  const unsubscribe = source.subscribe(sendIfChanged);
  // Nothing happens at Brevo when an online status lapses: only the clock moves.
  const recheck = setInterval(sendIfChanged, RECHECK_MS);
  response.on('close', () => {
    clearInterval(recheck);
    unsubscribe();
  });
}
