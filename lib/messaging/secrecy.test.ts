import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import background from '../../entrypoints/background.ts';
import { createSimulationFetch } from '../brevo/simulation/fetch.ts';
import { createSimulation } from '../brevo/simulation/simulation.ts';
import { LIZ } from '../brevo/simulation/testing.ts';
import type { Fault, Simulation } from '../brevo/simulation/types.ts';
import { intentItem } from '../storage/items/messages.ts';
import { entry, write } from '../storage/local.ts';
import type { CommandData, CommandName, PageName } from './contract.ts';
import { deliver } from './testing.ts';

const KEY = 'xkeysib-secret-5f2e8d-AbCdEfGh';
const { id: ID } = fakeBrowser.runtime;
let simulation: Simulation;

/** The real background over fake browser, fake database and simulated Brevo. */
beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('navigator', { onLine: true });
  simulation = createSimulation({ now: Date.now, keys: { [KEY]: 'full' }, agents: [LIZ], hourlyLimit: 10_000 });
  vi.stubGlobal('fetch', createSimulationFetch(simulation));
  vi.spyOn(fakeBrowser.permissions, 'contains').mockResolvedValue(true);
  for (const event of [fakeBrowser.permissions.onAdded, fakeBrowser.permissions.onRemoved]) {
    vi.spyOn(event, 'addListener').mockReturnValue();
  }
  void background.main();
});

const give = <N extends CommandName>(page: PageName, name: N, data: CommandData<N>) =>
  deliver({ name, data }, { id: ID, url: `chrome-extension://${ID}/${page}.html` });

/** Every command, as a page would give it, about one message. */
async function giveAll(id: string): Promise<unknown[]> {
  const first = [
    await give('options', 'key/save', { key: KEY }),
    await give('options', 'agent/save', { agent: { kind: 'id', agentId: LIZ.id }, groupId: '' }),
    await give('popup', 'presence/set', { wish: 'on' }),
    await give('popup', 'presence/refresh', { reason: 'try-again' }),
    await give('popup', 'message/confirm', { intent: intentOf(id) }),
  ];
  await vi.waitFor(() => {
    expect(simulation.arrivals.some(({ request }) => request.body.includes(`from ${id}`))).toBe(true);
  });
  const posted = simulation.commits.flatMap((commit) => (commit.kind === 'posted' ? commit.id : []));
  return [
    ...first,
    await give('popup', 'message/edit', { id, text: 'New', seen: `Hello from ${id}` }),
    await give('popup', 'message/look-up', { brevoId: posted.at(-1) ?? 'none' }),
    await give('popup', 'message/delete', { id, seen: 'New' }),
    await give('popup', 'message/send-again', { id }),
    await give('popup', 'message/arrived', { id }),
    await give('options', 'key/save', { key: `${KEY}-mistyped` }),
    await give('options', 'key/save', { key: `xsmtpsib-${KEY}` }),
    await give('options', 'key/save', { key: `${KEY}\n“${KEY}” ` }),
  ];
}

const intentOf = (id: string) => ({
  id,
  accountId: 'a',
  visitorId: 'ada',
  mode: 'agent' as const,
  text: `Hello from ${id}`,
  confirmedAt: Date.now(),
});

async function everythingStored(): Promise<string> {
  const { local, session, sync } = fakeBrowser.storage;
  return JSON.stringify(await Promise.all([local, session, sync].map((area) => area.get(null))));
}

const faults: [string, Fault | undefined][] = [
  ['nothing', undefined],
  ...([400, 401, 403, 404, 429] as const).map((status): [string, Fault] => [`${status}`, { kind: 'status', status }]),
  ['a login page', { kind: 'html', status: 200, committed: false }],
  ['a cut line', { kind: 'reset', committed: true }],
];

describe('G-S1 no answer and nothing stored ever holds the key', () => {
  it.each(faults)('with %s in the way', async (_, fault) => {
    const lines: unknown[][] = [];
    for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      vi.spyOn(console, level).mockImplementation((...line) => void lines.push(line));
    }
    const answers = await giveAll('m-1');
    expect(answers[0]).toMatchObject({ ok: true });
    if (fault) {
      simulation.script({ fault, times: 50 });
      answers.push(...(await giveAll('m-2')));
      simulation.clearFaults();
    }
    answers.push(await give('options', 'key/forget', {}));
    expect(JSON.stringify([answers, lines])).not.toContain(KEY.slice(0, -4));
    expect(await everythingStored()).not.toContain(KEY.slice(0, -4));
  });

  it('G-S2 sends it to Brevo alone, in one header and nowhere else', async () => {
    await giveAll('m-1');
    for (const { request } of simulation.arrivals) {
      const { 'api-key': sent, ...others } = request.headers;
      expect(sent?.startsWith(KEY)).toBe(true);
      expect(JSON.stringify([others, request.path, request.body])).not.toContain(KEY);
    }
  });
});

it('F21 sends what a page stored in the tick in which it closed', async () => {
  await give('options', 'key/save', { key: KEY });
  await give('options', 'agent/save', { agent: { kind: 'id', agentId: LIZ.id }, groupId: '' });
  void write(entry(intentItem, intentOf('m-9'), 'm-9'));
  await vi.waitFor(() => expect(simulation.conversation('ada').map(({ text }) => text)).toEqual(['Hello from m-9']));
});
