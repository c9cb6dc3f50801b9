import { signal } from '@preact/signals';
import { describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { CURRENT_DRAFT, type Draft, draftItem, type Intent, intentItem } from '../storage/items/messages.ts';
import { entry, read, write } from '../storage/local.ts';
import { createDraft } from './draft.ts';
import { createFollower } from './follow.ts';

const NOW = 1_700_000_000_000;

function openSurface(sentIds = signal<string[]>([])) {
  const follower = createFollower();
  const surface = createDraft(follower, { sentIds, accountId: signal('account-1'), now: () => NOW });
  return { ...surface, sentIds, ready: follower.load() };
}

const stored = async (): Promise<Draft> => {
  const reading = await read(draftItem, CURRENT_DRAFT);
  if (reading.kind !== 'value') throw new Error(reading.kind);
  return reading.value;
};

describe('a draft', () => {
  it('G-R1 is stored in the very tick of each key press', async () => {
    const { change } = openSurface();
    const set = vi.spyOn(browser.storage.local, 'set');
    void change({ text: 'H', caret: 1 });
    void change({ text: 'He', caret: 2 });
    expect(set).toHaveBeenCalledTimes(2);
    await vi.waitFor(async () =>
      expect(await stored()).toMatchObject({ accountId: 'account-1', text: 'He', caret: 2 }),
    );
  });

  it('comes back on the next surface with visitor, mode and caret', async () => {
    const first = openSurface();
    await first.change({ visitorId: 'ada', mode: 'automated', text: 'Hello', caret: 3 });
    const second = openSurface();
    await second.ready;
    const { id, visitorId, mode, text, caret } = second.draft.value;
    expect({ visitorId, mode, text, caret }).toEqual({ visitorId: 'ada', mode: 'automated', text: 'Hello', caret: 3 });
    expect(id).toBe(first.draft.value.id);
  });

  it('is not undone by the late echo of its own writes, but follows those of another surface', async () => {
    const { draft, change } = openSurface();
    await change({ text: 'older' });
    const echo = await stored();
    await change({ text: 'newer' });
    await write(entry(draftItem, echo, CURRENT_DRAFT));
    expect(draft.value.text).toBe('newer');
    await write(entry(draftItem, { ...echo, surface: 'other', text: 'from the other window' }, CURRENT_DRAFT));
    await vi.waitFor(() => expect(draft.value.text).toBe('from the other window'));
  });

  it('starts anew when a message with its id was sent by a page that could not empty it any more', async () => {
    const { draft, change, sentIds } = openSurface();
    await change({ visitorId: 'ada', text: 'Sent already' });
    const { id } = draft.value;
    sentIds.value = [id];
    expect(draft.value).toMatchObject({ visitorId: 'ada', text: '', accountId: 'account-1' });
    expect(draft.value.id).not.toBe(id);
  });
});

describe('a confirmed send', () => {
  const intentOf = async (id: string): Promise<Intent | undefined> => {
    const reading = await read(intentItem, id);
    return reading.kind === 'value' ? reading.value : undefined;
  };

  it('G-R1 F21 is stored together with the emptied draft, and told, in the tick of Enter', async () => {
    const { draft, change, send } = openSurface();
    await change({ visitorId: ' ada ', text: 'Hello', caret: 5 });
    const { id } = draft.value;
    const set = vi.spyOn(browser.storage.local, 'set');
    const told = vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockResolvedValue({ ok: true, value: undefined });
    const sending = send();
    expect(set).toHaveBeenCalledTimes(1);
    expect(Object.keys(set.mock.calls[0]?.[0] ?? {}).sort()).toEqual(['draft:current', `intent:${id}`]);
    expect(told).toHaveBeenCalledTimes(1);
    expect(draft.value.text).toBe('');
    expect((await sending).ok).toBe(true);
    expect(await intentOf(id)).toMatchObject({
      visitorId: 'ada',
      text: 'Hello',
      accountId: 'account-1',
      confirmedAt: NOW,
    });
    expect(await stored()).toMatchObject({ text: '', accountId: 'account-1' });
    expect((await stored()).id).not.toBe(id);
  });

  it('G-R9 gives the text back when it could be neither stored nor told', async () => {
    const { draft, change, send } = openSurface();
    await change({ visitorId: 'ada', text: 'Hello' });
    vi.spyOn(browser.storage.local, 'set').mockRejectedValue(new Error('quota'));
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockRejectedValue(new Error('dead'));
    expect(await send()).toEqual({ ok: false, failure: { kind: 'storage-unavailable' } });
    expect(draft.value.text).toBe('Hello');
  });

  it('G-R9 gives the text back, under its id, when the background could not record it', async () => {
    const { draft, change, send } = openSurface();
    await change({ visitorId: 'ada', text: 'Hello', caret: 5 });
    const before = draft.value;
    const failed = { ok: false, failure: { kind: 'storage-unavailable' } };
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockResolvedValue(failed);
    expect(await send()).toEqual(failed);
    expect(draft.value).toEqual(before);
  });

  it('counts as taken when it is stored and the background gives no answer', async () => {
    const { draft, change, send } = openSurface();
    await change({ visitorId: 'ada', text: 'Hello' });
    const { id } = draft.value;
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockRejectedValue(new Error('dead'));
    expect(await send()).toEqual({ ok: true, value: undefined });
    expect(draft.value.text).toBe('');
    expect(await intentOf(id)).toMatchObject({ text: 'Hello' });
  });

  it('counts as taken when the write is lost but the background has it', async () => {
    const { draft, change, send } = openSurface();
    await change({ visitorId: 'ada', text: 'Hello' });
    vi.spyOn(browser.storage.local, 'set').mockRejectedValue(new Error('the page is closing'));
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockResolvedValue({ ok: true, value: undefined });
    expect((await send()).ok).toBe(true);
    expect(draft.value.text).toBe('');
  });
});
