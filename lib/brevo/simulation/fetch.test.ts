import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSimulationFetch } from './fetch.ts';
import { createDesk, KEY, LIZ } from './testing.ts';

const URL_BASE = 'https://api.brevo.com/v3';
const headers = { 'Api-Key': KEY };

function createFetch() {
  const desk = createDesk();
  const fetch = createSimulationFetch(desk.simulation);
  const ping = (init: RequestInit = {}) => {
    const body = JSON.stringify({ agentId: LIZ.id });
    return fetch(`${URL_BASE}/conversations/agentOnlinePing`, { method: 'POST', headers, body, ...init });
  };
  return { ...desk, fetch, ping };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a request reaches Brevo and its answer comes back', async () => {
  const { fetch, simulation } = createFetch();
  const body = JSON.stringify({ agentId: LIZ.id, text: 'Grüezi \u{1f44b}', visitorId: 'ada' });
  const response = await fetch(`${URL_BASE}/conversations/messages`, { method: 'POST', headers, body });
  expect([response.status, response.headers.get('X-Sib-RateLimit-Remaining')]).toEqual([200, '99']);
  expect(await response.json()).toEqual(simulation.conversation('ada')[0]);
  expect(simulation.commits).toMatchObject([{ text: 'Grüezi \u{1f44b}' }]);
});

test('answers without a body have none', async () => {
  const { fetch, ping, sendText } = createFetch();
  const response = await ping();
  expect([response.status, response.body]).toEqual([201, null]);
  const deleted = await fetch(`${URL_BASE}/conversations/messages/${sendText('Hi')}`, { method: 'DELETE', headers });
  expect([deleted.status, deleted.body]).toEqual([204, null]);
});

test('a Request and a URL work as well as a string', async () => {
  const { fetch } = createFetch();
  expect((await fetch(new Request(`${URL_BASE}/account`, { headers }))).status).toBe(200);
  expect((await fetch(new URL(`${URL_BASE}/account#part`), { headers })).status).toBe(200);
});

test.each([
  'https://example.com/v3/account',
  'http://api.brevo.com/v3/account',
  'https://api.brevo.com:8443/v3/account',
  'https://api.brevo.com.example/v3/account',
  'https://api.brevo.com/v3/../v2/account',
  'https://api.brevo.com/account',
])('nothing but Brevo is reached: %s', async (url) => {
  const { fetch, simulation } = createFetch();
  await expect(fetch(url, { headers })).rejects.toThrow(TypeError);
  expect(simulation.arrivals).toEqual([]);
});

test('a late answer comes when its time is over', async () => {
  const { ping, simulation } = createFetch();
  simulation.script({ fault: { kind: 'delay', ms: 5000 } });
  const settled = vi.fn();
  const response = ping().finally(settled);
  await vi.advanceTimersByTimeAsync(4999);
  expect(settled).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect((await response).status).toBe(201);
});

test.each([
  { kind: 'hang', committed: true },
  { kind: 'delay', ms: 60_000 },
] as const)('giving up ends a request that Brevo carried out and did not answer: %j', async (fault) => {
  const { ping, simulation } = createFetch();
  simulation.script({ fault });
  const controller = new AbortController();
  const outcome = expect(ping({ signal: controller.signal })).rejects.toThrow('enough');
  await vi.advanceTimersByTimeAsync(10_000);
  controller.abort(new Error('enough'));
  await outcome;
  expect(vi.getTimerCount()).toBe(0);
  expect(simulation.commits).toHaveLength(1);
});

test('a request that was given up before it began never arrives', async () => {
  const { ping, simulation } = createFetch();
  await expect(ping({ signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  const controller = new AbortController();
  const pinging = ping({ signal: controller.signal });
  controller.abort();
  await expect(pinging).rejects.toMatchObject({ name: 'AbortError' });
  expect(simulation.arrivals).toEqual([]);
});

test('giving up after the answer changes nothing', async () => {
  const { ping, simulation } = createFetch();
  simulation.script({ fault: { kind: 'delay', ms: 1 } });
  const controller = new AbortController();
  const pinging = ping({ signal: controller.signal });
  await vi.advanceTimersByTimeAsync(1);
  controller.abort();
  expect((await pinging).status).toBe(201);
});

test('a closed connection is a TypeError, as in browsers', async () => {
  const { ping, simulation } = createFetch();
  simulation.script({ fault: { kind: 'reset', committed: false } });
  await expect(ping()).rejects.toThrow(new TypeError('Failed to fetch'));
});

test.each([301, 302, 307, 308] as const)(
  'a redirect (%i) is sealed, as browsers do with redirect: manual',
  async (status) => {
    const { ping, simulation } = createFetch();
    simulation.script({ fault: { kind: 'redirect', status, location: 'https://evil.example/' } });
    const response = await ping({ redirect: 'manual' });
    expect([response.type, response.status, response.ok, response.statusText]).toEqual([
      'opaqueredirect',
      0,
      false,
      '',
    ]);
    expect([[...response.headers], response.body, await response.text()]).toEqual([[], null, '']);
    expect([response.url, response.redirected]).toEqual([`${URL_BASE}/conversations/agentOnlinePing`, false]);
    expect(simulation.arrivals).toHaveLength(1);
  },
);

test.each(['error', 'follow'] as const)(
  'a redirect is a failure and never followed with redirect: %s',
  async (redirect) => {
    const { ping, simulation } = createFetch();
    const location = `${URL_BASE}/account`;
    simulation.script({ fault: { kind: 'redirect', status: 307, location } });
    await expect(ping({ redirect })).rejects.toThrow(TypeError);
    expect(simulation.arrivals).toHaveLength(1);
  },
);
