import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ok } from '../result.ts';
import { LONGEST_REPORT } from '../sites/limits.ts';
import { NARROWEST, WIDEST } from '../sites/measures.ts';
import { LONGEST_TEXT, LONGEST_VISITOR_ID } from '../storage/items/messages.ts';
import { CONFIRMATIONS, LONGEST_READING, MOST_RULES } from '../storage/items/sites.ts';
import { LONGEST_NOTE, LONGEST_THREAD_ID } from '../storage/items/visitors.ts';
import { ask } from './ask.ts';
import { type CommandName, commands, type PageName } from './contract.ts';
import { LONGEST_ID, LONGEST_KEY, LONGEST_PAGE, LONGEST_QUERY } from './limits.ts';
import { query, rule, SITE, samples } from './samples.ts';
import type { From } from './sender.ts';
import { accept, type Handlers, serve } from './serve.ts';
import { deliver } from './testing.ts';

const BASE = `chrome-extension://${fakeBrowser.runtime.id}/`;
/** What no field of its name takes, but for the values below. */
const wrongs = [null, 7, true, {}, [], ['x'], 'x'.repeat(20_001)];
/** A text seen at Brevo may be of any length, a change may change nothing, and a number be any that fits. */
const right: Record<string, unknown[]> = {
  seen: ['x'.repeat(20_001)],
  change: [{}],
  offset: [7],
  limit: [7],
  'presence/pause until': [7, null],
  'presence/stay-online until': [7, null],
  tabId: [7],
  isRight: [true],
  rules: [[]],
  findings: [[]],
  trouble: [null],
  'teach/result rule': [null],
};
const isRight = (name: CommandName, field: string, value: unknown) =>
  [...(right[field] ?? []), ...(right[`${name} ${field}`] ?? [])].some((good) => isDeepStrictEqual(good, value));
const names = Object.keys(samples) as CommandName[];

const desk: CommandName[] = [
  'presence/set',
  'presence/refresh',
  'presence/pause',
  'presence/stay-online',
  'message/confirm',
  'draft/keep',
  'message/undo',
  'message/send-now',
  'message/edit',
  'message/delete',
  'message/send-again',
  'message/send-anyway',
  'message/arrived',
  'message/read',
  'message/look-up',
  'page/open',
  'sidebar/save',
  'sidebar/hide',
  'teach/begin',
  'rule/confirm',
  'visitor/save',
  'visitor/forget',
  'visitor/link',
];

/** Who may give which command, written down a second time so that a slip in the contract is seen. */
const allowed: Record<PageName, CommandName[]> = {
  options: [
    'key/save',
    'key/forget',
    'agent/save',
    'presence/set',
    'presence/refresh',
    'presence/pause',
    'presence/stay-online',
    'presence-settings/save',
    'presence/test-notification',
    'message-settings/save',
    'sidebar/save',
    'site/wish',
    'site/switch-off',
    'site/show-again',
    'site/forget',
    'site/save-rules',
    'visitor/save',
    'visitor/forget',
    'visitor/merge',
    'visitor/link',
  ],
  history: ['message-settings/save', 'history/find', 'history/page', 'history/wipe'],
  popup: [...desk, 'sidebar/open', 'context/refresh', 'site/wish'],
  panel: [...desk, 'sidebar/open', 'context/refresh'],
  frame: [...desk, 'frame/hello', 'frame/close', 'host/menu'],
  host: ['sidebar/save', 'host/hello', 'host/open', 'host/report', 'host/trouble', 'host/menu', 'teach/result'],
};

/** Serves with handlers that note what reached them. */
function serving(isProven: (frame: From) => Promise<boolean> = async () => true) {
  const reached: [name: string, data: unknown, from: From][] = [];
  const note = (name: string) => async (data: unknown, from: From) => {
    reached.push([name, data, from]);
    return ok(undefined);
  };
  const handlers = Object.fromEntries(names.map((name) => [name, note(name)])) as unknown as Handlers;
  serve(handlers, isProven);
  const give = async (message: unknown, sender: object) => {
    const answer = await deliver(message, sender);
    return { answer, reached };
  };
  return { give, reached };
}

