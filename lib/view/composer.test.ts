// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { err, ok } from '../result.ts';
import { accountsItem } from '../storage/items/accounts.ts';
import { bootItem } from '../storage/items/boot.ts';
import { contextItem } from '../storage/items/context.ts';
import {
  type Draft,
  draftItem,
  draftName,
  type Intent,
  intentItem,
  type Message,
  messageItem,
  recentItem,
  recipientItem,
} from '../storage/items/messages.ts';
import { entry, idsOf, read, write } from '../storage/local.ts';
import { createWorkspace } from './workspace.ts';

const NOW = 1_700_000_000_000;
const TAB = 7;

beforeEach(async () => {
  await write(
    entry(accountsItem, { current: 'account-1', byId: { 'account-1': { accountId: 'account-1' } } }),
    entry(bootItem, 'boot-1'),
  );
  answer(ok(undefined));
});

/** What the background says to everything. */
const answer = (said: unknown) => vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(async () => said);

/** A popup, or the panel beside a page in tab 7. */
async function openSurface({ tab = undefined as number | undefined } = {}) {
  const { composer, ready, messages } = createWorkspace({
    now: () => NOW,
    surface: tab === undefined ? 'popup' : 'panel',
    tab: signal(tab === undefined ? undefined : { id: tab }),
  });
  await ready;
  const { recipient, draft } = composer;
  return {
    ...composer,
    messages,
    /** Whom, as whom, and what. */
    shown: () => `${recipient.value.visitorId}/${recipient.value.mode}: ${draft.value.text}`,
    type: (text: string, caret = text.length) => composer.change({ text, caret }),
  };
}

const message = (id: string, change: Partial<Message> = {}): Message => ({
  id,
  origin: 'here',
  accountId: 'account-1',
  visitorId: 'ada',
  mode: 'agent',
  text: 'Hello',
  confirmedAt: NOW,
  state: { kind: 'held', windowMs: 5000 },
  ...change,
});

const keep = (...messages: Message[]) =>
  write(
    ...messages.map((each) => entry(messageItem, each, each.id)),
    entry(recentItem, { ids: messages.map(({ id }) => id), unsettled: messages.map(({ id }) => id) }),
  );

const pageShows = (visitorId: string, tab = TAB) => write(entry(contextItem, { visitorId }, String(tab)));
/** A rule found them that nobody has confirmed yet. */
const pageAsks = (visitorId: string) => write(entry(contextItem, { visitorId, asksAbout: 'rule-1' }, String(TAB)));

async function storedDraft(visitorId: string, mode: Draft['mode'] = 'agent'): Promise<Draft | undefined> {
  const reading = await read(draftItem, draftName({ accountId: 'account-1', visitorId, mode }));
  return reading.kind === 'value' ? reading.value : undefined;
}

async function intents(): Promise<[name: string, intent: Intent | undefined][]> {
  const names = await idsOf(intentItem);
  const readings = await Promise.all(names.map((name) => read(intentItem, name)));
  return readings.map((reading, i) => [names[i] ?? '', reading.kind === 'value' ? reading.value : undefined]);
}

describe('what is being written', () => {
  it('G-R1 is stored in the very tick of each key press', async () => {
    const { type, propose } = await openSurface();
    propose('ada');
    const set = vi.spyOn(browser.storage.local, 'set');
    void type('H');
    void type('He');
    expect(set).toHaveBeenCalledTimes(2);
    await vi.waitFor(async () =>
      expect(await storedDraft('ada')).toMatchObject({
        accountId: 'account-1',
        visitorId: 'ada',
        text: 'He',
        caret: 2,
      }),
    );
  });

  it('comes back on the next surface with visitor, mode and caret', async () => {
    const first = await openSurface();
    first.propose('ada');
    await first.setMode('automated');
    await first.type('Hello', 3);
    const second = await openSurface();
    expect(second.shown()).toBe('ada/automated: Hello');
    expect(second.draft.value).toMatchObject({ id: first.draft.value.id, caret: 3 });
  });

  it('is another text for each mode, and comes back with the mode', async () => {
    const { shown, propose, type, setMode } = await openSurface();
    propose('ada');
    await type('from me');
    await setMode('automated');
    expect(shown()).toBe('ada/automated: ');
    await setMode('agent');
    expect(shown()).toBe('ada/agent: from me');
  });

  it('G-R7 is the same on two surfaces that write to the same visitor', async () => {
    const [popup, panel] = [await openSurface(), await openSurface()];
    for (const surface of [popup, panel]) surface.propose('ada');
    await popup.type('Hel');
    await panel.type('Hello');
    expect([popup.shown(), panel.shown()]).toEqual(['ada/agent: Hello', 'ada/agent: Hello']);
  });
});

