import { describe, expect, it } from 'vitest';
import type { From } from '../messaging/sender.ts';
import { err, ok } from '../result.ts';
import { tabOf } from './hosts.ts';
import { defaultSidebar } from './measures.ts';
import { CRM, createSidebarWorld, frameIn, hostIn, ruleOf, SHOP, TAB } from './testing.ts';

const popup: From = { page: 'popup' };

async function open(options: Parameters<typeof createSidebarWorld>[0] = {}) {
  const world = createSidebarWorld(options);
  await world.sites.reconcile();
  await world.sites.changeRules(CRM, () => [ruleOf('a')]);
  await world.hosts.report({ findings: [{ ruleId: 'a', visitor: 'ada' }] }, hostIn());
  const isHidden = async () => (await world.sites.find(CRM))?.isHidden;
  return { ...world, isHidden };
}

/** The frame in the page of the tab, which has proved itself. */
async function withFrame() {
  const world = await open();
  const opened = await world.hosts.open(hostIn());
  if (!opened.ok) throw new Error('not opened');
  await world.hosts.prove({ nonce: opened.value.nonce }, frameIn());
  return world;
}

describe('G-S9 a page that tampers', () => {
  it('makes the frame void, and the toolbar of its tab says so', async () => {
    const { hosts, frames, warn, contexts } = await withFrame();
    await hosts.trouble({ trouble: 'tampered' }, hostIn());
    expect(await frames.isProven(frameIn())).toBe(false);
    expect(warn).toHaveBeenCalledExactlyOnceWith(TAB);
    expect(await contexts.find(TAB)).toMatchObject({ visitorId: 'ada', trouble: 'tampered' });
  });

  it('is forgotten in the toolbar once the agent opens the sidebar again', async () => {
    const { hosts, calm } = await withFrame();
    expect(calm).not.toHaveBeenCalled();
    await hosts.trouble({ trouble: 'tampered' }, hostIn());
    await hosts.open(hostIn());
    expect(calm).toHaveBeenCalledExactlyOnceWith(TAB);
  });

  it('stays one while its dialogs come and go', async () => {
    const { hosts, calm, contexts } = await withFrame();
    for (const trouble of ['tampered', 'inert', null] as const) await hosts.trouble({ trouble }, hostIn());
    expect(await contexts.find(TAB)).toMatchObject({ trouble: 'tampered' });
    await hosts.open(hostIn());
    expect(calm).toHaveBeenCalledTimes(1);
    expect(await contexts.find(TAB)).not.toHaveProperty('trouble');
  });

  it('is not one that shows a dialog: the frame stays', async () => {
    const { hosts, frames, warn, contexts } = await withFrame();
    await hosts.trouble({ trouble: 'inert' }, hostIn());
    expect(await contexts.find(TAB)).toMatchObject({ trouble: 'inert' });
    await hosts.trouble({ trouble: null }, hostIn());
    expect(await contexts.find(TAB)).not.toHaveProperty('trouble');
    expect(await frames.isProven(frameIn())).toBe(true);
    expect(warn).not.toHaveBeenCalled();
  });

  it('reaches its own tab alone', async () => {
    const { hosts, frames, contexts } = await withFrame();
    await hosts.trouble({ trouble: 'tampered' }, hostIn(TAB + 1));
    expect(await frames.isProven(frameIn())).toBe(true);
    expect(await contexts.find(TAB)).not.toHaveProperty('trouble');
  });
});

