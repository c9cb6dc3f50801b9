// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/preact';
import { expect, it, vi } from 'vitest';
import type { KeyFailure, NoAnswer } from '../../lib/messaging/contract.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { Account } from '../../lib/storage/items/accounts.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { ACCOUNT, later } from '../testing.ts';
import { KeyForm } from './KeyForm.tsx';

type Answer = Result<Account, KeyFailure | NoAnswer>;
const LINK = 'https://app.brevo.com/security/authorised_ips';

function open({ saved, answer = ok(ACCOUNT) }: { saved?: Account['key']; answer?: Answer } = {}) {
  const onSave = vi.fn(async (_: string): Promise<Answer> => answer);
  return { onSave, ...show(<KeyForm saved={saved} onSave={onSave} onForget={vi.fn()} />) };
}

const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'API key' });
const save = () => screen.getByRole('button', { name: 'Save key' });

it('takes my key, clears the field, and says which key it is', async () => {
  const { user, onSave, container } = open();
  await expectAccessible(container);
  await user.type(field(), 'xkeysib-secret{Enter}');
  expect(onSave).toHaveBeenCalledExactlyOnceWith('xkeysib-secret');
  expect((await screen.findByRole('status')).textContent).toBe('Key saved: Lantern & Loom, ends in Key1.');
  expect(field().value).toBe('');
  expect(container.innerHTML).not.toContain('secret');
  await expectAccessible(container);
});

it('says so when the key may use Conversations only', async () => {
  const key = { tail: 'Key1', isRestricted: true, savedAt: 0 };
  const { user } = open({ answer: ok({ ...ACCOUNT, key }) });
  await user.type(field(), 'k{Enter}');
  expect((await screen.findByRole('status')).textContent).toContain('It may use Conversations only');
});

it('shows a saved key by its end only, and how to replace it', async () => {
  const { container } = open({ saved: ACCOUNT.key });
  expect(screen.getByText('Lantern & Loom, key ends in Key1')).toBeTruthy();
  expect(screen.getByRole('textbox', { description: 'To replace it, paste a new one.' })).toBe(field());
  expect(field().value).toBe('');
  await expectAccessible(container);
});

it('has no Forget key before one is saved', () => {
  open();
  expect(screen.queryByRole('button', { name: 'Forget key' })).toBeNull();
});

const failures: [string, KeyFailure | NoAnswer, string][] = [
  ['nothing', { kind: 'blank' }, 'Paste your key first.'],
  ['an SMTP key', { kind: 'smtp-key' }, 'This is an SMTP key.'],
  ['an MCP key', { kind: 'mcp-key' }, 'This is an MCP key.'],
  [
    'a key that Brevo does not know',
    { kind: 'brevo', failure: { kind: 'key-not-found', mayHaveActed: false } },
    'The key was not saved.Brevo does not know this API key.',
  ],
  ['a key while the disk is full', { kind: 'storage-unavailable' }, 'could not store the change'],
  ['a key while the extension restarts', { kind: 'no-answer' }, 'The extension was interrupted.'],
];

it.each(failures)('says why it did not save %s, and keeps what I pasted', async (_, failure, words) => {
  const { user, container } = open({ answer: err(failure) });
  await user.type(field(), 'pasted');
  await user.click(save());
  expect((await screen.findByRole('alert')).textContent).toContain(words);
  expect(field().value).toBe('pasted');
  await expectAccessible(container);
  await user.type(field(), '!');
  expect(screen.queryByRole('alert')).toBeNull();
});

it('leads to Brevo’s list of addresses when mine is blocked', async () => {
  const failure = { kind: 'address-not-authorised', address: '203.0.113.7', link: LINK, mayHaveActed: false } as const;
  const { user } = open({ answer: err({ kind: 'brevo', failure }) });
  await user.type(field(), 'k{Enter}');
  const link = within(await screen.findByRole('alert')).getByRole('link', { name: 'Open Brevo’s list of addresses' });
  expect(link.getAttribute('href')).toBe(LINK);
});

it('covers the key until I ask to see it', async () => {
  const { user, container } = open();
  await user.type(field(), 'secret');
  expect(field().classList.contains('masked')).toBe(true);
  await user.click(screen.getByRole('button', { name: 'Show key' }));
  expect(field().classList.contains('masked')).toBe(false);
  await expectAccessible(container);
  await user.click(screen.getByRole('button', { name: 'Hide key' }));
  expect(field().classList.contains('masked')).toBe(true);
});

it('covers the field again after a save', async () => {
  const { user } = open();
  await user.type(field(), 'secret');
  await user.click(screen.getByRole('button', { name: 'Show key' }));
  await user.click(save());
  await waitFor(() => expect(field().classList.contains('masked')).toBe(true));
});

it('asks Brevo once, however often I press meanwhile', async () => {
  const { user, onSave, container } = open();
  const { promise, answer } = later<Answer>();
  onSave.mockReturnValue(promise);
  await user.type(field(), 'k{Enter}{Enter}');
  await user.click(save());
  expect(onSave).toHaveBeenCalledTimes(1);
  expect(save().getAttribute('aria-disabled')).toBe('true');
  await expectAccessible(container);
  answer(ok(ACCOUNT));
  await waitFor(() => expect(save().getAttribute('aria-disabled')).toBeNull());
});