const { id } = fakeBrowser.runtime;
const own = BASE.slice(0, -1);
const tab = { id: 7 };
const frame = { id, url: `${BASE}sidepanel.html`, frameId: 3, origin: own, tab };
const host = { id, url: `${SITE}/customers/42`, frameId: 0, origin: SITE, tab };

const senders: [who: string, sender: object, from: From | undefined][] = [
  ['the popup', { id, url: `${BASE}popup.html` }, { page: 'popup' }],
  ['the side panel', { id, url: `${BASE}sidepanel.html`, origin: own }, { page: 'panel' }],
  ['the settings', { id, url: `${BASE}options.html`, frameId: 0 }, { page: 'options', frameId: 0 }],
  [
    'history',
    { id, url: `${BASE}history.html`, frameId: 0, origin: own, tab },
    { page: 'history', tabId: 7, frameId: 0 },
  ],
  ['the workspace framed by a site', frame, { page: 'frame', tabId: 7, frameId: 3 }],
  ['the host in a page', host, { page: 'host', tabId: 7, frameId: 0, origin: SITE, url: host.url }],
  ['the workspace in a sandboxed frame', { ...frame, origin: 'null' }, undefined],
  ['the workspace in a frame without a tab', { ...frame, tab: undefined }, undefined],
  ['a host in a frame', { ...host, frameId: 4 }, undefined],
  ['a host without a tab', { ...host, tab: undefined }, undefined],
  ['a host in a sandboxed page', { ...host, origin: 'null' }, undefined],
  ['a host with the origin of another page', { ...host, origin: 'https://evil.example' }, undefined],
  ['a host in a file', { ...host, url: 'file:///a.html', origin: 'null' }, undefined],
  ['history framed by a site', { ...frame, url: `${BASE}history.html` }, undefined],
  ['our popup framed by a site', { ...frame, url: `${BASE}popup.html` }, undefined],
  ['our settings framed by a site', { ...frame, url: `${BASE}options.html` }, undefined],
  ['another extension', { id: 'other', url: `${BASE}popup.html` }, undefined],
  ['a sandboxed frame', { id, origin: 'null' }, undefined],
  ['a look-alike', { id, url: `${own}.evil/popup.html` }, undefined],
  ['an unknown page of ours', { id, url: `${BASE}welcome.html` }, undefined],
  ['nobody', {}, undefined],
];

describe.each(names)('G-S5 %s', (name) => {
  it.each(senders)('from %s', async (_, sender, from) => {
    const isAllowed = from !== undefined && allowed[from.page].includes(name);
    const { answer, reached } = await serving().give({ name, data: samples[name] }, sender);
    expect(reached).toEqual(isAllowed ? [[name, samples[name], from]] : []);
    expect(answer).toEqual(isAllowed ? { ok: true, value: undefined } : undefined);
  });

  const pages: PageName[] = [...commands[name].from];

  it.each(pages)('refuses unknown fields and wrong types from %s', (page) => {
    const data = samples[name];
    expect(accept({ name, data }, page)).toEqual({ name, data });
    expect(accept({ name, data: { ...data, extra: 1 } }, page)).toBeUndefined();
    expect(accept({ name, data, extra: 1 }, page)).toBeUndefined();
    expect(accept({ name, data: JSON.parse('{"__proto__":{"key":"x"}}') }, page)?.data ?? {}).toEqual({});
    for (const wrong of [undefined, null, '', 7, [], [data], JSON.stringify(data)]) {
      expect(accept({ name, data: wrong }, page), String(wrong)).toBeUndefined();
    }
    for (const field of Object.keys(data)) {
      for (const wrong of wrongs.filter((value) => !isRight(name, field, value))) {
        expect(accept({ name, data: { ...data, [field]: wrong } }, page), field).toBeUndefined();
      }
    }
  });
});

