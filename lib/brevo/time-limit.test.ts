import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createBrevoClient } from './client.ts';
import { createSimulationFetch } from './simulation/fetch.ts';
import { createDesk, KEY, START } from './simulation/testing.ts';
import { CALLS, createClientAnswered, HELLO, LIZ_BY_ID } from './testing.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

/** Something that a test waits for. */
function createMoment() {
  let resolve = () => {};
  const promise = new Promise<void>((come) => {
    resolve = come;
  });
  return { promise, resolve };
}

/** A client whose requests go to a real server on this computer; `reachLimit` makes their time run out. */
async function createServedClient(answer: (response: ServerResponse) => void) {
  const limit = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(limit.signal);
  const arrived = createMoment();
  const closed = createMoment();
  const answered = createMoment();
  const server = createServer((_, response) => {
    arrived.resolve();
    response.on('close', closed.resolve);
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => server.closeAllConnections());
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const here: typeof fetch = async (url, init) => {
    const response = await fetch(String(url).replace('https://api.brevo.com', `http://127.0.0.1:${port}`), init);
    answered.resolve();
    return response;
  };
  const brevo = createBrevoClient({ fetch: here, key: async () => KEY, now: () => START });
  const reachLimit = () => limit.abort(new DOMException('The time is over', 'TimeoutError'));
  return { brevo, arrived: arrived.promise, answered: answered.promise, closed: closed.promise, reachLimit };
}

const flushed = (response: ServerResponse, status: number, headers: Record<string, string>, body = '') => {
  response.writeHead(status, headers);
  response.flushHeaders();
  if (body !== '') response.write(body);
};

test.each(CALLS)('G-R12, F6: a request that is never answered is given up at the time limit: %s', async (_, call) => {
  const { simulation } = createDesk();
  simulation.script({ fault: { kind: 'hang', committed: true } });
  const fetch = createSimulationFetch(simulation);
  const brevo = createBrevoClient({ fetch, key: async () => KEY, now: () => START, timeLimitMs: 20 });
  expect(await call(brevo)).toEqual({ ok: false, failure: { kind: 'timed-out', mayHaveActed: true } });
  expect(simulation.arrivals).toHaveLength(1);
});

test('G-R12: without another wish the time limit is 15 s', async () => {
  const timeout = vi.spyOn(AbortSignal, 'timeout');
  const { brevo, requests } = createClientAnswered(() => Response.json({}));
  await brevo.ping(LIZ_BY_ID);
  expect(timeout.mock.calls).toEqual([[15_000]]);
  expect(requests[0]?.init.signal).toBe(timeout.mock.results[0]?.value);
});

test('F6: the connection of a request that was given up is closed', async () => {
  const { brevo, arrived, closed, reachLimit } = await createServedClient(() => undefined);
  const sending = brevo.send(HELLO);
  await arrived;
  reachLimit();
  expect(await sending).toEqual({ ok: false, failure: { kind: 'timed-out', mayHaveActed: true } });
  await closed;
});

/** What a send comes to when the headers arrive, the body only begins and then the time runs out. */
async function sendUntilLimit(status: number, headers: Record<string, string>, start: string) {
  const { brevo, answered, closed, reachLimit } = await createServedClient((response) =>
    flushed(response, status, headers, start),
  );
  const sending = brevo.send(HELLO);
  await answered;
  reachLimit();
  const sent = await sending;
  await closed;
  return sent;
}

test('F6: a body that never ends is given up too, and its status has already said that the message was sent', async () => {
  const sent = await sendUntilLimit(200, JSON_TYPE, '{"id":');
  expect(sent).toEqual({ ok: true, value: { value: {}, rate: undefined, requestId: undefined } });
});

test.each(['', '<', 'W'])('F11: a login page that never ends (%j so far) is no success', async (start) => {
  const failure = { kind: 'unusable-answer', status: 200, reason: 'html', mayHaveActed: true };
  expect(await sendUntilLimit(200, { 'content-type': 'text/html' }, start)).toEqual({ ok: false, failure });
});

test.each([400, 503])('a %i whose body never ends may have been carried out', async (status) => {
  const sent = await sendUntilLimit(status, JSON_TYPE, '{"message":"N');
  expect(sent).toMatchObject({ failure: { status, mayHaveActed: true } });
});

test('F11: a login page whose line breaks before its first letter is no success', async () => {
  const { brevo } = await createServedClient((response) => {
    flushed(response, 200, { 'content-type': 'text/html', 'content-length': '500' });
    response.destroy();
  });
  expect(await brevo.send(HELLO)).toMatchObject({ failure: { mayHaveActed: true } });
});

test('F13: a body whose line breaks is a sent message with an unknown id', async () => {
  const { brevo } = await createServedClient((response) => {
    flushed(response, 200, { ...JSON_TYPE, 'content-length': '500' });
    response.write('{"id":"x"', () => response.destroy());
  });
  expect(await brevo.send(HELLO)).toMatchObject({ ok: true, value: { value: {} } });
});

test('F13: of an endless body no more than a good megabyte is taken', async () => {
  let pulled = 0;
  const cancelled = vi.fn();
  const chunk = new TextEncoder().encode('a'.repeat(64_000));
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += chunk.length;
      controller.enqueue(chunk);
    },
    cancel: cancelled,
  });
  const { brevo } = createClientAnswered(() => new Response(body, { status: 200, headers: JSON_TYPE }));
  expect(await brevo.send(HELLO)).toMatchObject({ ok: true, value: { value: {} } });
  expect(pulled).toBeLessThan(1_500_000);
  expect(cancelled).toHaveBeenCalledOnce();
});

test('F27: letters arrive byte for byte over a real connection', async () => {
  const text = '\ufeff<b>"Grüezi"</b> \u202e\u200d\u{1f468}\u200d\u{1f469}\u0000\r\n';
  const chunks: Buffer[] = [];
  const { brevo } = await createServedClient((response) => {
    response.req.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.req.on('end', () => response.writeHead(200, JSON_TYPE).end(JSON.stringify({ id: 'x', text })));
  });
  expect(await brevo.send({ ...HELLO, text })).toMatchObject({ ok: true, value: { value: { id: 'x', text } } });
  expect(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))).text).toBe(text);
});

test('F27: letters that the network splits between two packets are read whole', async () => {
  const text = 'Grüezi \u{1f44b}';
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of new TextEncoder().encode(JSON.stringify({ id: 'x', text }))) {
        controller.enqueue(Uint8Array.of(byte));
      }
      controller.close();
    },
  });
  const { brevo } = createClientAnswered(() => new Response(body, { headers: JSON_TYPE }));
  expect(await brevo.read('messages', 'x')).toMatchObject({ ok: true, value: { value: { id: 'x', text } } });
});
