// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { err, ok, type Result } from '../../lib/result.ts';
import type { MessageState } from '../../lib/storage/items/messages.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { HELD, later, NOW, SENT, TIMED_OUT } from '../testing.ts';
import { button, openRow, row } from './row-testing.tsx';

const dialog = () => screen.getByRole('dialog', { name: 'Delete this message?' });
const inDialog = (name: string) => within(dialog()).getByRole('button', { name });
const isGone = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

async function ask() {
  const page = openRow(SENT);
  await page.user.click(button('Delete'));
  await screen.findByRole('dialog');
  return page;
}

it('asks first, shows the text, and says what cannot be called back', async () => {
  const { onDelete, container } = await ask();
  expect(within(dialog()).getByText('Hello Ada')).toBeTruthy();
  expect(dialog().textContent).toContain('already e-mailed or passed on to another channel cannot be called back.');
  expect(onDelete).not.toHaveBeenCalled();
  expect(dialog().contains(document.activeElement)).toBe(true);
  await expectAccessible(container);
});

it.each<MessageState>([
  HELD,
  { kind: 'queued' },
  { kind: 'needs-answer', at: NOW, why: 'stale' },
  { kind: 'not-sent', at: NOW, reason: { kind: 'offline' } },
])('says that nobody has seen it, of a message that is $kind', async (state) => {
  const { user, container } = openRow(state);
  await user.click(button('Delete'));
  await screen.findByRole('dialog');
  expect(dialog().textContent).toContain('Nothing of it has left this browser, so nobody else will see it.');
  expect(dialog().textContent).not.toContain('e-mailed');
  await expectAccessible(container);
});

it('deletes when I confirm, and leaves me at the row', async () => {
  const { user, onDelete, become } = await ask();
  onDelete.mockImplementation(async () => {
    become({ kind: 'deleted', at: NOW });
    return ok(undefined);
  });
  await user.click(inDialog('Delete'));
  expect(onDelete).toHaveBeenCalledExactlyOnceWith('m-1', 'Hello Ada');
  await isGone();
  await waitFor(() => expect(document.activeElement).toBe(row()));
});

it.each(['Keep it', 'Escape'])('keeps the message with %s', async (way) => {
  const { user, onDelete } = await ask();
  await (way === 'Escape' ? user.keyboard('{Escape}') : user.click(inDialog('Keep it')));
  await isGone();
  expect(onDelete).not.toHaveBeenCalled();
  await waitFor(() => expect(document.activeElement).toBe(button('Delete')));
});

it('asks anew when I change my mind again', async () => {
  const { user } = await ask();
  await user.keyboard('{Escape}');
  await isGone();
  await user.click(button('Delete'));
  expect(await screen.findByRole('dialog')).toBe(dialog());
});

it('shows that it deletes, and deletes once', async () => {
  const { user, onDelete, container } = await ask();
  const { promise, answer } = later<Result<undefined, never>>();
  onDelete.mockReturnValue(promise);
  await user.dblClick(inDialog('Delete'));
  expect(inDialog('Delete').textContent).toBe('Delete…');
  expect(onDelete).toHaveBeenCalledTimes(1);
  await expectAccessible(container);
  answer(ok(undefined));
  await isGone();
});

it('stays and says why when it cannot be deleted', async () => {
  const { user, onDelete, container } = await ask();
  onDelete.mockResolvedValue(err({ kind: 'brevo', failure: TIMED_OUT }));
  await user.click(inDialog('Delete'));
  const problem = await within(dialog()).findByRole('alert');
  expect(problem.textContent).toBe('Brevo did not answer in time. Try again in a minute.');
  await expectAccessible(container);
});

it('shows both texts when Brevo has another, and deletes the one I saw', async () => {
  const { user, onDelete, container } = await ask();
  onDelete.mockResolvedValueOnce(err({ kind: 'differs', text: 'Hello from Tom' }));
  await user.click(inDialog('Delete'));
  await screen.findByText('Hello from Tom');
  const texts = [...dialog().querySelectorAll('.differs > *')].map(({ textContent }) => textContent);
  expect(texts).toEqual(['As you saw it', 'Hello Ada', 'As it is now', 'Hello from Tom']);
  await expectAccessible(container);
  await user.click(inDialog('Delete'));
  expect(onDelete).toHaveBeenLastCalledWith('m-1', 'Hello from Tom');
  await isGone();
});
