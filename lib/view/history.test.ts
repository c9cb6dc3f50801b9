// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { later } from '../../components/testing.ts';
import { sentOf } from '../messages/history-testing.ts';
import type { HistoryQuery } from '../messaging/contract.ts';
import { err, ok } from '../result.ts';
import { messageItem } from '../storage/items/messages.ts';
import { entry, write } from '../storage/local.ts';
import { createHistoryView, everything } from './history.ts';
import { PAGE } from './history-results.ts';

type Asked = { name: string; data: { query: HistoryQuery; offset: number; limit: number } };

const messages = Array.from({ length: 450 }, (_, n) => sentOf(`m-${n}`, 1000 - n));

/** A background with these messages; `answer` may say something else to a command. */
function background(answer: (asked: Asked) => unknown = () => undefined) {
  return vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockImplementation(async (message) => {
    const asked = message as Asked;
    const other = answer(asked);
    if (other !== undefined) return other;
    const { offset, limit } = asked.data;
    if (asked.name === 'history/find')
      return ok({ total: messages.length, days: [{ start: 0, count: messages.length }] });
    return asked.name === 'history/page' ? ok(messages.slice(offset, offset + limit)) : ok(undefined);
  });
}
const namesOf = (asked: ReturnType<typeof background>) => asked.mock.calls.map(([message]) => (message as Asked).name);

async function open() {
  const view = createHistoryView(() => 1);
  await view.ready;
  await vi.waitFor(() => expect(view.results.value.kind).not.toBe('loading'));
  return view;
}
const totalOf = ({ results: { value } }: Awaited<ReturnType<typeof open>>) =>
  value.kind === 'found' ? value.total : value.kind;

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('history', () => {
  it('counts everything first and fetches only what is looked at, each part once', async () => {
    const asked = background();
    const view = await open();
    expect(totalOf(view)).toBe(450);
    expect(view.at(0)).toBe('loading');
    view.want(90, 210);
    view.want(95, 215);
    await vi.waitFor(() => expect(view.at(210)).toEqual(messages[210]));
    expect(view.at(0)).toEqual(messages[0]);
    expect(view.at(300)).toBe('loading');
    const offsets = asked.mock.calls.map(([message]) => (message as Asked).data).flatMap(({ offset }) => offset ?? []);
    expect(offsets).toEqual([0, PAGE, 2 * PAGE]);
  });

  it('says of a message that cannot be read that it cannot', async () => {
    background(({ name }) => (name === 'history/page' ? ok(messages.slice(0, PAGE - 1)) : undefined));
    const view = await open();
    view.want(0, 10);
    await vi.waitFor(() => expect(view.at(PAGE - 1)).toBe('unreadable'));
  });

  it('searches once when nothing more is typed', async () => {
    const asked = background();
    const view = await open();
    for (const text of ['p', 'pa', 'par']) view.filter({ text });
    expect(view.query.value.text).toBe('par');
    await vi.advanceTimersByTimeAsync(149);
    expect(namesOf(asked)).toEqual(['history/find']);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toHaveBeenLastCalledWith({ name: 'history/find', data: { query: { ...everything, text: 'par' } } });
    expect(namesOf(asked)).toHaveLength(2);
  });

  it('drops the answer to what was asked before', async () => {
    const slow = later<unknown>();
    background(({ name, data }) => {
      if (name !== 'history/find' || data.query.text === '') return undefined;
      return data.query.text === 'slow' ? slow.promise : ok({ total: 2, days: [] });
    });
    const view = await open();
    view.filter({ text: 'slow' });
    await vi.advanceTimersByTimeAsync(150);
    view.filter({ text: 'quick' });
    await vi.advanceTimersByTimeAsync(150);
    await vi.waitFor(() => expect(totalOf(view)).toBe(2));
    slow.answer(ok({ total: 99, days: [] }));
    await vi.advanceTimersByTimeAsync(1);
    expect(totalOf(view)).toBe(2);
  });

  it('looks again when a message is stored, and keeps what is on screen until then', async () => {
    const asked = background();
    const view = await open();
    view.want(0, 10);
    await vi.waitFor(() => expect(view.at(0)).toEqual(messages[0]));
    await write(entry(messageItem, sentOf('new', 5), 'new'));
    await vi.advanceTimersByTimeAsync(150);
    expect(namesOf(asked)).toEqual(['history/find', 'history/page', 'history/find']);
    expect(view.at(0)).toEqual(messages[0]);
    view.want(0, 10);
    expect(namesOf(asked)).toHaveLength(4);
  });

  it('G-R9 says when history cannot be read, and can be asked again', async () => {
    let isBroken = true;
    background(() => (isBroken ? err({ kind: 'storage-unavailable' }) : undefined));
    const view = await open();
    expect(view.results.value).toEqual({ kind: 'failed' });
    isBroken = false;
    await view.search();
    expect(totalOf(view)).toBe(450);
    isBroken = true;
    view.want(0, 10);
    await vi.waitFor(() => expect(view.results.value).toEqual({ kind: 'failed' }));
  });

  it('shows what is stored and cannot be read', async () => {
    background();
    await browser.storage.local.set({ 'message:m': 'corrupt' });
    const view = await open();
    expect(view.unreadable.value).toEqual([{ key: 'message:m', kind: 'corrupt', stored: 'corrupt' }]);
  });

  it('G-R9 opens while the browser’s storage is out of order', async () => {
    background();
    vi.spyOn(browser.storage.local, 'get').mockRejectedValue(new Error('disk'));
    const view = await open();
    expect([totalOf(view), view.unreadable.value, view.retentionDays.value]).toEqual([450, [], 30]);
  });

  it('follows how long history is kept, and asks the background to change it', async () => {
    const asked = background();
    const view = await open();
    await browser.storage.local.set({ 'message-settings': { v: 1, data: { undoWindowS: 5, retentionDays: 7 } } });
    expect(view.retentionDays.value).toBe(7);
    await view.setRetention(0);
    expect(asked).toHaveBeenLastCalledWith({ name: 'message-settings/save', data: { change: { retentionDays: 0 } } });
  });

  it('shows what is left after a wipe', async () => {
    const asked = background();
    const view = await open();
    expect(await view.wipe()).toEqual(ok(undefined));
    expect(namesOf(asked)).toEqual(['history/find', 'history/wipe', 'history/find']);
  });
});