describe('the sidebar is shown', () => {
  it('by the host that is there', async () => {
    const { hosts, heard, injected } = await open();
    expect(await hosts.show(TAB)).toEqual(ok(undefined));
    expect(heard).toEqual([[TAB, 'show']]);
    expect(injected).toEqual([]);
  });

  it('by a host that comes for this once', async () => {
    const { hosts, heard, injected } = await open({ hosts: [] });
    expect(await hosts.show(TAB)).toEqual(ok(undefined));
    expect(injected).toEqual([[TAB, '/page.js']]);
    expect(heard).toEqual([[TAB, 'show']]);
  });

  it('also where the agent hid it, on the site and everywhere: they changed their mind', async () => {
    const { hosts, sites, sidebar, isHidden, heard } = await open();
    await sites.setHidden(CRM, true);
    await sidebar.save({ isHidden: true });
    expect(await hosts.show(TAB)).toEqual(ok(undefined));
    expect(await isHidden()).toBe(false);
    expect(await sidebar.read()).toMatchObject({ isHidden: false });
    expect(heard).toEqual([
      [TAB, 'report'],
      [TAB, 'show'],
    ]);
  });

  it('by the key too: what was hidden is shown, and not taken away by the next report', async () => {
    const { hosts, sites, isHidden, heard } = await open();
    expect(await hosts.toggle(TAB)).toBe(true);
    expect(heard).toEqual([[TAB, 'toggle']]);
    await sites.setHidden(CRM, true);
    expect(await hosts.toggle(TAB)).toBe(true);
    expect(await isHidden()).toBe(false);
    expect(heard.at(-1)).toEqual([TAB, 'show']);
  });

  it('by a host that comes for this once, on a site that was hidden: it is known only when the host says hello', async () => {
    const { hosts, sites, contexts, isHidden } = await open({ hosts: [] });
    await sites.setHidden(CRM, true);
    await contexts.clear(TAB);
    await hosts.show(TAB);
    expect(await hosts.hello({ isFresh: true }, hostIn())).toMatchObject({ value: { isHidden: false } });
    expect(await isHidden()).toBe(false);
    await sites.setHidden(CRM, true);
    expect(await hosts.hello({ isFresh: true }, hostIn())).toMatchObject({ value: { isHidden: true } });
  });

  it('nowhere where no script may come', async () => {
    const { hosts } = await open({ hosts: [], shut: [TAB] });
    expect(await hosts.show(TAB)).toEqual(err({ kind: 'no-access' }));
  });

  it('nowhere where the host does not answer, and it is not tried again and again', async () => {
    const { hosts, link, injected } = await open({ hosts: [] });
    link.tell = async () => false;
    expect(await hosts.show(TAB)).toEqual(err({ kind: 'no-access' }));
    expect(injected).toHaveLength(1);
  });
});

describe('the sidebar is hidden', () => {
  it('by the frame itself, which goes back to the handle', async () => {
    const { hosts, heard } = await open();
    await hosts.close(frameIn());
    expect(heard).toEqual([[TAB, 'hide']]);
  });

  it('on this page until it is loaded anew; nothing is kept of that', async () => {
    const { hosts, heard, isHidden, sidebar } = await open();
    await hosts.hide({ until: 'reload' }, frameIn());
    expect(heard).toEqual([[TAB, 'remove']]);
    expect(await isHidden()).toBe(false);
    expect(await sidebar.read()).toEqual(defaultSidebar);
  });

  it('on all pages of this site', async () => {
    const { hosts, heard, isHidden } = await open();
    await hosts.hide({ until: 'site' }, frameIn());
    // They ask anew, and hear that they are not wanted.
    expect(heard).toEqual([[CRM, 'report']]);
    expect(await isHidden()).toBe(true);
  });

  it('everywhere', async () => {
    const { hosts, heard, isHidden, sidebar } = await open({ hosts: [TAB, TAB + 1] });
    await hosts.hide({ until: 'everywhere' }, frameIn());
    expect(heard).toEqual([
      [TAB, 'report'],
      [TAB + 1, 'report'],
    ]);
    expect(await sidebar.read()).toMatchObject({ isHidden: true });
    expect(await isHidden()).toBe(false);
  });

  it.each(['site', 'everywhere'] as const)(
    '%s stays on screen, and says why, when that cannot be stored',
    async (until) => {
      const { hosts, heard, sites, sidebar } = await open();
      const failed = err({ kind: 'storage-corrupt' } as const);
      sites.setHidden = async () => failed;
      sidebar.save = async () => failed;
      expect(await hosts.hide({ until }, frameIn())).toEqual(failed);
      expect(heard).toEqual([]);
    },
  );

  it('in the tab that the popup names, but in no other tab by a frame', async () => {
    const { hosts, heard } = await open({ hosts: [TAB, TAB + 1] });
    await hosts.hide({ until: 'reload', tabId: TAB + 1 }, popup);
    await hosts.hide({ until: 'reload', tabId: TAB + 1 }, frameIn());
    expect(heard).toEqual([
      [TAB + 1, 'remove'],
      [TAB, 'remove'],
    ]);
  });

  it('nowhere when nobody says where', async () => {
    const { hosts, heard } = await open();
    expect(await hosts.hide({ until: 'site' }, popup)).toEqual(ok(undefined));
    expect(heard).toEqual([]);
  });
});

