// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ok } from '../result.ts';
import { accountsItem } from '../storage/items/accounts.ts';
import { contextItem } from '../storage/items/context.ts';
import { recipientItem, tabRecipientItem } from '../storage/items/messages.ts';
import { entry, read, write } from '../storage/local.ts';
import { createWorkspace } from './workspace.ts';

const TAB = 7;
const focus = { isHere: false };

beforeEach(async () => {
  focus.isHere = false;
  vi.spyOn(document, 'hasFocus').mockImplementation(() => focus.isHere);
  vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockResolvedValue(ok(undefined));
  await write(entry(accountsItem, { current: 'account-1', byId: { 'account-1': { accountId: 'account-1' } } }));
});

async function open(surface: 'popup' | 'panel' | 'frame', tab: number | undefined = TAB) {
  const beside = signal(tab === undefined ? undefined : { id: tab });
  const { composer, ready } = createWorkspace({ surface, tab: beside });
  await ready;
  const { recipient, draft } = composer;
  return {
    ...composer,
    beside,
    shown: () => `${recipient.value.visitorId}/${recipient.value.mode}: ${draft.value.text}`,
    type: (text: string) => composer.change({ text, caret: text.length }),
  };
}
/** What all surfaces do by themselves has been done. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
const pageShows = (visitorId: string, tab = TAB) => write(entry(contextItem, { visitorId }, String(tab)));

describe('two surfaces beside one tab', () => {
  it('are about the same visitor, whichever of them the agent uses', async () => {
    const [panel, frame] = [await open('panel'), await open('frame')];
    frame.propose('ada');
    await vi.waitFor(() => expect(panel.shown()).toBe('ada/agent: '));
    await panel.setMode('automated');
    await vi.waitFor(() => expect(frame.shown()).toBe('ada/automated: '));
    panel.propose('bob');
    await vi.waitFor(() => expect(frame.shown()).toBe('bob/automated: '));
  });

  it('F31 do not move under the hands of an agent who writes there', async () => {
    const [panel, frame] = [await open('panel'), await open('frame')];
    panel.propose('ada');
    await panel.type('for Ada');
    await vi.waitFor(() => expect(frame.shown()).toBe('ada/agent: for Ada'));
    focus.isHere = true;
    frame.propose('bob');
    await frame.leave();
    await settled();
    expect([frame.shown(), panel.shown()]).toEqual(['bob/agent: ', 'ada/agent: for Ada']);
  });

  it('go along where a text waits, but nobody is writing: the text stays with its visitor', async () => {
    const [panel, frame] = [await open('panel'), await open('frame')];
    panel.propose('ada');
    await panel.type('for Ada');
    await vi.waitFor(() => expect(frame.shown()).toBe('ada/agent: for Ada'));
    frame.propose('bob');
    await frame.leave();
    await vi.waitFor(() => expect(panel.shown()).toBe('bob/agent: '));
    panel.propose('ada');
    expect(panel.shown()).toBe('ada/agent: for Ada');
  });

  it('go along where the keyboard is, but nothing is written', async () => {
    const [panel, frame] = [await open('panel'), await open('frame')];
    focus.isHere = true;
    frame.propose('ada');
    await vi.waitFor(() => expect(panel.shown()).toBe('ada/agent: '));
  });

  it('have no question left open when they go along', async () => {
    const [panel, frame] = [await open('panel'), await open('frame')];
    panel.propose('ada');
    await panel.type('for Ada');
    panel.propose('carla');
    expect(panel.proposed.value).toBe('carla');
    await vi.waitFor(() => expect(frame.shown()).toBe('ada/agent: for Ada'));
    frame.propose('bob');
    await frame.leave();
    await vi.waitFor(() => expect([panel.shown(), panel.proposed.value]).toEqual(['bob/agent: ', undefined]));
  });
});

it('a surface is not taken back by the late echo of what was chosen there before', async () => {
  const panel = await open('panel');
  panel.propose('ada');
  await settled();
  const key = tabRecipientItem.key + TAB;
  const { [key]: echo } = await fakeBrowser.storage.local.get(key);
  panel.propose('bob');
  await settled();
  await fakeBrowser.storage.local.set({ [key]: echo });
  await settled();
  expect(panel.shown()).toBe('bob/agent: ');
});

describe('F31 surfaces beside different tabs, or none', () => {
  it.each<[string, number | undefined]>([
    ['another tab', TAB + 1],
    ['no tab', undefined],
  ])('go their own ways: one beside %s', async (_, tab) => {
    const [here, other] = [await open('panel'), await open('popup', tab)];
    other.beside.value = tab === undefined ? undefined : { id: tab };
    await here.setMode('agent');
    here.propose('ada');
    other.propose('bob');
    await settled();
    here.propose('carla');
    await settled();
    expect([here.shown(), other.shown()]).toEqual(['carla/agent: ', 'bob/agent: ']);
  });
});

describe('the agent’s choice', () => {
  it('is stored with the tab, and whom its page showed', async () => {
    await pageShows('ada');
    const panel = await open('panel');
    panel.propose('bob');
    await vi.waitFor(async () =>
      expect(await read(tabRecipientItem, String(TAB))).toMatchObject({ value: { visitorId: 'bob', shown: 'ada' } }),
    );
  });

  it('stands on the next surface beside this tab, as long as its page shows the same visitor', async () => {
    await pageShows('ada');
    (await open('panel')).propose('bob');
    expect((await open('frame')).shown()).toBe('bob/agent: ');
  });

  it('does not stand when the page shows somebody else meanwhile', async () => {
    await pageShows('ada');
    (await open('panel')).propose('bob');
    await settled();
    await write(entry(contextItem, { visitorId: 'carla' }, String(TAB)));
    await settled();
    expect((await open('frame')).shown()).toBe('carla/agent: ');
  });

  it('stands when the agent comes back to its tab, whatever was chosen beside others meanwhile', async () => {
    await pageShows('ada', TAB + 1);
    const [frame, panel] = [await open('frame'), await open('panel')];
    frame.propose('bob');
    await vi.waitFor(() => expect(panel.shown()).toBe('bob/agent: '));
    panel.beside.value = { id: TAB + 1 };
    await vi.waitFor(() => expect(panel.shown()).toBe('ada/agent: '));
    panel.propose('carla');
    panel.beside.value = { id: TAB };
    await vi.waitFor(() => expect(panel.shown()).toBe('bob/agent: '));
    panel.beside.value = { id: TAB + 1 };
    await vi.waitFor(() => expect(panel.shown()).toBe('carla/agent: '));
    expect(frame.shown()).toBe('bob/agent: ');
  });

  it('gives way to a choice in the context menu, also of whom it was about before', async () => {
    const chosen = (chosenAt: number) =>
      write(entry(contextItem, { visitorId: 'ada', chosen: 'ada', chosenAt }, String(TAB)));
    await chosen(1);
    const panel = await open('panel');
    expect(panel.shown()).toBe('ada/agent: ');
    panel.propose('bob');
    await settled();
    await chosen(2);
    await vi.waitFor(() => expect(panel.shown()).toBe('ada/agent: '));
    panel.propose('bob');
    await settled();
    await chosen(3);
    expect((await open('frame')).shown()).toBe('ada/agent: ');
  });

  it('does not stand beside another tab that shows the same visitor', async () => {
    await pageShows('ada');
    await pageShows('ada', TAB + 1);
    (await open('panel')).propose('bob');
    await settled();
    expect((await open('frame', TAB + 1)).shown()).toBe('ada/agent: ');
  });

  it('F31 stands over a page that changes while a text is there: the agent is asked, and nobody else', async () => {
    await pageShows('ada');
    const [panel, frame] = [await open('panel'), await open('frame')];
    focus.isHere = true;
    await frame.type('for Ada');
    await vi.waitFor(() => expect(panel.shown()).toBe('ada/agent: for Ada'));
    await pageShows('bob');
    await vi.waitFor(() => expect([frame.proposed.value, panel.proposed.value]).toEqual(['bob', 'bob']));
    expect([frame.shown(), panel.shown()]).toEqual(['ada/agent: for Ada', 'ada/agent: for Ada']);
    expect((await open('popup')).proposed.value).toBe('bob');
  });
});

it('what an earlier version stored of the last recipient is still good', async () => {
  await fakeBrowser.storage.local.set({
    [recipientItem.key]: { v: 1, data: { accountId: 'account-1', visitorId: 'ada', mode: 'automated' } },
  });
  expect((await open('panel')).shown()).toBe('ada/automated: ');
});
