// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import type { ChangeFailure } from '../../lib/messaging/contract.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { MessageState } from '../../lib/storage/items/messages.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { momentOf } from '../../lib/text/time.ts';
import { HELD, later, minutesAgo, NOW, SENT, TIMED_OUT, UNREACHABLE } from '../testing.ts';
import { button, buttonNames, openRow, row } from './row-testing.tsx';

const at = minutesAgo(2);
const notSent = (reason: Extract<MessageState, { kind: 'not-sent' }>['reason']): MessageState => ({
  kind: 'not-sent',
  at,
  reason,
});

const states: [word: string, state: MessageState, buttons: string[], detail?: string][] = [
  ['Held', HELD, ['Undo', 'Edit', 'Delete']],
  ['Queued', { kind: 'queued' }, ['Edit', 'Delete']],
  [
    'Needs your answer',
    { kind: 'needs-answer', at, why: 'stale' },
    ['Send anyway', 'Edit', 'Delete'],
    'It waited for more than ten minutes, or the clock was changed, so it was not sent without asking you.',
  ],
  [
    'Needs your answer',
    { kind: 'needs-answer', at, why: 'restarted' },
    ['Send anyway', 'Edit', 'Delete'],
    'The browser or Deskside was started anew while it waited, so it was not sent without asking you.',
  ],
  ['Sending', { kind: 'dispatching', at }, []],
  ['Sent', SENT, ['Edit', 'Delete']],
  ['Sent', { ...SENT, forwardingError: 'Number not on WhatsApp' }, ['Edit', 'Delete'], 'Number not on WhatsApp'],
  ['Sent', { ...SENT, forwardingError: '' }, ['Edit', 'Delete'], 'could not pass it on to the visitor’s channel.'],
  [
    'Sent',
    { kind: 'sent-id-unknown', at, by: 'brevo' },
    [],
    'Brevo took it without saying its ID, so it cannot be edited or deleted from here.',
  ],
  ['Sent', { kind: 'sent-id-unknown', at, by: 'agent' }, [], 'You said that it arrived.'],
  [
    'Not sent',
    notSent({ kind: 'refused', failure: UNREACHABLE }),
    ['Send again', 'Edit', 'Delete'],
    'Check your internet connection.',
  ],
  ['Not sent', notSent({ kind: 'offline' }), ['Send again', 'Edit', 'Delete'], 'You were offline. Nothing was sent.'],
  [
    'Not sent',
    notSent({ kind: 'no-permission' }),
    ['Send again', 'Edit', 'Delete'],
    'does not let Deskside reach api.brevo.com.',
  ],
  ['Not sent', notSent({ kind: 'no-key' }), ['Send again', 'Edit', 'Delete'], 'There was no API key.'],
  ['Not sent', notSent({ kind: 'no-agent' }), ['Send again', 'Edit', 'Delete'], 'Deskside did not know who you are.'],
  ['Not sent', notSent({ kind: 'no-visitor' }), ['Send again', 'Edit', 'Delete'], 'It had no visitor.'],
  [
    'Not sent',
    notSent({ kind: 'no-automated-sender' }),
    ['Send again', 'Edit', 'Delete'],
    'need an agent ID or a group ID.',
  ],
  ['Not sent', notSent({ kind: 'text', problem: 'blank' }), ['Send again', 'Edit', 'Delete'], 'Write something first.'],
  ['Not sent', notSent({ kind: 'stale' }), ['Send again', 'Edit', 'Delete'], 'more than ten minutes'],
  ['Not sent', notSent({ kind: 'sent-elsewhere' }), ['Send again', 'Edit', 'Delete'], 'Another window sent this draft'],
  [
    'May have been sent',
    { kind: 'unknown', at, failure: TIMED_OUT },
    ['It arrived', 'Send again'],
    'Brevo did not answer in time. Look in Brevo before you send it again, or the visitor may get it twice.',
  ],
  ['May have been sent', { kind: 'unknown', at }, ['It arrived', 'Send again'], 'stopped while it was on its way.'],
  ['Deleted', { kind: 'deleted', at }, []],
  ['Cancelled', { kind: 'cancelled', at }, []],
];

