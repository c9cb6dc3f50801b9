// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { expect, it, vi } from 'vitest';
import type { NoAnswer } from '../../lib/messaging/contract.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { Account } from '../../lib/storage/items/accounts.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { ACCOUNT } from '../testing.ts';
import { KeyForm } from './KeyForm.tsx';

type Answer = Result<undefined, NoAnswer | { kind: 'storage-unavailable' }>;

async function ask(answer: Answer = ok(undefined)) {
  const onForget = vi.fn(async (): Promise<Answer> => answer);
  function Page() {
    const [saved, setSaved] = useState<Account['key']>(ACCOUNT.key);
    const forget = async () => {
      const forgotten = await onForget();
      if (forgotten.ok) setSaved(undefined);
      return forgotten;
    };
    return <KeyForm saved={saved} onSave={vi.fn()} onForget={forget} />;
  }
  const page = show(<Page />);
  await page.user.click(button());
  await screen.findByRole('dialog');
  return { onForget, ...page };
}

const button = () => screen.getByRole('button', { name: 'Forget key' });
const dialog = () => screen.getByRole('dialog', { name: 'Forget the key?' });
const inDialog = (name: string) => within(dialog()).getByRole('button', { name });
const isGone = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

it('asks first, and says what it means', async () => {
  const { onForget, container } = await ask();
  expect(dialog().textContent).toContain('Deskside stops keeping you online');
  expect(onForget).not.toHaveBeenCalled();
  await expectAccessible(container);
});

it('forgets when I confirm, and says that I am no longer kept online', async () => {
  const { user, onForget, container } = await ask();
  await user.click(inDialog('Forget key'));
  expect(onForget).toHaveBeenCalledTimes(1);
  await isGone();
  expect(screen.getByRole('status').textContent).toContain('You are no longer kept online.');
  expect(screen.queryByRole('button', { name: 'Forget key' })).toBeNull();
  await expectAccessible(container);
});

it.each(['Keep it', 'Escape'])('keeps the key with %s', async (way) => {
  const { user, onForget } = await ask();
  await (way === 'Escape' ? user.keyboard('{Escape}') : user.click(inDialog('Keep it')));
  await isGone();
  expect(onForget).not.toHaveBeenCalled();
  await waitFor(() => expect(document.activeElement).toBe(button()));
});

it('says why the key was not forgotten, and begins anew when I ask again', async () => {
  const { user, container } = await ask(err({ kind: 'storage-unavailable' }));
  await user.click(inDialog('Forget key'));
  expect((await within(dialog()).findByRole('alert')).textContent).toContain('could not store the change');
  await expectAccessible(container);
  await user.click(inDialog('Keep it'));
  await isGone();
  await user.click(button());
  await screen.findByRole('dialog');
  expect(screen.queryByRole('alert')).toBeNull();
});