describe('whom it is for', () => {
  it('is nobody at first', async () => {
    expect((await openSurface()).shown()).toBe('/agent: ');
  });

  it('is, on the next surface, whom the agent wrote to last', async () => {
    const first = await openSurface();
    first.propose(' ada ');
    await first.setMode('automated');
    expect((await openSurface()).recipient.value).toMatchObject({ visitorId: 'ada', mode: 'automated' });
  });

  it('F31 is each surface’s own: one that goes elsewhere does not take the other along', async () => {
    const first = await openSurface();
    first.propose('ada');
    await first.type('for Ada');
    const second = await openSurface();
    first.propose('bob');
    await first.leave();
    expect([first.shown(), second.shown()]).toEqual(['bob/agent: ', 'ada/agent: for Ada']);
  });

  it('F31 is each surface’s own also before anybody was ever written to', async () => {
    const [first, second] = [await openSurface(), await openSurface()];
    await second.type('for whom?');
    await first.setMode('automated');
    first.propose('bob');
    expect(second.shown()).toBe('/agent: for whom?');
  });
});

describe('somebody else', () => {
  it('is gone to at once when nothing is written', async () => {
    const { shown, propose, proposed, type } = await openSurface();
    propose('ada');
    await type('  ');
    propose('bob');
    expect([shown(), proposed.value]).toEqual(['bob/agent: ', undefined]);
  });

  it('gets the text that was written before there was a visitor', async () => {
    const { shown, propose, type, draft } = await openSurface();
    await type('Hello', 2);
    propose('ada');
    expect(shown()).toBe('ada/agent: Hello');
    expect(draft.value.caret).toBe(2);
    await vi.waitFor(async () => expect(await storedDraft('ada')).toMatchObject({ visitorId: 'ada', text: 'Hello' }));
    expect(await storedDraft('')).toBeUndefined();
  });

  it('F31 is only proposed while a text is for another, and nothing is stored for them', async () => {
    const { shown, propose, proposed, type } = await openSurface();
    propose('ada');
    await type('for Ada');
    const set = vi.spyOn(browser.storage.local, 'set');
    propose(' bob ');
    expect([shown(), proposed.value]).toEqual(['ada/agent: for Ada', 'bob']);
    expect(set).not.toHaveBeenCalled();
    expect(await storedDraft('bob')).toBeUndefined();
    expect((await openSurface()).shown()).toBe('ada/agent: for Ada');
  });

  it('F31 is proposed too when it is nobody', async () => {
    const { propose, proposed, type } = await openSurface();
    propose('ada');
    await type('for Ada');
    propose('');
    expect(proposed.value).toBe('');
  });

  it('is no longer proposed when the agent, or the page, goes back', async () => {
    const { shown, propose, proposed, type } = await openSurface();
    propose('ada');
    await type('for Ada');
    propose('bob');
    propose('ada');
    expect([shown(), proposed.value]).toEqual(['ada/agent: for Ada', undefined]);
  });

  it('waits no longer when the agent stays', async () => {
    const { shown, propose, proposed, type, stay } = await openSurface();
    propose('ada');
    await type('for Ada');
    propose('bob');
    stay();
    expect([shown(), proposed.value]).toEqual(['ada/agent: for Ada', undefined]);
  });

  it('is gone to when the agent leaves; the text stays where it is for', async () => {
    const { shown, propose, proposed, type, leave, written } = await openSurface();
    propose('ada');
    await type('for Ada');
    propose('bob');
    await leave();
    expect([shown(), proposed.value]).toEqual(['bob/agent: ', undefined]);
    expect(written.value).toMatchObject([{ visitorId: 'ada', text: 'for Ada' }]);
    propose('ada');
    expect(shown()).toBe('ada/agent: for Ada');
  });

  it('gets the text when the agent takes it along, before what was written to them already', async () => {
    const { shown, propose, proposed, type, leave, takeAlong, draft, written } = await openSurface();
    propose('bob');
    await type('begun for Bob');
    propose('ada');
    await leave();
    await type('meant for Bob', 5);
    const { id } = draft.value;
    propose('bob');
    await takeAlong();
    expect([shown(), proposed.value]).toEqual(['bob/agent: meant for Bob\nbegun for Bob', undefined]);
    expect(draft.value.caret).toBe(5);
    expect(draft.value.id).not.toBe(id);
    expect(await storedDraft('ada')).toBeUndefined();
    expect(await storedDraft('bob')).toMatchObject({ text: 'meant for Bob\nbegun for Bob' });
    expect(written.value.map(({ visitorId }) => visitorId)).toEqual(['bob']);
  });

  it('F31 stays proposed when the agent changes the mode, which chooses nobody', async () => {
    const { propose, proposed, type, setMode } = await openSurface();
    propose('ada');
    await type('for Ada');
    propose('bob');
    await setMode('automated');
    expect(proposed.value).toBe('bob');
  });
});

