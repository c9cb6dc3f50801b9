// @vitest-environment happy-dom
import { computed, signal } from '@preact/signals';
import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { err, ok } from '../../lib/result.ts';
import { type Account, accountsItem } from '../../lib/storage/items/accounts.ts';
import { intentItem, type Message, messageItem, recentItem } from '../../lib/storage/items/messages.ts';
import { presenceItem } from '../../lib/storage/items/presence.ts';
import { entry, idsOf, read, write } from '../../lib/storage/local.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { createWorkspace } from '../../lib/view/workspace.ts';
import { ACCOUNT, HELD, messageOf, minutesAgo, NOW, SENT } from '../testing.ts';
import { Workspace } from './Workspace.tsx';

const LIST = [
  messageOf(SENT),
  messageOf(SENT, { id: 'm-2', visitorId: 'bob', text: 'Hello Bob', confirmedAt: minutesAgo(9) }),
];

/** The workspace on what a background has stored; commands are answered by the test. */
async function open({ account = ACCOUNT, messages = LIST }: { account?: Account; messages?: Message[] } = {}) {
  await write(
    entry(accountsItem, { current: account.accountId, byId: { [account.accountId]: account } }),
    entry(presenceItem, { wish: 'on', status: { kind: 'online', confirmedAt: NOW } }),
    entry(recentItem, { ids: messages.map(({ id }) => id), unsettled: [] }),
    ...messages.map((message) => entry(messageItem, message, message.id)),
  );
  const asked = vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockResolvedValue(ok(undefined));
  const view = createWorkspace({ now: () => NOW });
  await view.ready;
  const requestPermission = vi.fn();
  const surface = { requestPermission, hasPermission: computed(() => allowed.value), page: { ask: view.ask } };
  const allowed = signal(true);
  return { asked, allowed, requestPermission, ...show(<Workspace view={view} surface={surface} />) };
}

/** What was asked, but for the presence. */
const commands = (asked: Awaited<ReturnType<typeof open>>['asked']) =>
  asked.mock.calls.map(([said]) => said as unknown as { name: string; data: object });

const visitor = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Visitor' });
const textbox = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
const texts = () => [...document.querySelectorAll('.message-text')].map(({ textContent }) => textContent);
const alerts = () =>
  screen
    .queryAllByRole('alert')
    .map(({ textContent }) => textContent)
    .filter(Boolean);

async function intents() {
  const readings = await Promise.all((await idsOf(intentItem)).map((id) => read(intentItem, id)));
  return readings.map((reading) => (reading.kind === 'value' ? reading.value : reading));
}

