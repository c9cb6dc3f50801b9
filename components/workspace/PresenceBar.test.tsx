// @vitest-environment happy-dom
import { screen } from '@testing-library/preact';
import { expect, it, vi } from 'vitest';
import type { Presence, PresenceStatus } from '../../lib/storage/items/presence.ts';
import { defaultPresenceSettings } from '../../lib/storage/items/presence-settings.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { clockTime } from '../../lib/text/time.ts';
import { minutesAgo, NOW, TIMED_OUT, UNREACHABLE } from '../testing.ts';
import { PresenceBar } from './PresenceBar.tsx';

function open(status: PresenceStatus, change: { wish?: Presence['wish']; isBusy?: boolean; problem?: string } = {}) {
  const { wish = 'on', isBusy = false, problem } = change;
  const spies = {
    onSwitch: vi.fn(),
    onPause: vi.fn(),
    onStayOnline: vi.fn(),
    onTryAgain: vi.fn(),
    onSettings: vi.fn(),
    onPresencePage: vi.fn(),
  };
  const bar = (
    <PresenceBar
      presence={{ wish, status }}
      rules={rules}
      lines={[]}
      now={NOW}
      isBusy={isBusy}
      problem={problem}
      {...spies}
    />
  );
  return { ...spies, ...show(bar) };
}

const rules = defaultPresenceSettings;
const toggle = () => screen.getByRole<HTMLInputElement>('switch', { name: 'Online' });
const sentence = () => screen.getByRole('status', { name: 'Presence' }).textContent;
const LINK = 'https://app.brevo.com/security/authorised_ips';
const blocked = { kind: 'address-not-authorised', address: '203.0.113.7', link: LINK, mayHaveActed: false } as const;
const [since, retryAt] = [minutesAgo(4), minutesAgo(-5)];

const calm: [string, PresenceStatus, string][] = [
  ['how to go online', { kind: 'off' }, 'Offline. Turn the switch on to be online.'],
  [
    'until when visitors may still see me after I turned it off',
    { kind: 'off', confirmedAt: minutesAgo(1) },
    `Offline. Visitors may see you online until ${clockTime(minutesAgo(-2))}.`,
  ],
  [
    'nothing of visitors once that has passed',
    { kind: 'off', confirmedAt: since },
    'Offline. Turn the switch on to be online.',
  ],
  ['that the key is missing', { kind: 'not-ready', missing: 'key' }, 'Offline. Deskside has no API key yet.'],
  [
    'that it does not know who I am',
    { kind: 'not-ready', missing: 'agent' },
    'Offline. Deskside does not know yet who you are.',
  ],
  [
    'that the browser does not let it',
    { kind: 'not-ready', missing: 'permission' },
    'Offline. This browser does not let Deskside reach api.brevo.com.',
  ],
  ['that it connects', { kind: 'connecting', since: NOW }, 'Connecting to Brevo…'],
  ['that I am online', { kind: 'online', confirmedAt: NOW }, 'Online, confirmed just now.'],
  ['how long ago Brevo confirmed it', { kind: 'online', confirmedAt: NOW - 20_000 }, 'Online, confirmed 20 s ago.'],
  [
    'that an old confirmation proves nothing',
    { kind: 'online', confirmedAt: minutesAgo(3) },
    `Not confirmed since ${clockTime(minutesAgo(3))}. Deskside tries again when the browser wakes it.`,
  ],
];

it.each(calm)('says %s', async (_, status, words) => {
  const { container } = open(status);
  expect(sentence()).toBe(words);
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  await expectAccessible(container);
});