it.each(states)('shows %s (%j) with the buttons that fit', async (word, state, buttons, detail) => {
  const { container } = openRow(state);
  expect(within(row()).getByText(word)).toBeTruthy();
  expect(within(row()).getByText('Hello Ada')).toBeTruthy();
  expect(buttonNames()).toEqual([...buttons, 'Open in Brevo']);
  if (detail) expect(container.querySelector('.message-detail')?.textContent).toContain(detail);
  else expect(container.querySelector('.message-detail')).toBeNull();
  await expectAccessible(container);
});

it('has a case for every state there is', () => {
  const kinds: Record<MessageState['kind'], true> = {
    held: true,
    queued: true,
    'needs-answer': true,
    dispatching: true,
    sent: true,
    'sent-id-unknown': true,
    'not-sent': true,
    unknown: true,
    deleted: true,
    cancelled: true,
  };
  expect(new Set(states.map(([, state]) => state.kind))).toEqual(new Set(Object.keys(kinds)));
});

it('says why a queued message waits, and lets me send it anyway', async () => {
  const { user, onSendAnyway, onSendAgain, container } = openRow({ kind: 'queued' }, {}, { isHeldBack: true });
  expect(buttonNames()).toEqual(['Send anyway', 'Edit', 'Delete', 'Open in Brevo']);
  expect(container.querySelector('.message-detail')?.textContent).toBe(
    'A message before it may have been sent. Say what became of that one, or send this one anyway.',
  );
  await expectAccessible(container);
  await user.click(button('Send anyway'));
  expect(onSendAnyway).toHaveBeenCalledExactlyOnceWith('m-1');
  expect(onSendAgain).not.toHaveBeenCalled();
});

it('sends what needs my answer when I give it', async () => {
  const { user, onSendAnyway, become } = openRow({ kind: 'needs-answer', at, why: 'restarted' });
  onSendAnyway.mockImplementation(async () => {
    become({ kind: 'queued' });
    return ok(undefined);
  });
  await user.click(button('Send anyway'));
  expect(onSendAnyway).toHaveBeenCalledExactlyOnceWith('m-1');
  await waitFor(() => expect(document.activeElement).toBe(row()));
});

it('G-R5 takes a held message back, and says why when it is too late', async () => {
  const { user, onUndo, container } = openRow(HELD);
  onUndo.mockResolvedValue(err({ kind: 'not-changeable' }));
  await user.click(button('Undo'));
  expect(onUndo).toHaveBeenCalledExactlyOnceWith('m-1');
  expect((await screen.findByRole('alert')).textContent).toBe(
    'This message is on its way already, or was settled elsewhere. When it says Sent you can edit or delete it.',
  );
  await expectAccessible(container);
});

it('keeps what I typed when the message is on its way, or sent, before I have saved', async () => {
  const { user, become } = openRow(HELD);
  await user.click(button('Edit'));
  await user.keyboard('!');
  become({ kind: 'dispatching', at });
  become(SENT);
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toMatch(/!$/);
  expect(document.activeElement).toBe(screen.getByRole('textbox'));
});

