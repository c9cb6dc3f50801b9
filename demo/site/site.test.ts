// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulation } from '../../lib/brevo/simulation/simulation.ts';
import type { Simulation } from '../../lib/brevo/simulation/types.ts';
import { customers } from './customers.ts';
import { customerPath, visitorPath } from './paths.ts';
import { type Site, startSite } from './server.ts';
import type { VisitorView } from './visitorView.ts';

const AGENT = { id: 'agent-mira', name: 'Mira', isDummy: false };
const MARKUP = '<script>alert("1")</script> & <b>bold</b>';

let clock: number;
let simulation: Simulation;
let site: Site;
let leaving: AbortController;

beforeEach(async () => {
  clock = Date.UTC(2031, 4, 5, 9, 0);
  leaving = new AbortController();
  simulation = createSimulation({ now: () => clock, keys: { key: 'full' }, agents: [AGENT] });
  site = await startSite({ simulation, agentId: AGENT.id });
});

afterEach(async () => {
  leaving.abort();
  await site.close();
});

function open(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(site.url + path, { redirect: 'manual', ...init });
}

function atBrevo(method: string, endpoint: string, fields: Record<string, string>): void {
  const path = `/v3/conversations/${endpoint}`;
  const headers = { 'api-key': 'key', 'content-type': 'application/json' };
  const answer = simulation.handle({ method, path, headers, body: JSON.stringify(fields) });
  if (answer.kind !== 'answer' || answer.status >= 300) throw new Error(JSON.stringify(answer));
}

function agentWrites(visitorId: string, text: string, route: 'messages' | 'pushedMessages' = 'messages'): void {
  atBrevo('POST', route, { visitorId, text, agentId: AGENT.id });
}

function visitorWrites(visitorId: string, text: string, headers: Record<string, string> = {}): Promise<Response> {
  const body = new URLSearchParams({ text });
  return open(`${visitorPath(visitorId)}/messages`, { method: 'POST', body, headers });
}

async function* viewsOf(visitorId: string): AsyncGenerator<VisitorView, undefined> {
  const response = await open(`${visitorPath(visitorId)}/events`, { signal: leaving.signal });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  if (!response.body) throw new Error('no stream');
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const events = (text + chunk).split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) if (event.startsWith('data: ')) yield JSON.parse(event.slice(6)) as VisitorView;
  }
}

async function nextView(views: AsyncGenerator<VisitorView, undefined>): Promise<VisitorView> {
  const { value } = await views.next();
  if (!value) throw new Error('the stream ended');
  return value;
}