describe('an export', () => {
  const choice = { format: 'json', withText: true, withVisitors: false } as const;

  it('holds everything that fits, fetched in portions', async () => {
    background();
    const view = await open();
    const told = vi.fn();
    const made = await view.export(choice, told, new AbortController().signal);
    expect(made.ok && JSON.parse(made.value.join(''))).toHaveLength(450);
    expect(told.mock.calls).toEqual([
      [200, 450],
      [400, 450],
      [450, 450],
    ]);
  });

  it('is of what the filters say now', async () => {
    const asked = background();
    const view = await open();
    view.filter({ mode: 'automated' });
    await view.export(choice, () => undefined, new AbortController().signal);
    for (const [message] of asked.mock.calls.slice(1)) {
      expect((message as Asked).data.query).toEqual({ ...everything, mode: 'automated' });
    }
  });

  it('ends when nobody waits for it any more', async () => {
    const asked = background();
    const view = await open();
    const stop = new AbortController();
    await view.export(choice, () => stop.abort(), stop.signal);
    expect(namesOf(asked).filter((name) => name === 'history/page')).toHaveLength(1);
  });

  it('G-R9 fails as a whole when a portion cannot be read', async () => {
    background(({ name, data }) =>
      name === 'history/page' && data.offset > 0 ? err({ kind: 'storage-unavailable' }) : undefined,
    );
    const view = await open();
    const made = await view.export(choice, () => undefined, new AbortController().signal);
    expect(made).toEqual(err({ kind: 'storage-unavailable' }));
  });
});