it('shows where I stand, what I write and what I sent', async () => {
  const { container } = await open();
  expect(screen.getByRole('switch', { name: 'Online', checked: true })).toBeTruthy();
  expect(screen.getByRole('status', { name: 'Presence' }).textContent).toBe('Online, confirmed just now.');
  expect(screen.getByRole('radio', { name: 'Agent', checked: true })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Send' })).toBeTruthy();
  await waitFor(() => expect(texts()).toEqual(['Hello Ada', 'Hello Bob']));
  await expectAccessible(container);
});

it('sends what I wrote to the visitor whom I picked, and keeps the visitor', async () => {
  const { user } = await open();
  await waitFor(() => expect(texts()).toHaveLength(2));
  await user.click(visitor());
  await user.click(screen.getByRole('option', { name: /bob/ }));
  expect(document.activeElement).toBe(textbox());
  await user.keyboard('On its way{Enter}');
  const sent = { accountId: 'acc-1', visitorId: 'bob', mode: 'agent', text: 'On its way', confirmedAt: NOW };
  expect(await intents()).toEqual([expect.objectContaining(sent)]);
  expect([visitor().value, textbox().value]).toEqual(['bob', '']);
});

it('sends nothing without a visitor and a text, and says so at each field', async () => {
  const { user, container } = await open();
  await user.click(screen.getByRole('button', { name: 'Send' }));
  expect(alerts()).toEqual(['Say which visitor it is for.', 'Write something first.']);
  expect(await intents()).toEqual([]);
  await expectAccessible(container);
  await user.type(visitor(), 'a');
  expect(alerts()).toEqual([]);
});

it('refuses a visitor ID that is longer than any, and keeps my text', async () => {
  const { user } = await open();
  await user.type(textbox(), 'Hello');
  await user.click(visitor());
  await user.paste('x'.repeat(501));
  await user.click(screen.getByRole('button', { name: 'Send' }));
  expect(alerts()).toEqual(['This is too long for a visitor ID. Check what you pasted.']);
  expect(textbox().value).toBe('Hello');
  expect(await intents()).toEqual([]);
});

const unready: [string, Account, string, string[]][] = [
  ['a key', { accountId: 'acc-1', agent: ACCOUNT.agent }, 'Agent', ['Deskside needs a Brevo API key']],
  ['to know who I am', { accountId: 'acc-1', key: ACCOUNT.key }, 'Agent', ['Deskside needs your agent ID']],
  [
    'somebody to send automated messages as',
    { ...ACCOUNT, agent: { kind: 'email', agentEmail: 'm@x.io', agentName: 'Mira', sourceLabel: 'CRM' } },
    'Automated',
    ['Automated messages need an agent ID or a group ID.'],
  ],
];

it.each(unready)('needs %s before it sends', async (_, account, mode, problems) => {
  const { user, container } = await open({ account });
  await user.click(screen.getByRole('radio', { name: mode }));
  await user.type(visitor(), 'ada{Enter}');
  await user.keyboard('Hello{Enter}');
  expect(alerts()).toEqual(problems.map((each) => expect.stringContaining(each)));
  expect(await intents()).toEqual([]);
  await expectAccessible(container);
});

it('keeps my text when the browser cannot store it and the background is gone', async () => {
  const { user, asked } = await open();
  await user.type(visitor(), 'ada{Enter}');
  await user.keyboard('Hello');
  asked.mockRejectedValue(new Error('no receiver'));
  vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValue(new Error('disk full'));
  await user.keyboard('{Enter}');
  await waitFor(() => expect(alerts()).toEqual([expect.stringContaining('could not store the change')]));
  expect(textbox().value).toBe('Hello');
});

it('shows only this visitor’s messages when I ask for them', async () => {
  const { user } = await open();
  await waitFor(() => expect(texts()).toHaveLength(2));
  await user.type(visitor(), 'bob{Enter}');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Show messages of' }), 'This visitor');
  expect(texts()).toEqual(['Hello Bob']);
});

it('says why the switch did nothing', async () => {
  const { user, asked } = await open();
  asked.mockResolvedValue(err({ kind: 'storage-unavailable' }));
  await user.click(screen.getByRole('switch', { name: 'Online' }));
  expect(asked).toHaveBeenLastCalledWith({ name: 'presence/set', data: { wish: 'off' } });
  await waitFor(() => expect(alerts()).toEqual([expect.stringContaining('could not store the change')]));
});

it('asks for the permission that is missing', async () => {
  const { user, allowed, requestPermission, container } = await open();
  allowed.value = false;
  await user.click(await screen.findByRole('button', { name: 'Allow api.brevo.com' }));
  expect(requestPermission).toHaveBeenCalledTimes(1);
  await expectAccessible(container);
});

it('has the history and Brevo opened', async () => {
  const { user, asked } = await open();
  await user.click(screen.getByRole('button', { name: 'History' }));
  expect(asked).toHaveBeenLastCalledWith({ name: 'page/open', data: { page: 'history' } });
  await waitFor(() => expect(texts()).toHaveLength(2));
  await user.click(screen.getAllByRole('button', { name: 'Open in Brevo' })[0] ?? document.body);
  expect(asked).toHaveBeenLastCalledWith({ name: 'page/open', data: { page: 'brevo' } });
});

it('puts what needs my answer first, and leaves the rest as it is', async () => {
  const asking = { kind: 'needs-answer', at: NOW, why: 'restarted' } as const;
  const { container } = await open({
    messages: [
      messageOf(SENT, { id: 'm-4', text: 'four' }),
      messageOf(asking, { id: 'm-3', text: 'three' }),
      messageOf({ kind: 'queued' }, { id: 'm-2', text: 'two' }),
      messageOf(asking, { id: 'm-1', text: 'one' }),
    ],
  });
  await waitFor(() => expect(texts()).toEqual(['three', 'one', 'four', 'two']));
  await expectAccessible(container);
});

it('takes the focus to the message that may have been sent', async () => {
  const { user, container } = await open({
    messages: [...LIST, messageOf({ kind: 'unknown', at: NOW }, { id: 'm-3', text: 'Hello?' })],
  });
  await user.type(visitor(), 'ada{Enter}');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Show messages of' }), 'This visitor');
  await user.click(await screen.findByRole('button', { name: 'Show it' }));
  await waitFor(() => expect(document.activeElement?.textContent).toContain('Hello?'));
  expect(document.activeElement?.getAttribute('data-message')).toBe('m-3');
  await expectAccessible(container);
});

it.each([
  ['send-anyway', 'Send anyway', { kind: 'needs-answer', at: NOW, why: 'stale' }],
  ['send-again', 'Send again', { kind: 'unknown', at: NOW }],
  ['arrived', 'It arrived', { kind: 'unknown', at: NOW }],
  ['undo', 'Undo', HELD],
] as const)('asks the background for message/%s when I press %s', async (command, name, state) => {
  const { user, asked } = await open({ messages: [messageOf(state)] });
  asked.mockResolvedValue(ok(messageOf(state)));
  await user.click(await screen.findByRole('button', { name }));
  expect(asked).toHaveBeenLastCalledWith({ name: `message/${command}`, data: { id: 'm-1' } });
});

it('G-R6 lets me send anyway what is held back by one that may have been sent', async () => {
  const messages = [
    messageOf({ kind: 'queued' }, { id: 'm-2', text: 'two' }),
    messageOf({ kind: 'unknown', at: NOW }, { text: 'one' }),
  ];
  const { user, asked } = await open({ messages });
  await write(entry(recentItem, { ids: ['m-2', 'm-1'], unsettled: ['m-1', 'm-2'] }));
  await user.click(await screen.findByRole('button', { name: 'Send anyway' }));
  expect(asked).toHaveBeenLastCalledWith({ name: 'message/send-anyway', data: { id: 'm-2' } });
});

describe('taking a message back', () => {
  const two = [
    messageOf(SENT, { id: 'm-3', text: 'gone' }),
    messageOf(HELD, { id: 'm-2', text: 'newest', visitorId: 'bob', caret: 3 }),
    messageOf(HELD, { id: 'm-1', text: 'older' }),
  ];
  const CTRL_Z = '{Control>}z{/Control}';
  async function openHeld() {
    const page = await open({ messages: two });
    await waitFor(() => expect(texts()).toHaveLength(3));
    page.asked.mockResolvedValue(ok(two[1]));
    return page;
  }

  it.each([
    ['Ctrl+Z', CTRL_Z],
    ['Cmd+Z', '{Meta>}z{/Meta}'],
    ['Ctrl+Z with Caps Lock', '{Control>}Z{/Control}'],
  ])('%s on the empty composer takes the newest, and puts me into its text', async (_, keys) => {
    const { user, asked, container } = await openHeld();
    await user.click(textbox());
    await user.keyboard(keys);
    expect(commands(asked)).toEqual([{ name: 'message/undo', data: { id: 'm-2' } }]);
    await waitFor(() => expect([visitor().value, textbox().value]).toEqual(['bob', 'newest']));
    expect(document.activeElement).toBe(textbox());
    await waitFor(() => expect(textbox().selectionStart).toBe(3));
    await expectAccessible(container);
  });

  it('Undo in a row takes that one, and puts me into its text', async () => {
    const { user, asked } = await openHeld();
    asked.mockResolvedValue(ok(two[2]));
    await user.click(screen.getAllByRole('button', { name: 'Undo' })[1] ?? document.body);
    expect(commands(asked)).toEqual([{ name: 'message/undo', data: { id: 'm-1' } }]);
    await waitFor(() => expect([visitor().value, textbox().value]).toEqual(['ada', 'older']));
    expect(document.activeElement).toBe(textbox());
  });

  it.each([
    ['there is text in the composer', () => textbox()],
    ['there is text in the visitor field', () => visitor()],
  ])('Ctrl+Z is the browser’s own while %s', async (_, field) => {
    const { user, asked } = await openHeld();
    await user.type(field(), 'x');
    expect(fireEvent.keyDown(field(), { key: 'z', ctrlKey: true }), 'native undo').toBe(true);
    expect(commands(asked)).toEqual([]);
  });

  it('Ctrl+Z is left alone with Shift or Alt, or when nothing can be taken back', async () => {
    const { asked } = await openHeld();
    for (const keys of [{ ctrlKey: true, shiftKey: true }, { ctrlKey: true, altKey: true }, {}]) {
      expect(fireEvent.keyDown(textbox(), { key: 'z', ...keys })).toBe(true);
    }
    await write(entry(recentItem, { ids: ['m-3'], unsettled: [] }));
    await waitFor(() => expect(texts()).toEqual(['gone']));
    expect(fireEvent.keyDown(textbox(), { key: 'z', ctrlKey: true })).toBe(true);
    expect(commands(asked)).toEqual([]);
  });

  it('says aloud that Ctrl+Z came too late, until the next one works', async () => {
    const { user, asked, container } = await openHeld();
    asked.mockResolvedValueOnce(err({ kind: 'not-changeable' }));
    await user.click(textbox());
    await user.keyboard(CTRL_Z);
    await waitFor(() =>
      expect(alerts()).toEqual([
        'This message is on its way already, or was settled elsewhere. When it says Sent you can edit or delete it.',
      ]),
    );
    await expectAccessible(container);
    await user.keyboard(CTRL_Z);
    await waitFor(() => expect(textbox().value).toBe('newest'));
    expect(alerts()).toEqual([]);
  });
});

it('puts me into the text where I left it', async () => {
  const { user, unmount } = await open();
  await user.type(visitor(), 'ada{Enter}');
  await user.keyboard('Hello{ArrowLeft}{ArrowLeft}');
  unmount();
  await open();
  expect(document.activeElement).toBe(textbox());
  expect([textbox().value, textbox().selectionStart]).toEqual(['Hello', 3]);
});
