import type { Answer } from './answers.ts';
import type { SimulatedAnswer, SimulatedRequest, Simulation } from './types.ts';

const ORIGIN = 'https://api.brevo.com';
const BASE = `${ORIGIN}/v3/`;
const REDIRECTS = [301, 302, 303, 307, 308];
const WITHOUT_BODY = [204, 205, 304];

/** Makes a `fetch` that reaches the simulation and nothing else; redirects are never followed, as they would lead away. */
export function createSimulationFetch(simulation: Simulation): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    // The caller's own signal: the one of the Request may be collected while a request hangs.
    const signal = init?.signal ?? request.signal;
    if (!request.url.startsWith(BASE)) throw new TypeError(`Failed to fetch: ${request.url} is not below ${BASE}`);
    const simulated = await toSimulated(request);
    signal.throwIfAborted();
    const answer = await arrive(simulation.handle(simulated), signal);
    return REDIRECTS.includes(answer.status) ? toRedirected(request) : toResponse(answer);
  };
}

async function toSimulated(request: Request): Promise<SimulatedRequest> {
  const path = request.url.slice(ORIGIN.length).replace(/#.*$/s, '');
  const headers = Object.fromEntries([...request.headers].map(([name, value]) => [name.toLowerCase(), value]));
  return { method: request.method, path, headers, body: await request.text() };
}

function arrive(answer: SimulatedAnswer, signal: AbortSignal): Promise<Answer> {
  if (answer.kind === 'reset') return Promise.reject(new TypeError('Failed to fetch'));
  if (answer.kind === 'answer' && answer.delayMs <= 0) return Promise.resolve(answer);
  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    if (answer.kind === 'hang') return;
    timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve(answer);
    }, answer.delayMs);
  });
}

function toResponse({ status, headers, body }: Answer): Response {
  const isEmpty = body === '' || WITHOUT_BODY.includes(status);
  return new Response(isEmpty ? null : body, { status, headers });
}

/** What browsers make of a redirect: sealed with `manual`, so that nobody learns its status or target; else a failure. */
function toRedirected(request: Request): Response {
  if (request.redirect !== 'manual') throw new TypeError('Failed to fetch');
  return Object.defineProperties(Response.error(), {
    type: { value: 'opaqueredirect' },
    url: { value: request.url },
  });
}
