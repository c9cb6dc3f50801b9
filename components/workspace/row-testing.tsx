import { screen } from '@testing-library/preact';
import { vi } from 'vitest';
import { ok } from '../../lib/result.ts';
import type { Message, MessageState } from '../../lib/storage/items/messages.ts';
import { show } from '../../lib/testing/show.ts';
import { messageOf, NOW } from '../testing.ts';
import { MessageRow, type RowActions } from './MessageRow.tsx';

/** One row on a page, whose message the test can change as the background would. */
export function openRow(state: MessageState, change: Partial<Message> = {}, { isHeldBack = false } = {}) {
  const actions = {
    onUndo: vi.fn<RowActions['onUndo']>(async () => ok(undefined)),
    onRead: vi.fn<RowActions['onRead']>(async () => ok('Hello from Brevo')),
    onSendAnyway: vi.fn<RowActions['onSendAnyway']>(async () => ok(undefined)),
    onEdit: vi.fn<RowActions['onEdit']>(async () => ok(undefined)),
    onDelete: vi.fn<RowActions['onDelete']>(async () => ok(undefined)),
    onSendAgain: vi.fn<RowActions['onSendAgain']>(async () => ok(undefined)),
    onArrived: vi.fn<RowActions['onArrived']>(async () => ok(undefined)),
    onOpenBrevo: vi.fn<RowActions['onOpenBrevo']>(),
  };
  const listOf = (message: Message) => (
    <ul aria-label="Messages">
      <MessageRow message={message} visitorName={undefined} isHeldBack={isHeldBack} now={NOW} {...actions} />
    </ul>
  );
  const shown = show(listOf(messageOf(state, change)));
  return {
    ...actions,
    ...shown,
    become: (next: MessageState, other: Partial<Message> = {}) => shown.rerender(listOf(messageOf(next, other))),
  };
}

export const row = () => screen.getByRole('listitem');
export const button = (name: string) => screen.getByRole('button', { name });
export const buttonNames = () => screen.getAllByRole('button').map(({ textContent }) => textContent);