describe('G-S5 what is too long', () => {
  it.each<[CommandName, PageName, string, number]>([
    ['key/save', 'options', 'key', LONGEST_KEY],
    ['agent/save', 'options', 'groupId', LONGEST_ID],
    ['message/edit', 'popup', 'id', LONGEST_ID],
    ['message/edit', 'popup', 'text', LONGEST_TEXT],
    ['message/look-up', 'popup', 'brevoId', LONGEST_ID],
    ['message/undo', 'popup', 'id', LONGEST_ID],
    ['message/send-anyway', 'popup', 'id', LONGEST_ID],
    ['message/read', 'popup', 'id', LONGEST_ID],
    ['frame/hello', 'frame', 'nonce', LONGEST_ID],
    ['visitor/forget', 'panel', 'visitorId', LONGEST_VISITOR_ID],
    ['visitor/merge', 'options', 'into', LONGEST_VISITOR_ID],
    ['visitor/link', 'frame', 'threadId', LONGEST_THREAD_ID],
  ])('%s from %s takes a field %s of %i characters and no more', (name, page, field, longest) => {
    const given = (length: number) => accept({ name, data: { ...samples[name], [field]: 'x'.repeat(length) } }, page);
    expect([given(longest) !== undefined, given(longest + 1)]).toEqual([true, undefined]);
  });

  it.each<[CommandName, PageName, string, unknown, isTaken: boolean]>([
    ['history/find', 'history', 'query', { ...query, text: 'x'.repeat(LONGEST_QUERY) }, true],
    ['history/find', 'history', 'query', { ...query, text: 'x'.repeat(LONGEST_QUERY + 1) }, false],
    ['history/find', 'history', 'query', { ...query, visitor: 'x'.repeat(LONGEST_VISITOR_ID + 1) }, false],
    ['history/find', 'history', 'query', { ...query, state: 'dispatching' }, false],
    ['history/find', 'history', 'query', { ...query, extra: 1 }, false],
    ['history/page', 'history', 'limit', LONGEST_PAGE, true],
    ['history/page', 'history', 'limit', LONGEST_PAGE + 1, false],
    ['history/page', 'history', 'limit', 0, false],
    ['history/page', 'history', 'offset', -1, false],
    ['history/page', 'history', 'offset', 0.5, false],
    ['message-settings/save', 'options', 'change', { undoWindowS: 0 }, true],
    ['message-settings/save', 'options', 'change', { undoWindowS: 7 }, false],
    ['message-settings/save', 'options', 'change', { retentionDays: -1 }, false],
    ['message-settings/save', 'options', 'change', { retentionDays: 3651 }, false],
    ['draft/keep', 'popup', 'draft', { id: '../x', surface: 's', revision: 1 }, false],
    ['sidebar/save', 'host', 'change', { width: NARROWEST }, true],
    ['sidebar/save', 'host', 'change', { width: NARROWEST - 1 }, false],
    ['sidebar/save', 'host', 'change', { width: WIDEST + 1 }, false],
    ['sidebar/save', 'host', 'change', { width: 300.5 }, false],
    ['sidebar/save', 'host', 'change', { handleAt: 4 }, false],
    ['sidebar/save', 'host', 'change', { side: 'top' }, false],
    ['sidebar/save', 'host', 'change', { side: 'left', wish: 'off' }, false],
    ['sidebar/hide', 'frame', 'until', 'for-ever', false],
    ['sidebar/open', 'popup', 'tabId', 7.5, false],
    ['page/open', 'frame', 'page', 'https://evil.example', false],
    ['page/open', 'frame', 'page', 'constructor', false],
    ['site/wish', 'popup', 'origin', 'http://localhost', true],
    // A match pattern holds no port.
    ['site/wish', 'popup', 'origin', 'http://localhost:8080', false],
    ['site/wish', 'popup', 'origin', `${SITE}/`, false],
    ['site/wish', 'popup', 'origin', 'https://*.example.com', false],
    ['site/wish', 'popup', 'origin', 'https://ada@crm.example.com', false],
    ['site/wish', 'popup', 'origin', 'file://home', false],
    ['site/wish', 'popup', 'origin', '<all_urls>', false],
    ['site/save-rules', 'options', 'rules', Array(MOST_RULES).fill(rule), true],
    ['site/save-rules', 'options', 'rules', Array(MOST_RULES + 1).fill(rule), false],
    ['teach/result', 'host', 'rule', { ...rule, confirmed: CONFIRMATIONS + 1 }, false],
    ['teach/result', 'host', 'rule', { ...rule, id: '../x' }, false],
    ['teach/result', 'host', 'rule', { ...rule, code: 'alert(1)' }, false],
    ['teach/result', 'host', 'rule', { ...rule, visitor: { kind: 'script', code: 'alert(1)' } }, false],
    ['host/trouble', 'host', 'trouble', 'other', false],
    ['visitor/save', 'frame', 'change', { note: 'x'.repeat(LONGEST_NOTE) }, true],
    ['visitor/save', 'frame', 'change', { note: 'x'.repeat(LONGEST_NOTE + 1) }, false],
    ['visitor/save', 'frame', 'change', { name: 'What a page calls them' }, false],
    ['visitor/save', 'frame', 'change', { seenAt: 1 }, false],
    ['visitor/save', 'frame', 'change', { accountId: 'another' }, false],
    ['visitor/save', 'frame', 'change', { visitorId: 'another' }, false],
  ])('%s from %s, its %s as %j: %s', (name, page, field, value, isTaken) => {
    expect(accept({ name, data: { ...samples[name], [field]: value } }, page) !== undefined).toBe(isTaken);
  });

  it.each(['message/edit', 'message/delete'] as const)('%s needs to know what the agent has seen', (name) => {
    const { seen: _, ...data } = samples[name];
    expect(accept({ name, data }, 'popup')).toBeUndefined();
  });
});

