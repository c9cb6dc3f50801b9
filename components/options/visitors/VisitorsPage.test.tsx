// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { err } from '../../../lib/result.ts';
import { expectAccessible } from '../../../lib/testing/axe.ts';
import { savedFiles } from '../../history/history-testing.tsx';
import { visitorOf } from '../../workspace/visitor-testing.ts';
import { ADA, BRUNO, openVisitors, PINNED, remember, rememberThread } from './visitors-testing.tsx';

const names = () => screen.queryAllByRole('article').map((row) => row.querySelector('bdi')?.textContent);
const row = (name: string) => screen.getByRole('article', { name });
const inRow = (name: string, button: string) => within(row(name)).getByRole('button', { name: button });
const dialog = () => within(screen.getByRole('dialog'));
const search = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Search visitors' });

describe('the list', () => {
  it('has pinned visitors first, then those seen last, with what is known of them', async () => {
    const { container } = await openVisitors();
    expect(names()).toEqual(['Carla', 'Ada', 'Bruno']);
    expect(screen.getByText('3 visitors', { exact: false })).toBeTruthy();
    expect(row('Ada').textContent).toContain('c-1 · Ada Lovelace · Portuguese · likes wool · last seen ');
    expect(row('Bruno').textContent).toContain('c-2 · last seen ');
    await expectAccessible(container);
  });

  it('shows an ID when nothing else is known, in whatever direction', async () => {
    const { container } = await openVisitors([visitorOf('عميل-7'), visitorOf('x'.repeat(500))]);
    expect(names()).toEqual(['عميل-7', 'x'.repeat(500)]);
    await expectAccessible(container);
  });

  it('finds by name, whatever the accents, and says how many', async () => {
    const { user, container } = await openVisitors();
    await user.type(search(), 'brunó');
    expect(names()).toEqual(['Bruno']);
    expect(screen.getByText(/^1 visitor/)).toBeTruthy();
    await user.type(search(), 'zzz');
    expect(screen.getByText('Nobody is found by that.')).toBeTruthy();
    await expectAccessible(container);
    await user.click(screen.getByRole('button', { name: 'Show all' }));
    expect(names()).toHaveLength(3);
  });

  it('draws only those in view of very many', async () => {
    await openVisitors(Array.from({ length: 2000 }, (_, n) => visitorOf(`v-${n}`, { seenAt: 5000 - n })));
    expect(names()[0]).toBe('v-0');
    expect(names().length).toBeLessThan(30);
    expect(screen.getAllByRole('listitem')[0]?.getAttribute('aria-setsize')).toBe('2000');
  });

  it('says what fills it when it is empty', async () => {
    const { container } = await openVisitors([]);
    expect(screen.getByText('Nobody is remembered yet')).toBeTruthy();
    expect(screen.queryByRole('textbox', { name: 'Search visitors' })).toBeNull();
    await expectAccessible(container);
  });

  it('G-R9 says that visitors cannot be read, which is not the same as having none', async () => {
    vi.spyOn(fakeBrowser.storage.local, 'get').mockRejectedValue(new Error('out of order'));
    const { container } = await openVisitors([]);
    expect(screen.getByRole('alert').textContent).toContain('could not store');
    expect(screen.queryByText('Nobody is remembered yet')).toBeNull();
    await expectAccessible(container);
  });
});

describe('a visitor', () => {
  it('keeps their place while I pin them, and is pinned', async () => {
    const { user } = await openVisitors();
    await user.click(inRow('Bruno', 'Pin visitor'));
    await waitFor(() => expect(inRow('Bruno', 'Pin visitor').getAttribute('aria-pressed')).toBe('true'));
    expect(names()).toEqual(['Carla', 'Ada', 'Bruno']);
    expect(document.activeElement).toBe(inRow('Bruno', 'Pin visitor'));
    await user.type(search(), 'c-');
    expect(names()[0]).not.toBe('Ada');
  });

  it('gets what I note of them', async () => {
    const { user, container } = await openVisitors();
    await user.click(inRow('Bruno', 'Edit'));
    await user.type(within(row('Bruno')).getByRole('textbox', { name: 'Nickname' }), 'Brú');
    await user.type(within(row('Bruno')).getByRole('textbox', { name: 'Note' }), 'calls on Mondays');
    await expectAccessible(container);
    await user.click(inRow('Bruno', 'Save visitor'));
    await waitFor(() => expect(row('Brú').textContent).toContain('c-2 · Bruno · calls on Mondays'));
    expect(within(row('Brú')).getByText('Saved.')).toBeTruthy();
  });

  it('stays as they were when a change cannot be stored, and the page says so', async () => {
    const { user, asked } = await openVisitors();
    asked.mockResolvedValue(err({ kind: 'storage-unavailable' }));
    await user.click(inRow('Bruno', 'Pin visitor'));
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(inRow('Bruno', 'Pin visitor').getAttribute('aria-pressed')).toBe('false');
  });

  it('who comes meanwhile stands on top, and moves nothing that I have open', async () => {
    const { user } = await openVisitors();
    await user.click(inRow('Ada', 'Edit'));
    const nickname = within(row('Ada')).getByRole<HTMLInputElement>('textbox', { name: 'Nickname' });
    await user.type(nickname, 'x');
    await remember(visitorOf('c-9', { name: 'Zoe' }));
    await waitFor(() => expect(names()[0]).toBe('Zoe'));
    expect([document.activeElement, nickname.value]).toEqual([nickname, 'Adax']);
    expect(row('Ada').contains(nickname)).toBe(true);
  });
});

