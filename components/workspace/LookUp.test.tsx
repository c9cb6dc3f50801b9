// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/preact';
import { expect, it, vi } from 'vitest';
import type { ChangeFailure, LookedUp } from '../../lib/messaging/contract.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { later } from '../testing.ts';
import { LookUp } from './LookUp.tsx';

type Answer = Result<LookedUp, ChangeFailure>;

async function open(answer: Answer = ok({ kind: 'ours', id: 'm-1' })) {
  const onLookUp = vi.fn(async (_: string): Promise<Answer> => answer);
  const page = show(<LookUp onLookUp={onLookUp} />);
  await page.user.click(screen.getByText('Look up a message by its ID'));
  page.container.querySelector('details')?.setAttribute('open', '');
  return { onLookUp, ...page };
}

const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Message ID' });
const button = () => screen.getByRole('button', { name: 'Look up' });
const visitors = (change: object = {}): Answer =>
  ok({ kind: 'visitors', message: { text: 'Where is my parcel?', files: [], ...change } });

it('asks Brevo only when I say so, without the blanks around the ID', async () => {
  const { user, onLookUp, container } = await open();
  await user.type(field(), ' b-77 ');
  expect(onLookUp).not.toHaveBeenCalled();
  await expectAccessible(container);
  await user.click(button());
  expect(onLookUp).toHaveBeenCalledExactlyOnceWith('b-77');
});

it('says that it found my message, and makes room for the next ID', async () => {
  const { user, container } = await open();
  await user.type(field(), 'b-77{Enter}');
  expect((await screen.findByRole('status')).textContent).toBe('Found. It is in the list.');
  expect(field().value).toBe('');
  await expectAccessible(container);
});

it('asks for an ID first', async () => {
  const { user, onLookUp, container } = await open();
  await user.type(field(), '  {Enter}');
  expect(screen.getByRole('alert').textContent).toBe('Paste the ID of a message first.');
  expect(field().getAttribute('aria-invalid')).toBe('true');
  expect(onLookUp).not.toHaveBeenCalled();
  await expectAccessible(container);
});

it('shows what the visitor wrote, which I cannot change', async () => {
  const { user, container } = await open(visitors());
  await user.type(field(), 'b-77{Enter}');
  const found = await screen.findByRole('status');
  expect(found.textContent).toContain(
    'The visitor wrote: “Where is my parcel?”. Only agents’ messages can be changed.',
  );
  expect(found.textContent).not.toContain('Files');
  await expectAccessible(container);
});

it('names the visitor’s files', async () => {
  const { user } = await open(visitors({ files: ['parcel.jpg', 'bill.pdf'] }));
  await user.type(field(), 'b-77{Enter}');
  expect((await screen.findByRole('status')).textContent).toContain('Files: parcel.jpg, bill.pdf');
});

it('says why nothing was found, and keeps the ID', async () => {
  const { user, container } = await open(err({ kind: 'brevo', failure: { kind: 'not-found', mayHaveActed: false } }));
  await user.type(field(), 'b-77{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('Brevo does not know this ID.');
  expect(field().value).toBe('b-77');
  await expectAccessible(container);
});

it('asks once while it looks', async () => {
  const { user, onLookUp, container } = await open();
  const { promise, answer } = later<Answer>();
  onLookUp.mockReturnValue(promise);
  await user.type(field(), 'b-77{Enter}{Enter}');
  await user.click(button());
  expect(onLookUp).toHaveBeenCalledTimes(1);
  expect(button().getAttribute('aria-disabled')).toBe('true');
  await expectAccessible(container);
  answer(visitors());
  await waitFor(() => expect(button().getAttribute('aria-disabled')).toBeNull());
});

it('looks up what I chose in the Visitor field, once for each choice, and shows the answer', async () => {
  const onLookUp = vi.fn(async (): Promise<Answer> => visitors());
  const { rerender, container } = show(<LookUp onLookUp={onLookUp} />);
  expect(onLookUp).not.toHaveBeenCalled();
  const wish = { brevoId: 'b-77' };
  rerender(<LookUp wish={wish} onLookUp={onLookUp} />);
  expect((await screen.findByRole('status')).textContent).toContain('Where is my parcel?');
  expect(container.querySelector('details')?.open).toBe(true);
  expect(field().value).toBe('b-77');
  expect(document.activeElement).toBe(field());
  rerender(<LookUp wish={wish} onLookUp={onLookUp} />);
  expect(onLookUp).toHaveBeenCalledExactlyOnceWith('b-77');
  rerender(<LookUp wish={{ ...wish }} onLookUp={onLookUp} />);
  await waitFor(() => expect(onLookUp).toHaveBeenCalledTimes(2));
  await expectAccessible(container);
});
