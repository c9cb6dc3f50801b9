import { expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Presence, PresenceStatus } from '../storage/items/presence.ts';
import { onTroubleClicked, presenceNotification } from './notification.ts';

const { notifications } = fakeBrowser;
const on = (status: PresenceStatus): Presence => ({ wish: 'on', status });
const link = 'https://app.brevo.com/security/authorised_ips';
const failing = (kind: 'unreachable' | 'rate-limited'): PresenceStatus => ({
  kind: 'failing',
  since: 1,
  tries: 6,
  retryAt: 1,
  failure: { kind, retryAt: 1, mayHaveActed: false },
});

it.each<[string, PresenceStatus, string]>([
  ['what passes', failing('unreachable'), 'Brevo cannot be reached. Click to try again.'],
  ['a limit', failing('rate-limited'), 'The hourly limit of your Brevo account is used up. Click to see more.'],
  [
    'the reserve',
    { kind: 'yielding', since: 1, until: 2 },
    'Brevo’s hourly limit is nearly used up. Click to see more.',
  ],
  [
    'a refused key',
    { kind: 'stopped', since: 1, probes: 1, failure: { kind: 'key-not-found', mayHaveActed: false } },
    'Brevo does not know this API key. Click to open the settings.',
  ],
  [
    'a refused address',
    {
      kind: 'stopped',
      since: 1,
      probes: 1,
      failure: { kind: 'address-not-authorised', address: '203.0.113.7', link, mayHaveActed: false },
    },
    'Brevo does not accept requests from your internet address 203.0.113.7. Click to open Brevo’s list of addresses.',
  ],
  [
    'a permission',
    { kind: 'not-ready', missing: 'permission' },
    'Offline. This browser does not let Deskside reach api.brevo.com. Click to open the settings.',
  ],
])('tells of %s and of what a click does', async (_, status, message) => {
  const create = vi.spyOn(notifications, 'create').mockResolvedValue('');
  await presenceNotification.tell(on(status));
  expect(create.mock.calls).toMatchObject([
    ['presence-trouble', { type: 'basic', title: 'Deskside cannot keep you online', message }],
  ]);
  expect(create.mock.calls.flat().at(-1)).not.toHaveProperty('buttons');
});

it('is taken away by its one id', async () => {
  const clear = vi.spyOn(notifications, 'clear').mockResolvedValue(true);
  await presenceNotification.untell();
  expect(clear.mock.calls).toEqual([['presence-trouble']]);
});

it('shows one on demand, and says when it could not', async () => {
  const create = vi.spyOn(notifications, 'create').mockResolvedValueOnce('').mockRejectedValueOnce(new Error('no'));
  expect(await presenceNotification.test()).toEqual({ ok: true, value: undefined });
  expect(await presenceNotification.test()).toEqual({ ok: false, failure: { kind: 'not-shown' } });
  expect(create.mock.calls[0]?.[0]).not.toBe('presence-trouble');
});

it('hears of clicks on its own notification alone', () => {
  const heard = vi.fn();
  let listener: ((id: string) => void) | undefined;
  vi.spyOn(notifications.onClicked, 'addListener').mockImplementation((added) => {
    listener = added as typeof listener;
  });
  onTroubleClicked(heard);
  listener?.('needs-answer');
  expect(heard).not.toHaveBeenCalled();
  listener?.('presence-trouble');
  expect(heard).toHaveBeenCalledTimes(1);
});
