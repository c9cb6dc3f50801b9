// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import { err, ok } from '../../lib/result.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { later, messageOf, minutesAgo, SENT } from '../testing.ts';
import { type Asked, openHistory, savedFiles, seeRows, someMessages } from './history-testing.tsx';

const button = (name: string) => screen.getByRole('button', { name });
const words = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const counted = (text: string) => waitFor(() => expect(screen.getAllByRole('status')[0]?.textContent).toBe(text));
const lastAsked = (asked: Awaited<ReturnType<typeof openHistory>>['asked']) => asked.mock.lastCall?.[0] as Asked;

describe('the history page', () => {
  it('shows what was sent, by day, and counts it', async () => {
    const { container } = await openHistory([
      messageOf(SENT, { text: 'Your parcel\nleft', visitorId: 'crm/42' }),
      messageOf({ kind: 'unknown', at: minutesAgo(5) }, { id: 'm-2', mode: 'automated', visitorId: '' }),
    ]);
    await seeRows('Your parcel', 'May have been sent');
    await counted('2 messages');
    expect(screen.getByRole('heading', { level: 1, name: 'History' })).toBeTruthy();
    expect(screen.getByRole('heading', { level: 2, name: 'Today' })).toBeTruthy();
    const [first, second] = screen.getAllByRole('listitem');
    for (const part of ['crm/42', 'Agent', 'Your parcel\nleft', 'Sent']) expect(first?.textContent).toContain(part);
    for (const part of ['unknown visitor', 'Automated', 'Look in Brevo']) expect(second?.textContent).toContain(part);
    await expectAccessible(container);
  });

  it('keeps only the visible rows in the document and says how many there are', async () => {
    const { container } = await openHistory(someMessages(100_000));
    await seeRows('Text 0', 'Text 8');
    await counted('100,000 messages');
    const rows = screen.getAllByRole('listitem');
    expect(rows.length).toBeLessThan(40);
    expect(rows[0]?.getAttribute('aria-posinset')).toBe('1');
    expect(rows[0]?.getAttribute('aria-setsize')).toBe('100000');
    await expectAccessible(container);
  });

  it('fetches what is scrolled to, with a placeholder until it comes', async () => {
    const page = later<unknown>();
    const messages = someMessages(1000);
    await openHistory(messages, ({ name, data }) =>
      name === 'history/page' && data.offset === 500 ? page.promise : undefined,
    );
    await seeRows('Text 0');
    const scroller = screen.getByRole('region', { name: 'Messages' });
    expect(scroller.tabIndex).toBe(0);
    scroller.scrollTop = 42_000;
    scroller.dispatchEvent(new Event('scroll'));
    await waitFor(() => expect(screen.queryByText('Text 0')).toBeNull());
    expect(screen.getAllByText('Loading…').length).toBeGreaterThan(5);
    page.answer(ok(messages.slice(500, 600)));
    await seeRows('Text 510');
  });

  it('says while it loads that it does', async () => {
    const { container } = await openHistory([], () => new Promise(() => undefined));
    await counted('Loading…');
    expect(screen.queryByRole('button', { name: 'Export…' })).toBeNull();
    await expectAccessible(container);
  });

  it('says when nothing was sent yet', async () => {
    const { container } = await openHistory([]);
    await seeRows('Nothing sent yet');
    await counted('No messages');
    expect(screen.queryByRole('button', { name: 'Clear filters' })).toBeNull();
    await expectAccessible(container);
  });

  it('G-R9 says when it cannot be read, and tries again', async () => {
    let isBroken = true;
    const { user, container } = await openHistory(someMessages(1), () =>
      isBroken ? err({ kind: 'storage-unavailable' }) : undefined,
    );
    expect((await screen.findByRole('alert')).textContent).toContain('History could not be read.');
    await expectAccessible(container);
    isBroken = false;
    await user.click(button('Try again'));
    await seeRows('Text 0');
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

describe('the filters', () => {
  it('ask for all four at once', async () => {
    const { user, asked } = await openHistory(someMessages(3));
    await user.type(words('Search'), 'par');
    await user.type(words('Visitor'), 'crm');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Mode' }), 'Automated');
    await user.selectOptions(screen.getByRole('combobox', { name: 'State' }), 'Needs your answer');
    const query = { text: 'par', visitor: 'crm', mode: 'automated', state: 'needs-answer' };
    await waitFor(() => expect(lastAsked(asked).data.query).toEqual(query));
  });

  it('can be cleared when nothing fits', async () => {
    const { user, container } = await openHistory(someMessages(3), ({ name, data }) =>
      name === 'history/find' && data.query.text ? ok({ total: 0, days: [] }) : undefined,
    );
    await user.type(words('Search'), 'nowhere');
    await seeRows('No message fits these filters.');
    await expectAccessible(container);
    await user.click(button('Clear filters'));
    await seeRows('Text 0');
    expect(words('Search').value).toBe('');
  });

  it('begin the list anew at its top', async () => {
    const { user } = await openHistory(someMessages(500));
    await seeRows('Text 0');
    const scroller = screen.getByRole('region', { name: 'Messages' });
    scroller.scrollTop = 8000;
    scroller.dispatchEvent(new Event('scroll'));
    await seeRows('Text 100');
    await user.type(words('Search'), 'text');
    await seeRows('Text 0');
    expect(screen.getByRole('region', { name: 'Messages' }).scrollTop).toBe(0);
  });
});

describe('what could not be read', () => {
  const stored = { v: 99, data: { text: 'future' } };

  it('is not mentioned when there is none', async () => {
    await openHistory([]);
    expect(screen.queryByRole('heading', { name: 'Could not be read' })).toBeNull();
  });

  it('G-R9 is listed and can be saved as it is', async () => {
    await browser.storage.local.set({ 'message:m-7': stored, 'draft:x': 'broken' });
    const files = savedFiles();
    const { user, container } = await openHistory([]);
    const card = screen.getByRole('heading', { name: 'Could not be read' }).closest('section') as HTMLElement;
    const listed = within(card)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(listed).toEqual(['draft:x: damaged', 'message:m-7: written by a newer version of Deskside']);
    await expectAccessible(container);
    await user.click(button('Export as JSON'));
    expect(JSON.parse((await files.get('deskside-unreadable-2026-05-04.json')?.text()) ?? '')).toEqual([
      { key: 'draft:x', kind: 'corrupt', stored: 'broken' },
      { key: 'message:m-7', kind: 'newer', stored },
    ]);
    expect(await browser.storage.local.get('message:m-7')).toEqual({ 'message:m-7': stored });
  });
});