const trouble: [string, PresenceStatus, string, string[]][] = [
  [
    'trouble that passes',
    { kind: 'failing', tries: 2, since, retryAt, failure: UNREACHABLE },
    `Not confirmed since ${clockTime(since)}: Brevo cannot be reached.`,
    ['Check your internet connection.', 'Deskside tries again within a minute.'],
  ],
  [
    'until when I am still seen during trouble, and what Brevo’s support asks for',
    {
      kind: 'failing',
      tries: 2,
      since,
      retryAt,
      failure: { ...TIMED_OUT, requestId: 'r-7' },
      confirmedAt: minutesAgo(2),
    },
    `Not confirmed since ${clockTime(since)}: Brevo did not answer in time. ` +
      `Visitors may see you online until ${clockTime(minutesAgo(-1))}.`,
    ['Try again in a minute.', 'Deskside tries again within a minute. For Brevo’s support: request r-7'],
  ],
  [
    'when it looks again after the hourly limit',
    { kind: 'failing', tries: 2, since, retryAt, failure: { kind: 'rate-limited', retryAt, mayHaveActed: false } },
    `Not confirmed since ${clockTime(since)}: The hourly limit of your Brevo account is used up.`,
    [`Try again after ${clockTime(retryAt)}.`, `Deskside looks again at ${clockTime(retryAt)}.`],
  ],
  [
    'trouble that I have to mend, with the place to do it',
    { kind: 'stopped', since, probes: 1, retryAt, failure: blocked },
    `Offline since ${clockTime(since)}: Brevo does not accept requests from your internet address 203.0.113.7.`,
    ['An admin can authorise it in Brevo. Open Brevo’s list of addresses', `Deskside looks again at`],
  ],
  [
    'until when I am still seen after it stopped',
    {
      kind: 'stopped',
      since,
      probes: 0,
      failure: { kind: 'key-not-found', mayHaveActed: false },
      confirmedAt: minutesAgo(1),
    },
    `Offline since ${clockTime(since)}: Brevo does not know this API key. ` +
      `Visitors may see you online until ${clockTime(minutesAgo(-2))}.`,
    ['Check it in Brevo, or save a new one in the settings.'],
  ],
];

it.each(trouble)('says %s', async (_, status, words, help) => {
  const { user, container, onTryAgain } = open(status);
  expect(sentence()).toBe(words);
  for (const each of help) expect(container.textContent).toContain(each);
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(onTryAgain).toHaveBeenCalledTimes(1);
  await expectAccessible(container);
});

it('links to Brevo’s own list of addresses', () => {
  open({ kind: 'stopped', since, probes: 1, failure: blocked });
  expect(screen.getByRole('link', { name: 'Open Brevo’s list of addresses' }).getAttribute('href')).toBe(LINK);
});

it('keeps Try again in its place and deaf while it tries', async () => {
  const { user, onTryAgain, container } = open(
    { kind: 'failing', tries: 2, since, retryAt, failure: UNREACHABLE },
    { isBusy: true },
  );
  const button = screen.getByRole('button', { name: 'Try again' });
  await user.click(button);
  expect(button.textContent).toBe('Try again…');
  expect(document.activeElement).toBe(button);
  expect(onTryAgain).not.toHaveBeenCalled();
  await expectAccessible(container);
});

it('switches on and off', async () => {
  const off = open({ kind: 'off' }, { wish: 'off' });
  expect(toggle().checked).toBe(false);
  await off.user.click(toggle());
  expect(off.onSwitch).toHaveBeenCalledWith('on');
  off.unmount();
  const on = open({ kind: 'online', confirmedAt: NOW });
  expect(toggle().checked).toBe(true);
  await on.user.click(toggle());
  expect(on.onSwitch).toHaveBeenCalledWith('off');
});

it('says aloud why the switch or Try again did nothing', async () => {
  const { container } = open({ kind: 'off' }, { problem: 'The extension was interrupted.' });
  expect(screen.getByRole('alert').textContent).toBe('The extension was interrupted.');
  await expectAccessible(container);
});

it('never reads the ticking sentence aloud by itself', () => {
  open({ kind: 'online', confirmedAt: NOW });
  expect(screen.getByRole('status', { name: 'Presence' }).getAttribute('aria-live')).toBe('off');
});

it('opens the settings', async () => {
  const { user, onSettings } = open({ kind: 'off' });
  await user.click(screen.getByRole('button', { name: 'Settings' }));
  expect(onSettings).toHaveBeenCalledTimes(1);
});
