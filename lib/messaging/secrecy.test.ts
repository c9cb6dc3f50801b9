import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import background from '../../entrypoints/background.ts';
import { createSimulationFetch } from '../brevo/simulation/fetch.ts';
import { createSimulation } from '../brevo/simulation/simulation.ts';
import { LIZ } from '../brevo/simulation/testing.ts';
import type { Fault, Simulation } from '../brevo/simulation/types.ts';
import { bootItem } from '../storage/items/boot.ts';
import { type Intent, intentItem } from '../storage/items/messages.ts';
import { entry, read, write } from '../storage/local.ts';
import type { CommandData, CommandName, PageName } from './contract.ts';
import { deliver } from './testing.ts';

const KEY = 'xkeysib-secret-5f2e8d-AbCdEfGh';
const SITE = 'https://crm.example.com';
const { id: ID } = fakeBrowser.runtime;
let simulation: Simulation;

/** The real background over fake browser, fake database and simulated Brevo. */
beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('navigator', { onLine: true });
  simulation = createSimulation({ now: Date.now, keys: { [KEY]: 'full' }, agents: [LIZ], hourlyLimit: 10_000 });
  vi.stubGlobal('fetch', createSimulationFetch(simulation));
  vi.spyOn(fakeBrowser.permissions, 'contains').mockResolvedValue(true);
  const { permissions, idle, contextMenus, commands } = fakeBrowser;
  const events = [
    permissions.onAdded,
    permissions.onRemoved,
    idle.onStateChanged,
    contextMenus.onClicked,
    commands.onCommand,
  ];
  for (const event of events) {
    vi.spyOn(event as typeof permissions.onAdded, 'addListener').mockReturnValue();
  }
  vi.spyOn(contextMenus, 'removeAll').mockResolvedValue();
  vi.spyOn(contextMenus, 'create').mockReturnValue('');
  vi.spyOn(idle, 'setDetectionInterval').mockReturnValue();
  vi.spyOn(idle, 'queryState').mockResolvedValue('active');
  vi.spyOn(fakeBrowser.windows, 'getAll').mockResolvedValue([{} as never]);
  void background.main();
});

const give = <N extends CommandName>(page: PageName, name: N, data: CommandData<N>) =>
  deliver({ name, data }, { id: ID, url: `chrome-extension://${ID}/${page}.html` });
const giveAsHost = <N extends CommandName>(name: N, data: CommandData<N>) =>
  deliver({ name, data }, { id: ID, url: `${SITE}/customers/ada`, frameId: 0, tab: { id: 7 } });

/** Every command, as a page would give it, about one message. */
async function giveAll(id: string): Promise<unknown[]> {
  const first = [
    await give('options', 'key/save', { key: KEY }),
    await give('options', 'agent/save', { agent: { kind: 'id', agentId: LIZ.id }, groupId: '' }),
    await give('popup', 'presence/set', { wish: 'on' }),
    await give('popup', 'presence/refresh', { reason: 'try-again' }),
    await give('options', 'presence-settings/save', { change: { idle: { isOn: true, minutes: 5 } } }),
    await give('popup', 'presence/stay-online', { until: Date.now() + 60_000 }),
    await give('popup', 'presence/pause', { until: Date.now() + 60_000 }),
    await give('popup', 'presence/pause', { until: null }),
    await give('options', 'presence/test-notification', {}),
    await give('history', 'message-settings/save', { change: { undoWindowS: 30 } }),
    await give('popup', 'draft/keep', { draft: draftOf(`${id}-b`) }),
    await give('popup', 'message/confirm', { intent: await intentOf(`${id}-a`) }),
    await give('popup', 'message/undo', { id: `${id}-a` }),
    await give('popup', 'message/confirm', { intent: await intentOf(id) }),
    await give('popup', 'message/send-now', { id }),
  ];
  await vi.waitFor(() => {
    expect(simulation.arrivals.some(({ request }) => request.body.includes(`from ${id}`))).toBe(true);
  });
  const posted = simulation.commits.flatMap((commit) => (commit.kind === 'posted' ? commit.id : []));
  return [
    ...first,
    await give('popup', 'message/read', { id }),
    await give('popup', 'message/edit', { id, text: 'New', seen: `Hello from ${id}` }),
    await give('popup', 'message/look-up', { brevoId: posted.at(-1) ?? 'none' }),
    await give('popup', 'message/delete', { id, seen: 'New' }),
    await give('popup', 'message/send-again', { id }),
    await give('popup', 'message/send-anyway', { id }),
    await give('popup', 'message/arrived', { id }),
    await give('popup', 'sidebar/save', { change: { side: 'left' } }),
    await give('options', 'site/save-rules', { origin: SITE, rules: [rule] }),
    await give('popup', 'visitor/save', { visitorId: 'ada', change: { nickname: 'Ada', note: 'Calls back' } }),
    await give('popup', 'visitor/link', { visitorId: 'ada', threadId: 't-1' }),
    await give('options', 'visitor/merge', { visitorId: 'ada', into: 'ada-2' }),
    await give('popup', 'visitor/forget', { visitorId: 'ada-2' }),
    await giveAsHost('host/hello', {}),
    await giveAsHost('host/open', {}),
    await giveAsHost('host/report', { findings: [{ ruleId: 'r-1', visitor: 'ada' }] }),
    await giveAsHost('host/trouble', { trouble: 'tampered' }),
    await giveAsHost('teach/result', { rule: null }),
    await give('history', 'history/find', { query: everything }),
    await give('history', 'history/page', { query: everything, offset: 0, limit: 50 }),
    await give('history', 'history/wipe', {}),
    await give('options', 'key/save', { key: `${KEY}-mistyped` }),
    await give('options', 'key/save', { key: `xsmtpsib-${KEY}` }),
    await give('options', 'key/save', { key: `${KEY}\n“${KEY}” ` }),
  ];
}

const rule = { id: 'r-1', visitor: { kind: 'path' as const, after: '/customers/' }, confirmed: 0 };
const everything = { text: '', visitor: '', mode: 'all', state: 'all' } as const;
const draftOf = (id: string) => ({
  id,
  accountId: 'a',
  surface: 's',
  revision: 1,
  visitorId: 'ada',
  mode: 'agent' as const,
  text: `Draft ${id}`,
  caret: 0,
});

/** What a page confirms, which stamps it with the present run of the browser. */
async function intentOf(id: string): Promise<Intent> {
  const bootId = await vi.waitUntil(async () => {
    const reading = await read(bootItem);
    return reading.kind === 'value' ? reading.value : undefined;
  });
  const { surface: _, revision: __, ...confirmed } = draftOf(id);
  return { ...confirmed, text: `Hello from ${id}`, confirmedAt: Date.now(), bootId };
}

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
  await give('options', 'message-settings/save', { change: { undoWindowS: 0 } });
  const intent = await intentOf('m-9');
  void write(entry(intentItem, intent, 'm-9'));
  await vi.waitFor(() => expect(simulation.conversation('ada').map(({ text }) => text)).toEqual(['Hello from m-9']));
});