describe('the page beside us', () => {
  it('says whom the composer opens with', async () => {
    await pageShows('ada');
    expect((await openSurface({ tab: TAB })).shown()).toBe('ada/agent: ');
  });

  it('F31 says it, but takes no text away, when a text for another is there', async () => {
    const popup = await openSurface();
    popup.propose('ada');
    await popup.type('for Ada');
    await pageShows('bob');
    const panel = await openSurface({ tab: TAB });
    expect([panel.shown(), panel.proposed.value]).toEqual(['ada/agent: for Ada', 'bob']);
  });

  it('takes the composer along to each new visitor', async () => {
    const panel = await openSurface({ tab: TAB });
    await pageShows('ada');
    await vi.waitFor(() => expect(panel.shown()).toBe('ada/agent: '));
    await panel.type('for Ada');
    await pageShows('bob');
    await vi.waitFor(() => expect(panel.proposed.value).toBe('bob'));
    expect(panel.shown()).toBe('ada/agent: for Ada');
  });

  it('says nothing new by saying the same again: what the agent chose since stays', async () => {
    await pageShows('ada');
    const panel = await openSurface({ tab: TAB });
    panel.propose('bob');
    await pageShows('ada');
    await new Promise((resolve) => setTimeout(resolve));
    expect([panel.shown(), panel.proposed.value]).toEqual(['bob/agent: ', undefined]);
    await pageShows('carla');
    await vi.waitFor(() => expect(panel.shown()).toBe('carla/agent: '));
  });

  it('was wrong about whom a rule found there: the agent’s No leaves nobody', async () => {
    await pageAsks('wrong');
    const panel = await openSurface({ tab: TAB });
    expect(panel.shown()).toBe('wrong/agent: ');
    await pageShows('');
    await vi.waitFor(() => expect(panel.shown()).toBe('/agent: '));
  });

  it('F31 goes from one that nobody confirmed to nobody and on to another: a text stays with whom it was written for', async () => {
    await pageAsks('ada');
    const panel = await openSurface({ tab: TAB });
    await panel.type('for Ada');
    await pageShows('');
    await new Promise((resolve) => setTimeout(resolve));
    expect(panel.shown()).toBe('ada/agent: for Ada');
    await pageShows('bob');
    await vi.waitFor(() => expect(panel.proposed.value).toBe('bob'));
    expect(panel.shown()).toBe('ada/agent: for Ada');
  });

  it('was right about whom a rule found there: after the agent’s Yes they stay, also beside a page that names nobody', async () => {
    await pageAsks('ada');
    const panel = await openSurface({ tab: TAB });
    await panel.type('for Ada');
    await pageShows('ada');
    await new Promise((resolve) => setTimeout(resolve));
    await pageShows('');
    await new Promise((resolve) => setTimeout(resolve));
    expect(panel.shown()).toBe('ada/agent: for Ada');
  });

  it('is the one in our tab only, and need not be known', async () => {
    await pageShows('ada', TAB + 1);
    expect((await openSurface({ tab: TAB })).shown()).toBe('/agent: ');
    const { ready, composer } = createWorkspace();
    await ready;
    expect(composer.recipient.value.visitorId).toBe('');
  });
});

