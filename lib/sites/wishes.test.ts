import { describe, expect, it, vi } from 'vitest';
import { CRM, createFakeLink, SHOP, TAB } from './testing.ts';
import { createWishes } from './wishes.ts';

const MINUTE = 60_000;

function open(options: Parameters<typeof createFakeLink>[0] = { hosts: [] }) {
  const clock = { now: 1_700_000_000_000 };
  const said = createFakeLink(options);
  const unhide = vi.fn(async (_: string) => undefined);
  return { ...said, clock, unhide, wishes: createWishes({ link: said.link, unhide, now: () => clock.now }) };
}

describe('a site that the agent asked for', () => {
  it('has its sidebar in the tab, open, as soon as the browser grants it, once', async () => {
    const { wishes, injected, heard } = open();
    await wishes.note(CRM, TAB);
    await wishes.fulfil([SHOP, CRM]);
    expect(injected).toEqual([[TAB, '/page.js']]);
    expect(heard).toEqual([[TAB, 'show']]);
    await wishes.fulfil([SHOP, CRM]);
    expect(heard).toHaveLength(1);
  });

  it('is no longer hidden, even if the agent had hidden it before', async () => {
    const { wishes, unhide } = open();
    await wishes.note(CRM, TAB);
    await wishes.fulfil([SHOP]);
    expect(unhide).not.toHaveBeenCalled();
    await wishes.fulfil([CRM]);
    expect(unhide).toHaveBeenCalledExactlyOnceWith(CRM);
  });

  it('is served once when two events come at the same time', async () => {
    const { wishes, heard } = open();
    await wishes.note(CRM, TAB);
    await Promise.all([wishes.fulfil([CRM]), wishes.fulfil([CRM])]);
    expect(heard).toEqual([[TAB, 'show']]);
  });

  it('uses the host that came there for once', async () => {
    const { wishes, injected, heard } = open({ hosts: [TAB] });
    await wishes.note(CRM, TAB);
    await wishes.fulfil([CRM]);
    expect(injected).toEqual([]);
    expect(heard).toEqual([
      [TAB, 'report'],
      [TAB, 'show'],
    ]);
  });

  it('still has it when the browser’s question stood for two minutes, but not later', async () => {
    const { wishes, clock, heard } = open();
    await wishes.note(CRM, TAB);
    clock.now += 2 * MINUTE + 1;
    await wishes.fulfil([CRM]);
    expect(heard).toEqual([]);
    await wishes.note(CRM, TAB);
    clock.now += 2 * MINUTE;
    await wishes.fulfil([CRM]);
    expect(heard).toEqual([[TAB, 'show']]);
  });

  it('waits while another is granted, or nothing', async () => {
    const { wishes, heard, injected } = open();
    await wishes.note(CRM, TAB);
    await wishes.fulfil([]);
    await wishes.fulfil([SHOP]);
    await wishes.fulfil(['http://crm.example']);
    expect([...heard, ...injected]).toEqual([]);
    await wishes.fulfil([CRM]);
    expect(heard).toEqual([[TAB, 'show']]);
  });

  it('is the last one: an earlier wish is given up', async () => {
    const { wishes, heard } = open();
    await wishes.note(CRM, TAB);
    await wishes.note(SHOP, TAB + 1);
    await wishes.fulfil([CRM, SHOP]);
    expect(heard).toEqual([[TAB + 1, 'show']]);
  });

  it('comes to no tab when it was asked for in the settings, or is no site', async () => {
    const { wishes, heard, injected } = open();
    await wishes.note(CRM);
    await wishes.fulfil([CRM]);
    await wishes.note('chrome://extensions', TAB);
    await wishes.fulfil([CRM]);
    expect([...heard, ...injected]).toEqual([]);
  });

  it('is remembered by a background that was started anew meanwhile', async () => {
    await open().wishes.note(CRM, TAB);
    const { wishes, heard } = open();
    await wishes.fulfil([CRM]);
    expect(heard).toEqual([[TAB, 'show']]);
  });
});