it('G-S5 a frame can only mean its own tab', () => {
  expect(tabOf(frameIn(), TAB + 1)).toBe(TAB);
  expect(tabOf({ page: 'frame' }, TAB + 1)).toBeUndefined();
  expect(tabOf(popup, TAB + 1)).toBe(TAB + 1);
  expect(tabOf({ page: 'popup', tabId: 3 })).toBe(3);
});

describe('the place of the sidebar', () => {
  it('is the same in every tab', async () => {
    const { hosts, heard } = await open({ hosts: [TAB, TAB + 1] });
    const placed = { side: 'left', width: 400, handleAt: 20 } as const;
    expect(await hosts.place({ change: placed }, hostIn())).toEqual(ok({ ...placed, isHidden: false }));
    expect(heard).toEqual([
      [TAB, 'place'],
      [TAB + 1, 'place'],
    ]);
  });

  it('keeps what is not named', async () => {
    const { hosts, sidebar } = await open();
    await hosts.place({ change: { width: 300 } }, popup);
    await hosts.place({ change: { side: undefined, handleAt: 10 } }, popup);
    expect(await sidebar.read()).toEqual({ ...defaultSidebar, width: 300, handleAt: 10 });
  });

  it('G-S4 is all that a page may say of it: it cannot take the sidebar from other pages, nor bring it back', async () => {
    const { hosts, sidebar } = await open();
    await hosts.place({ change: { isHidden: true, width: 300 } }, hostIn());
    expect(await sidebar.read()).toEqual({ ...defaultSidebar, width: 300 });
    await hosts.place({ change: { isHidden: true } }, { page: 'options' });
    await hosts.place({ change: { isHidden: false } }, hostIn());
    expect(await sidebar.read()).toMatchObject({ isHidden: true });
  });
});

describe('all hosts', () => {
  it('hear that a site was lost; each knows whether it is on it', async () => {
    const { hosts, heard } = await open({ hosts: [TAB, TAB + 1] });
    await hosts.endOn([CRM]);
    expect(heard).toEqual([TAB, TAB + 1].map((tab) => [tab, 'end']));
  });

  it('ask anew when the agent hides or shows the sidebar everywhere in the settings', async () => {
    const { hosts, heard } = await open();
    await hosts.place({ change: { isHidden: true } }, { page: 'options' });
    await hosts.place({ change: { side: 'left' } }, { page: 'options' });
    expect(heard.map(([, say]) => say)).toEqual(['place', 'report', 'place']);
  });
});

describe('what is known of a tab', () => {
  it('is also that a frame of ours is in it, when the background has just started', async () => {
    const { hosts } = await open();
    await hosts.forgetTab(TAB);
    expect(hosts.isMounted({ id: TAB, url: `${CRM}/1` })).toBe(false);
    await hosts.note(frameIn());
    expect(hosts.isMounted({ id: TAB, url: `${CRM}/1` })).toBe(true);
  });

  it('is looked at again where its host is', async () => {
    const { hosts, heard, contexts } = await open();
    await hosts.refresh({ tabId: TAB });
    expect(heard).toEqual([[TAB, 'report']]);
    expect(await contexts.find(TAB)).toMatchObject({ visitorId: 'ada' });
    expect(hosts.isMounted({ id: TAB })).toBe(true);
    // The tab has gone on to another site since, and nobody said so.
    expect(hosts.isMounted({ id: TAB, url: `${SHOP}/` })).toBe(false);
    expect(hosts.isMounted({ id: TAB, url: `${CRM}/customers/5` })).toBe(true);
  });

  it('is nothing any more where no host is left', async () => {
    const { hosts, listening, contexts } = await open();
    listening.delete(TAB);
    await hosts.refresh({ tabId: TAB });
    expect(await contexts.find(TAB)).toBeUndefined();
    expect(hosts.isMounted({ id: TAB })).toBe(false);
  });

  it('is still whom the agent chose in the context menu, where there never was a host', async () => {
    const { hosts, contexts } = await open({ hosts: [] });
    await contexts.choose(TAB + 1, 'chosen', 1);
    await hosts.refresh({ tabId: TAB + 1 });
    expect(await contexts.find(TAB + 1)).toEqual({ visitorId: '', chosen: 'chosen', chosenAt: 1 });
  });

  it('goes when the tab is closed, with the right of its frame', async () => {
    const { hosts, frames, contexts } = await withFrame();
    await hosts.forgetTab(TAB);
    expect(await contexts.find(TAB)).toBeUndefined();
    expect(await frames.isProven(frameIn())).toBe(false);
    expect(hosts.isMounted({ id: TAB })).toBe(false);
  });
});