describe('G-S4 a host, which is inside a hostile page', () => {
  it('may give these commands and no other', () => {
    const from = (name: CommandName): readonly PageName[] => commands[name].from;
    expect(names.filter((name) => from(name).includes('host')).toSorted()).toEqual(allowed.host.toSorted());
  });

  const report = (findings: object[]) => accept({ name: 'host/report', data: { findings } }, 'host');
  const found = (length: number) => ({ ruleId: 'r', visitor: 'x'.repeat(length) });

  it('may report so much and no more', () => {
    const findings = [found(LONGEST_READING), found(LONGEST_READING), found(LONGEST_READING)];
    const left = LONGEST_REPORT - JSON.stringify({ findings: [...findings, found(0)] }).length;
    expect(left).toBeLessThan(LONGEST_READING);
    expect(LONGEST_REPORT).toBe(2_048);
    expect(report([...findings, found(left)])).toBeDefined();
    expect(report([...findings, found(left + 1)])).toBeUndefined();
  });

  it('cannot report more by what grows only as JSON', () => {
    expect(report(Array(3).fill({ ruleId: 'r', visitor: '\u0000'.repeat(LONGEST_READING) }))).toBeUndefined();
  });

  it.each<[what: string, findings: object[], isTaken: boolean]>([
    ['nothing', [], true],
    ['a reading of the greatest length', [found(LONGEST_READING)], true],
    ['a reading that is longer', [found(LONGEST_READING + 1)], false],
    ['as many findings as there may be rules', Array(MOST_RULES).fill(found(1)), true],
    ['one finding more', Array(MOST_RULES + 1).fill(found(1)), false],
    ['no reading', [{ ruleId: 'r' }], false],
    ['a field that is none', [{ ...found(1), html: '<b>' }], false],
    ['a reading that is no text', [{ ruleId: 'r', visitor: { toString: 1 } }], false],
    ['no rule', [{ ruleId: '', visitor: 'x' }], false],
  ])('reports %s', (_, findings, isTaken) => {
    expect(report(findings) !== undefined).toBe(isTaken);
  });
});