describe('a confirmed send', () => {
  async function written(text = 'Hello') {
    const surface = await openSurface();
    surface.propose('ada');
    await surface.type(text, 4);
    return surface;
  }

  it('G-R1 F21 is stored, with the draft gone, and told in the tick of Enter', async () => {
    const { draft, send } = await written();
    const { id, surface } = draft.value;
    const set = vi.spyOn(browser.storage.local, 'set');
    const removed = vi.spyOn(browser.storage.local, 'remove');
    const told = answer(ok(undefined));
    const sending = send();
    expect(set).toHaveBeenCalledTimes(1);
    expect(Object.keys(set.mock.calls[0]?.[0] ?? {})).toEqual([`intent:${id}.${surface}`]);
    expect(removed).toHaveBeenCalledExactlyOnceWith(['draft:["account-1","ada","agent"]']);
    const intent = {
      id,
      surface,
      bootId: 'boot-1',
      accountId: 'account-1',
      visitorId: 'ada',
      mode: 'agent',
      text: 'Hello',
      caret: 4,
      past: [],
      confirmedAt: NOW,
    };
    expect(told).toHaveBeenCalledExactlyOnceWith({ name: 'message/confirm', data: { intent } });
    expect(draft.value).toMatchObject({ visitorId: 'ada', mode: 'agent', text: '', caret: 0 });
    expect(draft.value.id).not.toBe(id);
    expect(await sending).toEqual(ok(undefined));
    expect(await intents()).toEqual([[`${id}.${surface}`, intent]]);
    expect(await storedDraft('ada')).toBeUndefined();
  });

  it('F19 G-R2 has one ID on every surface that sends the draft, and each keeps its own words', async () => {
    const [popup, panel] = [await written(), await openSurface()];
    const { id } = panel.draft.value;
    expect(popup.draft.value.id).toBe(id);
    void popup.type('Hello there');
    await Promise.all([panel.send(), popup.send(), popup.send()]);
    const confirmed = (await intents()).map(([, intent]) => intent);
    expect(confirmed.filter((intent) => intent?.id === id).map((intent) => intent?.text)).toEqual([
      'Hello',
      'Hello there',
    ]);
    expect(confirmed.filter((intent) => intent?.text !== '')).toHaveLength(2);
  });

  it('G-R6 goes past the messages shown as "may have been sent", to this visitor only', async () => {
    const unknown = { kind: 'unknown', at: NOW } as const;
    await keep(
      message('m-3', { state: unknown }),
      message('m-2', { state: unknown, visitorId: 'bob' }),
      message('m-1', { state: { kind: 'queued' } }),
    );
    const { send, messages, unknown: shown } = await written();
    await vi.waitFor(() => expect(messages.value).toHaveLength(3));
    expect(shown.value.map(({ id }) => id)).toEqual(['m-3']);
    await send();
    expect((await intents())[0]?.[1]?.past).toEqual(['m-3']);
  });

  it('counts as taken when it is stored and the background gives no answer', async () => {
    const { draft, send } = await written();
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockRejectedValue(new Error('dead'));
    expect(await send()).toEqual(ok(undefined));
    expect(draft.value.text).toBe('');
    expect((await intents())[0]?.[1]).toMatchObject({ text: 'Hello' });
  });

  it('counts as taken when the write is lost but the background has it', async () => {
    const { draft, send } = await written();
    vi.spyOn(browser.storage.local, 'set').mockRejectedValue(new Error('the page is closing'));
    expect(await send()).toEqual(ok(undefined));
    expect(draft.value.text).toBe('');
  });

  it('G-R9 gives the text back when it could be neither stored nor told', async () => {
    const { draft, send } = await written();
    const { id } = draft.value;
    vi.spyOn(browser.storage.local, 'set').mockRejectedValue(new Error('quota'));
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockRejectedValue(new Error('dead'));
    expect(await send()).toEqual(err({ kind: 'storage-unavailable' }));
    expect(draft.value).toMatchObject({ id, text: 'Hello', caret: 4 });
  });

  it('G-R9 gives the text back, under its ID and stored, when the background could not record it', async () => {
    const { draft, send } = await written();
    const { id } = draft.value;
    answer(err({ kind: 'storage-unavailable' }));
    expect(await send()).toEqual(err({ kind: 'storage-unavailable' }));
    expect(draft.value).toMatchObject({ id, visitorId: 'ada', mode: 'agent', text: 'Hello', caret: 4 });
    await vi.waitFor(async () => expect(await storedDraft('ada')).toMatchObject({ id, text: 'Hello' }));
  });

  it('G-R9 is not sent later behind the agent’s back, once its text was given back', async () => {
    const { send } = await written();
    answer(err({ kind: 'storage-unavailable' }));
    await send();
    await vi.waitFor(async () => expect(await intents()).toEqual([]));
  });

  it('G-R9 gives the text back before what was typed since', async () => {
    const { draft, send, type } = await written();
    answer(err({ kind: 'storage-unavailable' }));
    const sending = send();
    void type('And more');
    await sending;
    expect(draft.value).toMatchObject({ text: 'Hello\nAnd more', caret: 4 });
  });

  it('G-R9 gives the text back to whom it was for, when the agent went on', async () => {
    const { send, propose, shown } = await written();
    answer(err({ kind: 'storage-unavailable' }));
    const sending = send();
    propose('bob');
    await sending;
    expect(shown()).toBe('bob/agent: ');
    propose('ada');
    expect(shown()).toBe('ada/agent: Hello');
  });
});

