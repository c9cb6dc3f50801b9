// @vitest-environment happy-dom
import { screen } from '@testing-library/preact';
import { expect, it, vi } from 'vitest';
import type { StorageFailure } from '../../lib/storage/failure.ts';
import type { Account } from '../../lib/storage/items/accounts.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { ACCOUNT } from '../testing.ts';
import { SetupNotice } from './SetupNotice.tsx';

const { key: _, ...keyless } = ACCOUNT;
const { agent: __, ...nameless } = ACCOUNT;

function open(
  account: Account | undefined,
  { hasPermission = true, isOnline = true, trouble = undefined as StorageFailure | undefined } = {},
) {
  const [onSettings, onAllow] = [vi.fn(), vi.fn()];
  const props = { account, trouble, hasPermission, isOnline, onSettings, onAllow };
  return { onSettings, onAllow, ...show(<SetupNotice {...props} />) };
}

it.each([
  ['the key', undefined, 'Add your API key'],
  ['the key, even when it knows who I am', keyless, 'Add your API key'],
  ['who I am', nameless, 'Say who you are'],
])('asks for %s and leads to the settings', async (_name, account, title) => {
  const { user, onSettings, container } = open(account, { hasPermission: false, isOnline: false });
  expect(screen.getByRole('status').textContent).toContain(title);
  await user.click(screen.getByRole('button', { name: 'Open settings' }));
  expect(onSettings).toHaveBeenCalledTimes(1);
  await expectAccessible(container);
});

it('asks for the permission and gets it in the same click', async () => {
  const { user, onAllow, container } = open(ACCOUNT, { hasPermission: false, isOnline: false });
  expect(screen.getByRole('alert').textContent).toContain('does not let Deskside reach api.brevo.com');
  await user.click(screen.getByRole('button', { name: 'Allow api.brevo.com' }));
  expect(onAllow).toHaveBeenCalledTimes(1);
  await expectAccessible(container);
});

it('says that I am offline and that nothing is lost', async () => {
  const { container } = open(ACCOUNT, { isOnline: false });
  expect(screen.getByRole('status').textContent).toContain('What you write is kept.');
  expect(screen.queryByRole('button')).toBeNull();
  await expectAccessible(container);
});

it('says nothing when all is well', () => {
  expect(open(ACCOUNT).container.textContent).toBe('');
});

it('F22 does not ask for a key when what is stored cannot be read, but says so', async () => {
  const { container } = open(undefined, { trouble: { kind: 'storage-newer' } });
  expect(screen.getByRole('alert').textContent).toBe(
    'This was stored by a newer version of Deskside. Update the extension and try again.',
  );
  expect(screen.queryByText('Add your API key')).toBeNull();
  await expectAccessible(container);
});
