// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { CommandData, CommandName } from '../messaging/contract.ts';
import { err, ok } from '../result.ts';
import { accountsItem } from '../storage/items/accounts.ts';
import { intentItem } from '../storage/items/messages.ts';
import { entry, idsOf, write } from '../storage/local.ts';
import { createWorkspace } from './workspace.ts';

const NOT_IN_SIGHT = err({ kind: 'not-in-sight' });
const id = 'm-1';
type Given = { [N in CommandName]: [name: N, data: CommandData<N>] }[CommandName];
const guarded: Given[] = [
  ['message/send-now', { id }],
  ['message/edit', { id, text: 'New', seen: 'Old' }],
  ['message/delete', { id, seen: 'Old' }],
  ['message/send-again', { id }],
  ['message/send-anyway', { id }],
  ['message/arrived', { id }],
  ['visitor/forget', { visitorId: 'ada' }],
];
const free: Given[] = [
  ['presence/set', { wish: 'off' }],
  ['presence/refresh', { reason: 'page-opened' }],
  ['message/undo', { id }],
  ['draft/keep', { draft: {} as never }],
  ['frame/close', {}],
];

let asked: ReturnType<typeof vi.fn>;
beforeEach(async () => {
  asked = vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockResolvedValue(ok(undefined)) as never;
  await write(entry(accountsItem, { current: 'account-1', byId: { 'account-1': { accountId: 'account-1' } } }));
});

/** The frame in a page, and whether the agent sees it. */
async function openFrame({ isSeen = false } = {}) {
  const sight = { isSeen };
  const guard = { mayAct: () => sight.isSeen, isKeyboardTaken: signal(false) };
  const view = createWorkspace({ surface: 'frame', tab: signal({ id: 7 }), guard });
  await view.ready;
  view.composer.propose('ada');
  await view.composer.change({ text: 'Hello' });
  asked.mockClear();
  return { view, sight, ask: view.ask as (...given: Given) => Promise<unknown>, guard };
}

describe('G-S9 in a frame that is not in sight', () => {
  it.each(guarded)('%s asks nothing', async (...given) => {
    const { ask } = await openFrame();
    expect(await ask(...given)).toEqual(NOT_IN_SIGHT);
    expect(asked).not.toHaveBeenCalled();
  });

  it('nothing is sent or stored for sending, and the text stays', async () => {
    const { view } = await openFrame();
    const { text, id } = view.composer.draft.value;
    const set = vi.spyOn(browser.storage.local, 'set');
    expect(await view.composer.send()).toEqual(NOT_IN_SIGHT);
    expect(asked).not.toHaveBeenCalled();
    expect(set).not.toHaveBeenCalled();
    expect(await idsOf(intentItem)).toEqual([]);
    expect(view.composer.draft.value).toMatchObject({ text, id });
  });

  it.each(free)('%s is possible: it sends and deletes nothing', async (...given) => {
    const { ask } = await openFrame();
    expect(await ask(...given)).toEqual(ok(undefined));
    expect(asked).toHaveBeenCalledExactlyOnceWith({ name: given[0], data: given[1] });
  });
});

describe('in a frame that the agent sees', () => {
  it.each(guarded)('%s goes to the background', async (...given) => {
    const { ask } = await openFrame({ isSeen: true });
    expect(await ask(...given)).toEqual(ok(undefined));
    expect(asked).toHaveBeenCalledExactlyOnceWith({ name: given[0], data: given[1] });
  });

  it('a text is sent, once it is seen', async () => {
    const { view, sight } = await openFrame();
    await view.composer.send();
    sight.isSeen = true;
    expect(await view.composer.send()).toEqual(ok(undefined));
    expect(view.composer.draft.value.text).toBe('');
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('is said when the page took the keyboard', async () => {
    const { view, guard } = await openFrame();
    expect(view.isKeyboardTaken.value).toBe(false);
    guard.isKeyboardTaken.value = true;
    expect(view.isKeyboardTaken.value).toBe(true);
  });
});

it('popup and panel belong to the browser, so nothing there has to wait', async () => {
  const { ask, isKeyboardTaken } = createWorkspace();
  expect(await ask('message/send-now', { id })).toEqual(ok(undefined));
  expect(isKeyboardTaken.value).toBe(false);
});
