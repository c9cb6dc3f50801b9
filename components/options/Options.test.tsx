// @vitest-environment happy-dom
import { computed, signal } from '@preact/signals';
import { screen, waitFor } from '@testing-library/preact';
import { expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ok } from '../../lib/result.ts';
import { accountsItem } from '../../lib/storage/items/accounts.ts';
import { messageSettingsItem } from '../../lib/storage/items/message-settings.ts';
import { entry, write } from '../../lib/storage/local.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { createSettings } from '../../lib/view/settings.ts';
import { ACCOUNT } from '../testing.ts';
import { Options } from './Options.tsx';

async function open({ isAllowed = true, isGranted = true } = {}) {
  await write(entry(accountsItem, { current: 'acc-1', byId: { 'acc-1': ACCOUNT } }));
  const asked = vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockResolvedValue(ok(ACCOUNT));
  const view = createSettings();
  await view.ready;
  const allowed = signal(isAllowed);
  const requestPermission = vi.fn(async () => isGranted);
  const options = (
    <Options view={view} hasPermission={computed(() => allowed.value)} requestPermission={requestPermission} />
  );
  return { asked, allowed, requestPermission, ...show(options) };
}

it('shows the key, the agent, and what Brevo does not offer', async () => {
  const { container } = await open();
  expect(screen.getByRole('heading', { level: 1, name: 'Settings' })).toBeTruthy();
  expect(screen.getByText('Lantern & Loom, key ends in Key1')).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Agent ID' }).value).toBe('agent-1');
  expect(screen.getByText(/a call to go offline/)).toBeTruthy();
  expect(screen.queryByRole('alert')).toBeNull();
  await expectAccessible(container);
});

it('gives the background the key, the agent and the wish to forget', async () => {
  const { user, asked } = await open();
  await user.type(screen.getByRole('textbox', { name: 'API key' }), 'new-key{Enter}');
  expect(asked).toHaveBeenLastCalledWith({ name: 'key/save', data: { key: 'new-key' } });
  await user.click(screen.getByRole('button', { name: 'Save agent' }));
  expect(asked).toHaveBeenLastCalledWith({ name: 'agent/save', data: { agent: ACCOUNT.agent, groupId: '' } });
  await user.click(screen.getByRole('button', { name: 'Forget key' }));
  await screen.findByRole('dialog');
  await user.click(screen.getAllByRole('button', { name: 'Forget key' })[1] ?? document.body);
  expect(asked).toHaveBeenLastCalledWith({ name: 'key/forget', data: {} });
});

it('keeps the time in which I can undo', async () => {
  const { user, asked } = await open();
  const undoWindow = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Undo window' });
  expect(undoWindow.value).toBe('5');
  asked.mockResolvedValue(ok({ undoWindowS: 10, retentionDays: 30 }));
  await user.selectOptions(undoWindow, '10 seconds');
  const change = { undoWindowS: 10 };
  expect(asked).toHaveBeenLastCalledWith({ name: 'message-settings/save', data: { change } });
  await write(entry(messageSettingsItem, { undoWindowS: 10, retentionDays: 30 }));
  await waitFor(() => expect(undoWindow.value).toBe('10'));
  expect(screen.getByText('Saved.')).toBeTruthy();
});

it('asks for access to Brevo until the browser gives it', async () => {
  const { user, allowed, requestPermission, container } = await open({ isAllowed: false });
  await expectAccessible(container);
  await user.click(screen.getByRole('button', { name: 'Allow api.brevo.com' }));
  expect(requestPermission).toHaveBeenCalledTimes(1);
  allowed.value = true;
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Allow api.brevo.com' })).toBeNull());
});

it('says what else I can do when the browser refuses', async () => {
  const { user, container } = await open({ isAllowed: false, isGranted: false });
  await user.click(screen.getByRole('button', { name: 'Allow api.brevo.com' }));
  await screen.findByText(/The browser did not allow it\./);
  await expectAccessible(container);
});
