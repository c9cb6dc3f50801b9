// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { messageOf, minutesAgo, SENT } from '../testing.ts';
import { type Asked, openHistory, seeRows, someMessages } from './history-testing.tsx';

it('shows only the beginning of a long text until I ask for the rest', async () => {
  const { user, container } = await openHistory([messageOf(SENT, { text: 'word '.repeat(200) })]);
  await seeRows('word word');
  expect(container.querySelector('.history-text')?.className).toContain('clamped');
  await expectAccessible(container);
  await user.click(screen.getByRole('button', { name: 'Show all' }));
  expect(container.querySelector('.history-text')?.className).not.toContain('clamped');
  await expectAccessible(container);
  await user.click(screen.getByRole('button', { name: 'Show less' }));
  expect(container.querySelector('.history-text')?.className).toContain('clamped');
});

it.each([
  ['x'.repeat(480), false],
  ['x'.repeat(481), true],
  ['1\n2\n3\n4\n5\n6\n7\n8', false],
  ['1\n2\n3\n4\n5\n6\n7\n8\n9', true],
])('shows a short text whole: %#', async (text, isLong) => {
  await openHistory([messageOf(SENT, { text })]);
  await seeRows(text.slice(0, 5));
  expect(screen.queryByRole('button', { name: 'Show all' }) !== null).toBe(isLong);
});

it('says when a text was not kept, and when a message was looked up', async () => {
  const { container } = await openHistory([messageOf(SENT, { text: '', textHash: 'h', origin: 'looked-up' })]);
  await seeRows('The text was not kept.', 'looked up');
  await expectAccessible(container);
});

it('says why a message was not sent', async () => {
  await openHistory([messageOf({ kind: 'not-sent', at: minutesAgo(1), reason: { kind: 'no-key' } })]);
  await seeRows('Not sent', 'There was no API key. Nothing was sent.');
});

it('says of a message that cannot be read that it stays as it is', async () => {
  const { container } = await openHistory([messageOf(SENT)], ({ name }) =>
    name === 'history/page' ? { ok: true, value: [] } : undefined,
  );
  await seeRows('This message could not be read. It is left as it is.');
  await expectAccessible(container);
});

it('G-S7 shows a text as it is', async () => {
  const { container } = await openHistory([
    messageOf(SENT, { text: '<img src=x onerror=alert(1)> javascript:alert(1)' }),
  ]);
  await seeRows('<img src=x onerror=alert(1)>');
  expect(container.querySelector('img, a')).toBeNull();
});

it('keeps the row that has the focus when I scroll away, so that the next key still finds it', async () => {
  const text = 'word '.repeat(200);
  const { user, asked } = await openHistory(someMessages(1000).map((message) => ({ ...message, text })));
  await seeRows('word word');
  const [first] = screen.getAllByRole('button', { name: 'Show all' });
  await user.click(first as HTMLElement);
  const scroller = screen.getByRole('region', { name: 'Messages' });
  scroller.scrollTop = 60_000;
  scroller.dispatchEvent(new Event('scroll'));
  const positions = () => screen.getAllByRole('listitem').map((row) => Number(row.getAttribute('aria-posinset')));
  await waitFor(() => expect(Math.max(...positions())).toBeGreaterThan(600));
  expect(positions()[0]).toBe(1);
  expect(document.activeElement?.textContent).toBe('Show less');
  // What is between the two is not fetched.
  const pages = asked.mock.calls.filter(([message]) => (message as Asked).name === 'history/page');
  expect(pages.length).toBeLessThan(4);
});
