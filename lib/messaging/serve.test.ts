import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ok } from '../result.ts';
import { LONGEST_TEXT, LONGEST_VISITOR_ID } from '../storage/items/messages.ts';
import { ask } from './ask.ts';
import { type CommandName, commands, type PageName } from './contract.ts';
import { LONGEST_ID, LONGEST_KEY, LONGEST_PAGE, LONGEST_QUERY } from './limits.ts';
import { accept, type Handlers, serve } from './serve.ts';
import { deliver } from './testing.ts';

const BASE = `chrome-extension://${fakeBrowser.runtime.id}/`;
const query = { text: 'parcel', visitor: 'ada', mode: 'all', state: 'sent' };
const samples: { [N in CommandName]: Record<string, unknown> } = {
  'key/save': { key: 'xkeysib-1' },
  'key/forget': {},
  'agent/save': { agent: { kind: 'id', agentId: 'd9n' }, groupId: '' },
  'presence/set': { wish: 'on' },
  'presence/refresh': { reason: 'try-again' },
  'presence/pause': { until: 1 },
  'presence/stay-online': { until: 1 },
  'presence-settings/save': { change: { lock: { isOn: true } } },
  'presence/test-notification': {},
  'message/confirm': {
    intent: { id: 'm-1', accountId: 'a', visitorId: 'ada', mode: 'agent', text: 'Hi', confirmedAt: 1 },
  },
  'draft/keep': {
    draft: { id: 'm-1', surface: 's', revision: 1, visitorId: 'ada', mode: 'agent', text: 'Hi', caret: 2 },
  },
  'message/undo': { id: 'm-1' },
  'message/send-now': { id: 'm-1' },
  'message/edit': { id: 'm-1', text: 'Hi', seen: 'Ho' },
  'message/delete': { id: 'm-1', seen: 'Ho' },
  'message/send-again': { id: 'm-1' },
  'message/send-anyway': { id: 'm-1' },
  'message/arrived': { id: 'm-1' },
  'message/read': { id: 'm-1' },
  'message/look-up': { brevoId: 'Qh2p' },
  'message-settings/save': { change: { undoWindowS: 10, retentionDays: 90 } },
  'history/find': { query },
  'history/page': { query, offset: 0, limit: 50 },
  'history/wipe': {},
};
/** A text seen at Brevo may be of any length, a change may change nothing, and a number be any that fits. */
const right: Record<string, string> = {
  seen: 'string',
  change: 'object',
  offset: 'number',
  limit: 'number',
  until: 'number',
};
const names = Object.keys(samples) as CommandName[];

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
  ],
  history: ['message-settings/save', 'history/find', 'history/page', 'history/wipe'],
  popup: [
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
  ],
};

/** Serves with handlers that note what reached them. */
function serving() {
  const reached: [name: string, data: unknown][] = [];
  const note = (name: string) => async (data: unknown) => {
    reached.push([name, data]);
    return ok(undefined);
  };
  const handlers = Object.fromEntries(names.map((name) => [name, note(name)])) as unknown as Handlers;
  serve(handlers);
  const give = async (message: unknown, sender: object) => {
    const answer = await deliver(message, sender);
    return { answer, reached };
  };
  return { give, reached };
}

const senders: [who: string, sender: object, page: PageName | undefined][] = [
  ['the popup', { id: fakeBrowser.runtime.id, url: `${BASE}popup.html` }, 'popup'],
  ['the settings', { id: fakeBrowser.runtime.id, url: `${BASE}options.html`, frameId: 0 }, 'options'],
  ['history', { id: fakeBrowser.runtime.id, url: `${BASE}history.html`, frameId: 0 }, 'history'],
  ['history framed by a site', { id: fakeBrowser.runtime.id, url: `${BASE}history.html`, frameId: 3 }, undefined],
  ['our page framed by a site', { id: fakeBrowser.runtime.id, url: `${BASE}popup.html`, frameId: 2 }, undefined],
  ['our settings framed by a site', { id: fakeBrowser.runtime.id, url: `${BASE}options.html`, frameId: 9 }, undefined],
  ['a content script', { id: fakeBrowser.runtime.id, url: 'https://crm.example.com/', frameId: 0 }, undefined],
  ['another extension', { id: 'other', url: `${BASE}popup.html` }, undefined],
  ['a sandboxed frame', { id: fakeBrowser.runtime.id, origin: 'null' }, undefined],
  ['a look-alike', { id: fakeBrowser.runtime.id, url: `${BASE.slice(0, -1)}.evil/popup.html` }, undefined],
  ['an unknown page of ours', { id: fakeBrowser.runtime.id, url: `${BASE}welcome.html` }, undefined],
  ['nobody', {}, undefined],
];

describe.each(names)('G-S5 %s', (name) => {
  it.each(senders)('from %s', async (_, sender, page) => {
    const isAllowed = page !== undefined && allowed[page].includes(name);
    const { answer, reached } = await serving().give({ name, data: samples[name] }, sender);
    expect(reached).toEqual(isAllowed ? [[name, samples[name]]] : []);
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
      for (const wrong of [null, 7, true, {}, [], ['x'], 'x'.repeat(20_001)]) {
        if (right[field]?.includes(typeof wrong) && !Array.isArray(wrong) && wrong !== null) continue;
        if (field === 'until' && wrong === null) continue;
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
  ])('%s from %s, its %s as %j: %s', (name, page, field, value, isTaken) => {
    expect(accept({ name, data: { ...samples[name], [field]: value } }, page) !== undefined).toBe(isTaken);
  });

  it.each(['message/edit', 'message/delete'] as const)('%s needs to know what the agent has seen', (name) => {
    const { seen: _, ...data } = samples[name];
    expect(accept({ name, data }, 'popup')).toBeUndefined();
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
