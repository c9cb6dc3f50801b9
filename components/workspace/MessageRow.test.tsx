// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/preact';
import { expect, it } from 'vitest';
import { err, ok, type Result } from '../../lib/result.ts';
import type { MessageState } from '../../lib/storage/items/messages.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { momentOf } from '../../lib/text/time.ts';
import { later, minutesAgo, NOW, SENT, TIMED_OUT, UNREACHABLE } from '../testing.ts';
import { button, buttonNames, openRow, row } from './row-testing.tsx';

const at = minutesAgo(2);
const notSent = (reason: Extract<MessageState, { kind: 'not-sent' }>['reason']): MessageState => ({
  kind: 'not-sent',
  at,
  reason,
});

const states: [word: string, state: MessageState, buttons: string[], detail?: string][] = [
  ['Queued', { kind: 'queued' }, []],
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
  ['Not sent', notSent({ kind: 'refused', failure: UNREACHABLE }), ['Send again'], 'Check your internet connection.'],
  ['Not sent', notSent({ kind: 'offline' }), ['Send again'], 'You were offline. Nothing was sent.'],
  ['Not sent', notSent({ kind: 'no-permission' }), ['Send again'], 'does not let Deskside reach api.brevo.com.'],
  ['Not sent', notSent({ kind: 'no-key' }), ['Send again'], 'There was no API key.'],
  ['Not sent', notSent({ kind: 'no-agent' }), ['Send again'], 'Deskside did not know who you are.'],
  ['Not sent', notSent({ kind: 'no-visitor' }), ['Send again'], 'It had no visitor.'],
  ['Not sent', notSent({ kind: 'no-automated-sender' }), ['Send again'], 'need an agent ID or a group ID.'],
  ['Not sent', notSent({ kind: 'text', problem: 'blank' }), ['Send again'], 'Write something first.'],
  ['Not sent', notSent({ kind: 'stale' }), ['Send again'], 'more than ten minutes'],
  ['Not sent', notSent({ kind: 'sent-elsewhere' }), ['Send again'], 'Another window sent this draft'],
  [
    'May have been sent',
    { kind: 'unknown', at, failure: TIMED_OUT },
    ['It arrived', 'Send again'],
    'Brevo did not answer in time. Look in Brevo before you send it again, or the visitor may get it twice.',
  ],
  ['May have been sent', { kind: 'unknown', at }, ['It arrived', 'Send again'], 'stopped while it was on its way.'],
  ['Deleted', { kind: 'deleted', at }, []],
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
