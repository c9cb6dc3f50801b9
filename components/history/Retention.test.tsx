// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/preact';
import { expect, it, vi } from 'vitest';
import type { NoAnswer } from '../../lib/messaging/contract.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { StorageFailure } from '../../lib/storage/failure.ts';
import type { MessageSettings } from '../../lib/storage/items/message-settings.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { Retention } from './Retention.tsx';

type Failure = StorageFailure | NoAnswer;

function open({ saves = true, wipes = true } = {}) {
  const failed = err({ kind: 'storage-unavailable' as const });
  const onSave = vi.fn(
    async (retentionDays: number): Promise<Result<MessageSettings, Failure>> =>
      saves ? ok({ undoWindowS: 5, retentionDays }) : failed,
  );
  const onWipe = vi.fn(async (): Promise<Result<undefined, Failure>> => (wipes ? ok(undefined) : failed));
  return { onSave, onWipe, ...show(<Retention days={30} onSave={onSave} onWipe={onWipe} />) };
}
const days = () => screen.getByRole<HTMLInputElement>('spinbutton', { name: 'Keep messages for (days)' });

it('shows how long history is kept, and saves what I change', async () => {
  const { user, onSave, container } = open();
  expect(days().value).toBe('30');
  expect(screen.getByText(/^0 keeps no text;/)).toBeTruthy();
  await expectAccessible(container);
  await user.clear(days());
  await user.type(days(), '7');
  await user.tab();
  // The number alone must not remove anything.
  expect(onSave).not.toHaveBeenCalled();
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(onSave.mock.calls).toEqual([[7]]);
  expect((await screen.findByRole('status')).textContent).toBe('Saved.');
  await expectAccessible(container);
});

it.each(['-1', '1.5', '3651', ''])('saves no %j', async (typed) => {
  const { user, onSave, container } = open();
  await user.clear(days());
  if (typed) await user.type(days(), typed);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect((await screen.findByRole('alert')).textContent).toBe('Fill in a whole number from 0 to 3,650.');
  expect(onSave).not.toHaveBeenCalled();
  await expectAccessible(container);
});

it('G-R9 says when it could not be saved', async () => {
  const { user } = open({ saves: false });
  await user.clear(days());
  await user.type(days(), '0{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('could not store the change');
  expect(screen.queryByRole('status')).toBeNull();
});

async function askToWipe(given?: { wipes: boolean }) {
  const page = open(given);
  await page.user.click(screen.getByRole('button', { name: 'Wipe history…' }));
  await screen.findByRole('dialog', { name: 'Wipe history?' });
  return page;
}
const isGone = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

it('asks before it wipes, and says what goes and what stays', async () => {
  const { user, onWipe, container } = await askToWipe();
  const said = screen.getByRole('dialog').textContent;
  expect(said).toContain('Nothing changes at Brevo');
  expect(said).toContain('may have been sent stay');
  expect(onWipe).not.toHaveBeenCalled();
  await expectAccessible(container);
  await user.click(screen.getByRole('button', { name: 'Wipe history' }));
  await isGone();
  expect(onWipe).toHaveBeenCalledTimes(1);
  expect(screen.getByRole('status').textContent).toContain('History is wiped.');
  await expectAccessible(container);
});

it.each(['Keep it', 'Escape'])('wipes nothing with %s', async (way) => {
  const { user, onWipe } = await askToWipe();
  await (way === 'Escape' ? user.keyboard('{Escape}') : user.click(screen.getByRole('button', { name: way })));
  await isGone();
  expect(onWipe).not.toHaveBeenCalled();
});

it('G-R9 says when it could not be wiped', async () => {
  const { user, container } = await askToWipe({ wipes: false });
  await user.click(screen.getByRole('button', { name: 'Wipe history' }));
  expect((await screen.findByRole('alert')).textContent).toContain('could not store the change');
  await expectAccessible(container);
});
