// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { expect, it } from 'vitest';
import type { ChangeFailure } from '../../lib/messaging/contract.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { later, NOW, SENT, TIMED_OUT } from '../testing.ts';
import { button, buttonNames, openRow, row } from './row-testing.tsx';

const textbox = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Edit message' });
const isEditing = () => screen.queryByRole('textbox', { name: 'Edit message' }) !== null;

async function edit() {
  const page = openRow(SENT);
  await page.user.click(button('Edit'));
  await waitFor(() => expect(document.activeElement).toBe(textbox()));
  return page;
}

it('puts me at the end of the text', async () => {
  const { container } = await edit();
  expect([textbox().value, textbox().selectionStart]).toEqual(['Hello Ada', 9]);
  expect(buttonNames()).toEqual(['Save', 'Cancel']);
  await expectAccessible(container);
});

it.each(['Enter', 'a click'])('saves with %s', async (way) => {
  const { user, onEdit } = await edit();
  await user.keyboard('!');
  await (way === 'Enter' ? user.keyboard('{Enter}') : user.click(button('Save')));
  expect(onEdit).toHaveBeenCalledExactlyOnceWith('m-1', 'Hello Ada!', 'Hello Ada');
  await waitFor(() => expect(isEditing()).toBe(false));
  await waitFor(() => expect(document.activeElement).toBe(row()));
});

it('begins a new line when I press Shift and Enter', async () => {
  const { user, onEdit } = await edit();
  await user.keyboard('{Shift>}{Enter}{/Shift}bye');
  expect(textbox().value).toBe('Hello Ada\nbye');
  expect(onEdit).not.toHaveBeenCalled();
});

it('neither saves nor writes lines while I still hold the Enter that opened it', async () => {
  const { onEdit } = await edit();
  expect(fireEvent.keyDown(textbox(), { key: 'Enter', repeat: true }), 'writes a line').toBe(false);
  expect(onEdit).not.toHaveBeenCalled();
  expect(isEditing()).toBe(true);
});

it('lets Enter and Escape work in my input method', async () => {
  const { onEdit } = await edit();
  expect(fireEvent.keyDown(textbox(), { key: 'Enter', isComposing: true })).toBe(true);
  expect(fireEvent.keyDown(textbox(), { key: 'Escape', isComposing: true })).toBe(true);
  expect(onEdit).not.toHaveBeenCalled();
  expect(isEditing()).toBe(true);
});

it('just closes when nothing was changed', async () => {
  const { user, onEdit } = await edit();
  await user.click(button('Save'));
  expect(onEdit).not.toHaveBeenCalled();
  expect(isEditing()).toBe(false);
});

it.each(['Escape', 'Cancel'])('gives up with %s and keeps the popup open', async (way) => {
  const { user, onEdit } = await edit();
  await user.keyboard('!');
  if (way === 'Cancel') await user.click(button('Cancel'));
  else expect(fireEvent.keyDown(textbox(), { key: 'Escape' }), 'the popup would close').toBe(false);
  expect(onEdit).not.toHaveBeenCalled();
  await waitFor(() => expect(isEditing()).toBe(false));
  expect(screen.getByText('Hello Ada')).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(row()));
});

it('shows that it saves, and saves once', async () => {
  const { user, onEdit, container } = await edit();
  const { promise, answer } = later<Result<undefined, never>>();
  onEdit.mockReturnValue(promise);
  await user.keyboard('!{Enter}{Enter}');
  await user.click(button('Save'));
  expect(button('Save').textContent).toBe('Save…');
  expect(onEdit).toHaveBeenCalledTimes(1);
  await expectAccessible(container);
  answer(ok(undefined));
  await waitFor(() => expect(isEditing()).toBe(false));
});

it('keeps my text when it cannot be saved, and says why', async () => {
  const { user, onEdit, container } = await edit();
  onEdit.mockResolvedValue(err({ kind: 'brevo', failure: TIMED_OUT }));
  await user.keyboard('!{Enter}');
  const problem = await screen.findByRole('alert');
  expect(problem.textContent).toBe('Brevo did not answer in time. Try again in a minute.');
  expect(textbox().value).toBe('Hello Ada!');
  await expectAccessible(container);
});

it('shows both texts when Brevo has another, and saves over the one I saw', async () => {
  const { user, onEdit, container } = await edit();
  onEdit.mockResolvedValueOnce(err({ kind: 'differs', text: 'Hello from Tom' }));
  await user.keyboard('!{Enter}');
  await screen.findByText('Somebody changed this text meanwhile. Look at both, then choose.');
  const texts = [...container.querySelectorAll('.differs > *')].map(({ textContent }) => textContent);
  expect(texts).toEqual(['As you saw it', 'Hello Ada', 'As it is now', 'Hello from Tom']);
  expect(textbox().value).toBe('Hello Ada!');
  await expectAccessible(container);
  await user.click(button('Save'));
  expect(onEdit).toHaveBeenLastCalledWith('m-1', 'Hello Ada!', 'Hello from Tom');
  await waitFor(() => expect(isEditing()).toBe(false));
});

it('puts my text back at Brevo even when I changed nothing after all', async () => {
  const { user, onEdit } = await edit();
  onEdit.mockResolvedValueOnce(err({ kind: 'differs', text: 'Hello from Tom' }));
  await user.keyboard('!{Enter}');
  await screen.findByText('Hello from Tom');
  await user.click(textbox());
  await user.keyboard('{Backspace}{Enter}');
  expect(onEdit).toHaveBeenLastCalledWith('m-1', 'Hello Ada', 'Hello from Tom');
});

it('says that a text is too long before it asks anybody', async () => {
  const { user, onEdit } = await edit();
  await user.click(textbox());
  await user.paste('x'.repeat(20_000));
  await user.click(button('Save'));
  expect(screen.getByRole('alert').textContent).toContain('This is too long');
  expect(onEdit).not.toHaveBeenCalled();
});

it('F20 keeps what I typed, and says why, when the message disappears under my hands', async () => {
  const { user, onEdit, become, container } = await edit();
  const { promise, answer } = later<Result<undefined, ChangeFailure>>();
  onEdit.mockReturnValue(promise);
  await user.keyboard('!{Enter}');
  become({ kind: 'deleted', at: NOW });
  answer(err({ kind: 'already-deleted' }));
  await screen.findByText('Deleted');
  expect(screen.getByRole('alert').textContent).toBe('This message is already deleted at Brevo.');
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('Hello Ada!');
  expect(buttonNames()).toEqual(['Save', 'Cancel']);
  await expectAccessible(container);
});
