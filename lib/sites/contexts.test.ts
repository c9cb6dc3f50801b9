import { describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { type Context, contextItem } from '../storage/items/context.ts';
import { tabRecipientItem } from '../storage/items/messages.ts';
import { entry, write } from '../storage/local.ts';
import { createContexts } from './contexts.ts';
import { CRM, TAB } from './testing.ts';

const ada: Context = { visitorId: 'ada', name: 'Ada', origin: CRM };
const watchWrites = () => vi.spyOn(browser.storage.local, 'set');

describe('what a tab shows', () => {
  it('is what its page said last', async () => {
    const contexts = createContexts();
    expect(await contexts.find(TAB)).toBeUndefined();
    await contexts.show(TAB, ada);
    await contexts.show(TAB, { visitorId: 'bob', origin: CRM });
    expect(await contexts.find(TAB)).toEqual({ visitorId: 'bob', origin: CRM });
    expect(await contexts.find(TAB + 1)).toBeUndefined();
  });

  it('keeps the trouble with its sidebar until that is over', async () => {
    const contexts = createContexts();
    await contexts.show(TAB, ada);
    await contexts.setTrouble(TAB, 'inert');
    await contexts.show(TAB, { visitorId: 'bob' });
    expect(await contexts.find(TAB)).toEqual({ visitorId: 'bob', trouble: 'inert' });
    await contexts.setTrouble(TAB, 'tampered');
    expect(await contexts.find(TAB)).toEqual({ visitorId: 'bob', trouble: 'tampered' });
    await contexts.setTrouble(TAB, undefined);
    expect(await contexts.find(TAB)).toEqual({ visitorId: 'bob' });
  });

  it('asks no more once the agent has said whether the rule is right', async () => {
    const contexts = createContexts();
    await contexts.show(TAB, { ...ada, asksAbout: 'rule-1' });
    await contexts.settle(TAB);
    expect(await contexts.find(TAB)).toEqual(ada);
  });

  it('wakes nobody when the page says nothing new', async () => {
    const contexts = createContexts();
    await contexts.show(TAB, ada);
    const set = watchWrites();
    await contexts.show(TAB, { ...ada });
    await contexts.settle(TAB);
    await contexts.setTrouble(TAB, undefined);
    expect(set).not.toHaveBeenCalled();
  });

  it('loses nothing of what is said at the same time', async () => {
    const contexts = createContexts();
    await Promise.all([
      contexts.show(TAB, { ...ada, asksAbout: 'rule-1' }),
      contexts.setTrouble(TAB, 'inert'),
      contexts.settle(TAB),
      contexts.show(TAB + 1, { visitorId: 'bob' }),
    ]);
    expect(await contexts.find(TAB)).toEqual({ ...ada, trouble: 'inert' });
    expect(await contexts.find(TAB + 1)).toEqual({ visitorId: 'bob' });
  });

  it('goes with the tab, alone', async () => {
    const contexts = createContexts();
    for (const tabId of [1, 2, 12]) await contexts.show(tabId, ada);
    await contexts.clear(1);
    expect(await contexts.find(1)).toBeUndefined();
    expect(await contexts.find(12)).toEqual(ada);
  });

  it('goes with a new run of the browser, whose tabs may have the same numbers, and so does whom the agent wrote to', async () => {
    await createContexts().show(TAB, ada);
    await write(entry(tabRecipientItem, { visitorId: 'bob', mode: 'agent', surface: 's-1' }, String(TAB)));
    // The background started anew, the browser did not.
    expect(await createContexts().find(TAB)).toEqual(ada);
    await browser.storage.session.clear();
    const contexts = createContexts();
    await contexts.show(TAB + 1, { visitorId: 'carla' });
    expect(await contexts.find(TAB)).toBeUndefined();
    expect(Object.keys(await browser.storage.local.get(null))).toEqual([`context:${TAB + 1}`]);
    expect(await contexts.find(TAB + 1)).toEqual({ visitorId: 'carla' });
  });

  it('goes with its tab, and so does whom the agent wrote to beside it', async () => {
    const contexts = createContexts();
    for (const tabId of [1, 12]) {
      await contexts.show(tabId, ada);
      await write(entry(tabRecipientItem, { visitorId: 'bob', mode: 'agent', surface: 's-1' }, String(tabId)));
    }
    await contexts.forget(1);
    expect(Object.keys(await browser.storage.local.get(null)).toSorted()).toEqual(['context:12', 'recipient:12']);
  });

  it('goes at the next start of the background, with the tabs that are not there any more', async () => {
    const contexts = createContexts();
    for (const tabId of [1, 2, 12]) await contexts.show(tabId, ada);
    await contexts.prune([2, 99]);
    expect(Object.keys(await browser.storage.local.get(null))).toEqual(['context:2']);
    const removed = vi.spyOn(browser.storage.local, 'remove');
    await contexts.prune([2]);
    expect(removed).not.toHaveBeenCalled();
  });

  it('begins anew where what is stored cannot be read: it is only about an open tab', async () => {
    await browser.storage.session.set({ 'contexts-begun': true });
    await browser.storage.local.set({ [contextItem.key + TAB]: { v: 2, data: 'junk' } });
    const contexts = createContexts();
    expect(await contexts.find(TAB)).toBeUndefined();
    await contexts.show(TAB, ada);
    expect(await contexts.find(TAB)).toEqual(ada);
  });

  it('is also what version 1 had stored', async () => {
    await browser.storage.session.set({ 'contexts-begun': true });
    await browser.storage.local.set({ [contextItem.key + TAB]: { v: 1, data: { visitorId: 'ada' } } });
    expect(await createContexts().find(TAB)).toEqual({ visitorId: 'ada' });
  });

  it('stays when storage is full, without an error', async () => {
    await browser.storage.session.set({ 'contexts-begun': true });
    const contexts = createContexts();
    await write(entry(contextItem, ada, String(TAB)));
    watchWrites().mockRejectedValueOnce(new Error('full'));
    await contexts.show(TAB, { visitorId: 'bob' });
    expect(await contexts.find(TAB)).toEqual(ada);
  });

  it('keeps whom the agent chose as long as the page names the same visitor', async () => {
    const contexts = createContexts();
    await contexts.show(7, { visitorId: 'ada' });
    await contexts.choose(7, 'bob', 1);
    await contexts.show(7, { visitorId: 'ada' });
    expect(await contexts.find(7)).toEqual({ visitorId: 'ada', chosen: 'bob', chosenAt: 1 });
    await contexts.show(7, { visitorId: 'carla' });
    expect(await contexts.find(7)).toEqual({ visitorId: 'carla' });
  });
});
