// @vitest-environment happy-dom
import { screen } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { messageOf, minutesAgo, SENT } from '../testing.ts';
import { openHistory, seeRows } from './history-testing.tsx';

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