describe('undo', () => {
  it('asks the background, and gives text and caret back under the ID of another message', async () => {
    const surface = await openSurface();
    surface.propose('ada');
    const asked = answer(ok(message('m-1', { caret: 2 })));
    expect((await surface.undo('m-1')).ok).toBe(true);
    expect(asked).toHaveBeenCalledExactlyOnceWith({ name: 'message/undo', data: { id: 'm-1' } });
    expect(surface.draft.value).toMatchObject({ visitorId: 'ada', text: 'Hello', caret: 2 });
    expect(surface.draft.value.id).not.toBe('m-1');
    expect(await storedDraft('ada')).toMatchObject({ text: 'Hello', caret: 2 });
  });

  it('gives the text back before what was written since', async () => {
    const surface = await openSurface();
    surface.propose('ada');
    await surface.type('And more');
    answer(ok(message('m-1')));
    await surface.undo('m-1');
    expect(surface.draft.value).toMatchObject({ text: 'Hello\nAnd more', caret: 5 });
  });

  it('goes to the visitor and the mode of the message, and leaves what was written elsewhere', async () => {
    const surface = await openSurface();
    surface.propose('bob');
    await surface.type('for Bob');
    answer(ok(message('m-1', { mode: 'automated' })));
    await surface.undo('m-1');
    expect(surface.shown()).toBe('ada/automated: Hello');
    expect((await openSurface()).shown()).toBe('ada/automated: Hello');
    expect(await storedDraft('bob')).toMatchObject({ text: 'for Bob' });
  });

  it('changes nothing when it is too late', async () => {
    const surface = await openSurface();
    surface.propose('bob');
    answer(err({ kind: 'not-changeable' }));
    expect(await surface.undo('m-1')).toEqual(err({ kind: 'not-changeable' }));
    expect(surface.shown()).toBe('bob/agent: ');
  });

  it('G-R1 gives back a text that is sent again, and not taken for the one that was taken back', async () => {
    const surface = await openSurface();
    surface.propose('ada');
    await surface.type('Hello');
    const { id } = surface.draft.value;
    await surface.send();
    await keep(message(id, { state: { kind: 'cancelled', at: NOW } }));
    answer(ok(message(id)));
    await surface.undo(id);
    expect(surface.shown()).toBe('ada/agent: Hello');
    answer(ok(undefined));
    await surface.send();
    expect(new Set((await intents()).map(([, intent]) => intent?.id))).toHaveLength(2);
  });
});

describe('a page that closes', () => {
  const close = () => window.dispatchEvent(new Event('pagehide'));
  /** Of all pages that were opened in these tests, those that told of a draft to this visitor. */
  const keptTo = (told: ReturnType<typeof answer>, visitorId: string) =>
    told.mock.calls
      .map(([said]) => said as unknown as { name: string; data: { draft: Draft } })
      .filter(({ name, data }) => name === 'draft/keep' && data.draft.visitorId === visitorId)
      .map(({ data }) => data.draft);

  it('F21 tells the background what was written last', async () => {
    const surface = await openSurface();
    surface.propose('closing-1');
    await surface.type('Hel');
    await surface.type('Hello');
    const told = answer(ok(undefined));
    close();
    expect(keptTo(told, 'closing-1')).toEqual([surface.draft.value]);
    expect(surface.draft.value.text).toBe('Hello');
  });

  it.each([
    ['nothing of what was sent', 'closing-2', (surface: { send: () => unknown }) => surface.send()],
    ['nothing of what was emptied', 'closing-3', (surface: { type: (text: string) => unknown }) => surface.type('')],
  ])('F21 tells %s', async (_, visitorId, finish) => {
    const surface = await openSurface();
    surface.propose(visitorId);
    await surface.type('Hello');
    await finish(surface);
    const told = answer(ok(undefined));
    close();
    expect(keptTo(told, visitorId)).toEqual([]);
  });
});

it('remembers whom it goes to in storage, for the account', async () => {
  const { propose } = await openSurface();
  propose('ada');
  await vi.waitFor(async () =>
    expect(await read(recipientItem)).toEqual({
      kind: 'value',
      value: { accountId: 'account-1', visitorId: 'ada', mode: 'agent' },
    }),
  );
});