describe('forgetting', () => {
  async function openForget() {
    const page = await openVisitors();
    await page.user.click(inRow('Ada', 'Edit'));
    await page.user.click(inRow('Ada', 'Forget visitor…'));
    return page;
  }

  it('asks first, and says what goes and what stays', async () => {
    const { user, asked, container } = await openForget();
    expect(screen.getByRole('dialog', { name: /Forget .Ada.\?/ }).textContent).toContain('Messages stay');
    await expectAccessible(container);
    await user.click(dialog().getByRole('button', { name: 'Keep' }));
    expect(asked).not.toHaveBeenCalled();
    expect(names()).toContain('Ada');
  });

  it('removes them, and puts me into the search', async () => {
    const { user } = await openForget();
    await user.click(dialog().getByRole('button', { name: 'Forget' }));
    await waitFor(() => expect(names()).toEqual(['Carla', 'Bruno']));
    await waitFor(() => expect(document.activeElement).toBe(search()));
  });

  it('says why it failed, and stays open', async () => {
    const { user, asked } = await openForget();
    asked.mockResolvedValue(err({ kind: 'storage-newer' }));
    await user.click(dialog().getByRole('button', { name: 'Forget' }));
    expect((await dialog().findByRole('alert')).textContent).toContain('newer version');
  });
});

describe('merging', () => {
  async function openMerge() {
    const page = await openVisitors();
    await page.user.click(inRow('Ada', 'Merge…'));
    await page.user.click(dialog().getByRole('textbox', { name: 'Other visitor' }));
    return page;
  }
  const choose = (name: RegExp) => dialog().getByRole('radio', { name });

  it('finds the other by name, and says what becomes of both', async () => {
    const { user, container } = await openMerge();
    await user.keyboard('bru');
    await user.click(choose(/Bruno/));
    expect(screen.getByRole('dialog').textContent).toMatch(/What is remembered of .Ada. goes to .Bruno./);
    await expectAccessible(container);
    await user.click(dialog().getByRole('button', { name: 'Merge' }));
    await waitFor(() => expect(names()).toEqual(['Carla', 'Ada']));
    // Bruno is now Ada by nickname, under Bruno's ID.
    expect(row('Ada').textContent).toContain('c-2 · Bruno · Portuguese · likes wool');
    expect(screen.getByText(/^Merged into/)).toBeTruthy();
  });

  it('takes an ID of which nothing is known yet', async () => {
    const { user, asked } = await openMerge();
    await user.keyboard('shop-77');
    await user.click(choose(/^shop-77$/));
    await user.click(dialog().getByRole('button', { name: 'Merge' }));
    expect(asked).toHaveBeenLastCalledWith({ name: 'visitor/merge', data: { visitorId: 'c-1', into: 'shop-77' } });
    await waitFor(() => expect(row('Ada').textContent).toContain('shop-77'));
  });

  it('never offers the visitor themselves, and wants an answer', async () => {
    const { user, asked } = await openMerge();
    await user.keyboard('c-1');
    expect(dialog().queryByRole('radio', { name: /c-1/ })).toBeNull();
    await user.click(dialog().getByRole('button', { name: 'Merge' }));
    expect(dialog().getByRole('alert').textContent).toBe('Choose the other visitor first.');
    expect(asked).not.toHaveBeenCalled();
  });

  it('forgets the choice when I search on', async () => {
    const { user, asked } = await openMerge();
    await user.keyboard('bru');
    await user.click(choose(/Bruno/));
    await user.type(dialog().getByRole('textbox', { name: 'Other visitor' }), 'x');
    await user.click(dialog().getByRole('button', { name: 'Merge' }));
    expect(asked).not.toHaveBeenCalled();
  });

  it('says why it failed, and stays open', async () => {
    const { user, asked } = await openMerge();
    asked.mockResolvedValue(err({ kind: 'storage-corrupt' }));
    await user.keyboard('bru');
    await user.click(choose(/Bruno/));
    await user.click(dialog().getByRole('button', { name: 'Merge' }));
    expect((await dialog().findByRole('alert')).textContent).toContain('cannot be read');
    await user.click(dialog().getByRole('button', { name: 'Cancel' }));
    expect(names()).toEqual(['Carla', 'Ada', 'Bruno']);
  });
});

describe('exporting', () => {
  it('gives me those whom I searched for as a table', async () => {
    const files = savedFiles();
    const { user } = await openVisitors([ADA, BRUNO, PINNED]);
    await user.type(search(), 'bruno');
    await user.click(screen.getByRole('button', { name: 'Export as CSV' }));
    await screen.findByText('Exported as deskside-visitors-2026-05-04.csv.');
    const text = (await files.get('deskside-visitors-2026-05-04.csv')?.text()) ?? '';
    expect(text).toContain('c-2,Bruno');
    expect(text).not.toContain('Ada');
  });

  it('gives me everything as JSON, with the conversations', async () => {
    const files = savedFiles();
    await rememberThread('thread-1', 'c-1');
    const { user } = await openVisitors();
    await user.click(screen.getByRole('button', { name: 'Export as JSON' }));
    await screen.findByText('Exported as deskside-visitors-2026-05-04.json.');
    const file = JSON.parse((await files.get('deskside-visitors-2026-05-04.json')?.text()) ?? '');
    expect(file).toHaveLength(3);
    expect(file[1]).toMatchObject({ visitorId: 'c-1', nickname: 'Ada', threadIds: ['thread-1'] });
  });

  it('says when the file could not be made', async () => {
    vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
      throw new Error('no memory');
    });
    const { user } = await openVisitors();
    await user.click(screen.getByRole('button', { name: 'Export as JSON' }));
    expect((await screen.findByRole('alert')).textContent).toBe('The file could not be made. Try again.');
  });
});