describe('G-S4 a frame that has not shown its nonce', () => {
  it.each(allowed.frame)('gives %s', async (name) => {
    const isProven = vi.fn(async () => false);
    const { answer, reached } = await serving(isProven).give({ name, data: samples[name] }, frame);
    const isOpen = name === 'frame/hello' || name === 'host/menu';
    expect(reached.map(([given]) => given)).toEqual(isOpen ? [name] : []);
    expect(answer).toEqual(isOpen ? { ok: true, value: undefined } : undefined);
    if (!isOpen) expect(isProven).toHaveBeenCalledExactlyOnceWith({ page: 'frame', tabId: 7, frameId: 3 });
  });

  it('is told from one that has, by tab and frame', async () => {
    const { give } = serving(async ({ tabId, frameId }) => tabId === 7 && frameId === 3);
    const message = { name: 'message/undo', data: samples['message/undo'] };
    await give(message, { ...frame, frameId: 4 });
    await give(message, { ...frame, tab: { id: 8 } });
    const { reached } = await give(message, frame);
    expect(reached).toEqual([['message/undo', samples['message/undo'], { page: 'frame', tabId: 7, frameId: 3 }]]);
  });

  it('stays outside when nobody can say whether it has', async () => {
    const { give, reached } = serving(() => Promise.reject(new Error('No storage')));
    const unhandled = new Promise((resolve) => process.once('unhandledRejection', resolve));
    expect(await give({ name: 'frame/close', data: {} }, frame)).toEqual({ answer: undefined, reached: [] });
    expect(await unhandled).toEqual(new Error('No storage'));
    expect(reached).toEqual([]);
  });

  it.each(senders.filter(([, , from]) => from && from.page !== 'frame'))('is not %s', async (_, sender, from) => {
    const isProven = vi.fn(async () => false);
    const name = allowed[from?.page ?? 'frame'][0] as CommandName;
    const { reached } = await serving(isProven).give({ name, data: samples[name] }, sender);
    expect(reached).toHaveLength(1);
    expect(isProven).not.toHaveBeenCalled();
  });
});

describe('G-S5 what is no command', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'key/read', 'KEY/SAVE', '', ' key/save'])(
    'refuses the name “%s”',
    async (name) => {
      const { give } = serving();
      for (const [, sender] of senders) {
        expect(await give({ name, data: {} }, sender)).toEqual({ answer: undefined, reached: [] });
      }
    },
  );

  it.each([[null], [undefined], ['key/forget'], [7], [[]], [{ name: ['key/forget'], data: {} }], [{ data: {} }]])(
    'refuses %j',
    async (message) => {
      const { give } = serving();
      const answer = await give(message, { id: fakeBrowser.runtime.id, url: `${BASE}options.html` });
      expect(answer).toEqual({ answer: undefined, reached: [] });
    },
  );

  it('hands over no field of an agent that the contract does not know', () => {
    const agent = { kind: 'id', agentId: 'd9n', agentEmail: 'x@example.com', isAdmin: true };
    const accepted = accept({ name: 'agent/save', data: { agent, groupId: '' } }, 'options');
    expect(accepted?.data ?? {}).not.toHaveProperty('agent.isAdmin');
  });
});

describe('asking', () => {
  it('gives the answer of the background', async () => {
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockResolvedValue(ok(undefined));
    expect(await ask('key/forget', {})).toEqual({ ok: true, value: undefined });
    expect(fakeBrowser.runtime.sendMessage).toHaveBeenCalledExactlyOnceWith({ name: 'key/forget', data: {} });
  });

  it('says "no answer" when the background refuses, dies or is not there, and does not ask again', async () => {
    const sendMessage = vi.spyOn(fakeBrowser.runtime, 'sendMessage');
    sendMessage.mockResolvedValueOnce(undefined);
    expect(await ask('key/forget', {})).toEqual({ ok: false, failure: { kind: 'no-answer' } });
    sendMessage.mockRejectedValueOnce(new Error('Could not establish connection. Receiving end does not exist.'));
    expect(await ask('key/forget', {})).toEqual({ ok: false, failure: { kind: 'no-answer' } });
    expect(sendMessage).toHaveBeenCalledTimes(2);
  });
});
