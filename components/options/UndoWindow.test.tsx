// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { expect, it, vi } from 'vitest';
import type { NoAnswer } from '../../lib/messaging/contract.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { StorageFailure } from '../../lib/storage/failure.ts';
import type { MessageSettings } from '../../lib/storage/items/message-settings.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { later } from '../testing.ts';
import { UndoWindow } from './UndoWindow.tsx';

type Seconds = MessageSettings['undoWindowS'];
type Answer = Result<unknown, StorageFailure | NoAnswer>;

function open(answer: Answer | Promise<Answer> = ok(undefined)) {
  const onSave = vi.fn(async (_: Seconds) => answer);
  function Page() {
    const [stored, setStored] = useState<Seconds>(5);
    const save = async (chosen: Seconds) => {
      const saved = await onSave(chosen);
      if (saved.ok) setStored(chosen);
      return saved;
    };
    return <UndoWindow undoWindowS={stored} onSave={save} />;
  }
  return { onSave, ...show(<Page />) };
}

const select = () => screen.getByRole<HTMLSelectElement>('combobox', { name: 'Undo window' });
const said = () => screen.getByRole('status').textContent;

it('offers the six windows, and shows the one in use', async () => {
  const { container } = open();
  const offered = [...select().options].map(({ value, text }) => [value, text]);
  expect(offered).toEqual([
    ['0', 'None, sent at once'],
    ['2', '2 seconds'],
    ['5', '5 seconds'],
    ['10', '10 seconds'],
    ['20', '20 seconds'],
    ['30', '30 seconds'],
  ]);
  expect(select().value).toBe('5');
  expect(screen.getByRole('combobox', { description: /you can take a message back/ })).toBe(select());
  expect(said()).toBe('');
  await expectAccessible(container);
});

it.each([['0', 0] as const, ['30', 30] as const])('saves %s when I choose it, and says so', async (value, seconds) => {
  const { user, onSave, container } = open();
  await user.selectOptions(select(), value);
  expect(onSave).toHaveBeenCalledExactlyOnceWith(seconds);
  await waitFor(() => expect(said()).toBe('Saved.'));
  expect(select().value).toBe(value);
  await expectAccessible(container);
});

it('does not say that it is saved before it is', async () => {
  const { promise, answer } = later<Answer>();
  const { user } = open(promise);
  await user.selectOptions(select(), '10');
  expect(said()).toBe('');
  answer(ok(undefined));
  await waitFor(() => expect(said()).toBe('Saved.'));
});

it('G-R9 says why it was not saved, and shows what is still in use', async () => {
  const { user, container } = open(err({ kind: 'storage-unavailable' }));
  await user.selectOptions(select(), '30');
  expect((await screen.findByRole('alert')).textContent).toContain('could not store the change');
  expect(said()).toBe('');
  expect(select().value).toBe('5');
  await expectAccessible(container);
});