describe('a message whose text was not kept', () => {
  const open = (state: MessageState = SENT) => openRow(state, { text: '', textHash: 'a1b2' });

  it('says so in place of the text', async () => {
    const { container } = open({ kind: 'deleted', at });
    expect(within(row()).getByText('Text not kept')).toBeTruthy();
    await expectAccessible(container);
  });

  it('is read from Brevo to be edited', async () => {
    const { user, onRead, onEdit, container } = open();
    await user.click(button('Edit'));
    expect(onRead).toHaveBeenCalledExactlyOnceWith('m-1');
    const textbox = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Edit message' });
    expect(textbox.value).toBe('Hello from Brevo');
    await expectAccessible(container);
    await user.keyboard('!{Enter}');
    expect(onEdit).toHaveBeenCalledExactlyOnceWith('m-1', 'Hello from Brevo!', 'Hello from Brevo');
  });

  it('says why it cannot be read, and asks Brevo once', async () => {
    const { user, onRead, container } = open();
    const { promise, answer } = later<Result<string, ChangeFailure>>();
    onRead.mockReturnValue(promise);
    await user.dblClick(button('Edit'));
    expect(button('Edit').getAttribute('aria-disabled')).toBe('true');
    expect(onRead).toHaveBeenCalledTimes(1);
    answer(err({ kind: 'already-deleted' }));
    expect((await screen.findByRole('alert')).textContent).toBe('This message is already deleted at Brevo.');
    expect(screen.queryByRole('textbox')).toBeNull();
    await expectAccessible(container);
  });

  it('is deleted without showing a text', async () => {
    const { user, onDelete, container } = open();
    await user.click(button('Delete'));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText('Text not kept')).toBeTruthy();
    await expectAccessible(container);
    await user.click(within(dialog).getByRole('button', { name: 'Delete' }));
    expect(onDelete).toHaveBeenCalledExactlyOnceWith('m-1', '');
  });
});

it('says whom it went to, when, and that it was automated, looked up or edited', async () => {
  const { container } = openRow({ ...SENT, editedAt: minutesAgo(1) }, { mode: 'automated', origin: 'looked-up' });
  const times = [momentOf(minutesAgo(1), NOW), momentOf(minutesAgo(3), NOW)];
  expect(row().textContent).toContain(`adaautomated · looked up · edited ${times[0]} · ${times[1]}`);
  await expectAccessible(container);
});

it('says that the visitor is unknown when Brevo did not name one', () => {
  openRow(SENT, { visitorId: '', origin: 'looked-up' });
  expect(screen.getByText('unknown visitor')).toBeTruthy();
});

it('sends again only when I say so', async () => {
  const { user, onSendAgain, onArrived } = openRow({ kind: 'unknown', at });
  await user.click(button('Send again'));
  expect(onSendAgain).toHaveBeenCalledWith('m-1');
  expect(onArrived).not.toHaveBeenCalled();
});

it('takes my word that it arrived', async () => {
  const { user, onSendAgain, onArrived } = openRow({ kind: 'unknown', at });
  await user.click(button('It arrived'));
  expect(onArrived).toHaveBeenCalledWith('m-1');
  expect(onSendAgain).not.toHaveBeenCalled();
});

it('sends again once, however often I click meanwhile', async () => {
  const { user, onSendAgain, onArrived } = openRow({ kind: 'unknown', at });
  const { promise, answer } = later<Result<undefined, never>>();
  onSendAgain.mockReturnValue(promise);
  await user.dblClick(button('Send again'));
  await user.click(button('It arrived'));
  expect(onSendAgain).toHaveBeenCalledTimes(1);
  expect(onArrived).not.toHaveBeenCalled();
  answer(ok(undefined));
  await waitFor(() => expect(button('Send again').getAttribute('aria-disabled')).toBeNull());
});

it('says aloud why it was not sent again', async () => {
  const { user, onSendAgain, container } = openRow({ kind: 'unknown', at });
  onSendAgain.mockResolvedValue(err({ kind: 'storage-unavailable' }));
  await user.click(button('Send again'));
  expect((await screen.findByRole('alert')).textContent).toContain('could not store the change');
  await expectAccessible(container);
});

it('opens Brevo, and says that Brevo has no link to one visitor', async () => {
  const { user, onOpenBrevo } = openRow(SENT);
  const description = 'Opens Brevo Conversations. Brevo has no link to one visitor’s conversation by visitor ID.';
  await user.click(screen.getByRole('button', { name: 'Open in Brevo', description }));
  expect(onOpenBrevo).toHaveBeenCalledTimes(1);
});