describe('the back office', () => {
  it('opens on the list of customers', async () => {
    const start = await open('/');
    expect([start.status, start.headers.get('location')]).toEqual([303, '/customers']);
    const list = await (await open('/customers')).text();
    for (const { visitorId, name } of customers) {
      expect(list).toContain(`href="${customerPath(visitorId)}"`);
      expect(list).toContain(name);
    }
  });

  it.each(customers.map(({ visitorId }) => visitorId))('shows the visitor id %s in attribute and text', async (id) => {
    const answer = await open(customerPath(id));
    expect(answer.status).toBe(200);
    const page = await answer.text();
    expect(page).toContain(`data-visitor-id="${id}"`);
    expect(page).toContain(`class="copyable">${id}</code>`);
    expect(page).toContain(`href="${visitorPath(id)}"`);
  });

  it('covers the shapes of visitor ids that shops use', () => {
    const ids = customers.map(({ visitorId }) => visitorId);
    expect(ids[0]).toHaveLength(32);
    expect(ids).toContain('shop/4711 b');
    expect(ids.some((id) => /^\d+$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('escapes what notes say', async () => {
    const page = await (await open(customerPath(customers[0]?.visitorId ?? ''))).text();
    expect(page).toContain('answers &amp; no phone calls. Said &quot;thanks &lt;3&quot;');
  });

  it.each([
    '/customers/nobody',
    '/nowhere',
    '/visitor',
    '/customers/a/b',
    '/assets/nothing.css',
    '/assets/..%2Fserver.ts',
    '/visitor/a/secrets',
  ])('answers 404 for %s', async (path) => {
    expect((await open(path)).status).toBe(404);
  });

  it('refuses a broken encoding and other methods', async () => {
    expect((await open('/customers/%E0%A4')).status).toBe(400);
    expect((await open('/customers', { method: 'DELETE' })).status).toBe(405);
  });

  it('serves every file that its pages name', async () => {
    const pages = [await open('/customers'), await open(visitorPath('90210047'))];
    const text = (await Promise.all(pages.map((page) => page.text()))).join('');
    const files = new Set(text.match(/\/assets\/[^"]+/g));
    expect(files.size).toBeGreaterThan(5);
    for (const file of files) expect((await open(file)).status, file).toBe(200);
  });
});

describe("the visitor's window", () => {
  it('shows messages as text, never as markup', async () => {
    agentWrites('v<1>', MARKUP);
    const page = await (await open(visitorPath('v<1>'))).text();
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &lt;b&gt;bold&lt;/b&gt;');
    expect(page).toContain('data-visitor-id="v&lt;1&gt;"');
  });

  it('shows a message arrive, change and disappear, to its visitor alone', async () => {
    const views = viewsOf('shop/4711 b');
    expect((await nextView(views)).messages).toEqual([]);
    agentWrites('another', 'not for you');
    agentWrites('shop/4711 b', 'Hello', 'pushedMessages');
    const [sent] = (await nextView(views)).messages;
    expect(sent).toMatchObject({ from: 'agent', author: 'Mira', text: 'Hello', isAutomated: true });
    atBrevo('PUT', `pushedMessages/${sent?.id}`, { text: 'Hello again' });
    expect((await nextView(views)).messages).toMatchObject([{ id: sent?.id, text: 'Hello again' }]);
    atBrevo('DELETE', `pushedMessages/${sent?.id}`, {});
    expect((await nextView(views)).messages).toEqual([]);
  });

  it('shows the agent come online, and go when the status lapses', async () => {
    const views = viewsOf('90210047');
    expect((await nextView(views)).agent).toEqual({ name: 'Mira', isOnline: false });
    atBrevo('POST', 'agentOnlinePing', { agentId: AGENT.id });
    expect((await nextView(views)).agent.isOnline).toBe(true);
    clock += 10 * 60_000;
    expect((await nextView(views)).agent.isOnline).toBe(false);
  });

  it('shows an agent who signed in by e-mail and name', async () => {
    const views = viewsOf('90210047');
    await nextView(views);
    atBrevo('POST', 'agentOnlinePing', { receivedFrom: 'Shop', agentEmail: 'noor@shop.example', agentName: 'Noor' });
    expect((await nextView(views)).agent).toEqual({ name: 'Noor', isOnline: true });
  });

  it('lets the visitor write', async () => {
    const answer = await visitorWrites('shop/4711 b', ' Is it <soft>? ');
    expect(answer.status).toBe(201);
    expect(simulation.conversation('shop/4711 b')).toMatchObject([{ type: 'visitor', text: 'Is it <soft>?' }]);
  });

  it('lets the visitor write without script', async () => {
    const answer = await visitorWrites('shop/4711 b', 'Hello', { accept: 'text/html' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/visitor/shop%2F4711%20b']);
  });

  it('refuses empty and huge messages, and other sites', async () => {
    expect((await visitorWrites('90210047', '   ')).status).toBe(400);
    expect((await visitorWrites('90210047', 'a'.repeat(70_000))).status).toBe(413);
    expect((await visitorWrites('90210047', 'hi', { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await open('/visitor/90210047/messages')).status).toBe(405);
    expect(simulation.conversation('90210047')).toEqual([]);
  });

  it('closes while windows are open', async () => {
    const views = viewsOf('90210047');
    await nextView(views);
    const end = views.next().catch(() => 'cut');
    await site.close();
    await end;
    await expect(open('/customers')).rejects.toThrow();
  });
});
