// @vitest-environment happy-dom
import { screen, within } from '@testing-library/preact';
import { expect, it, vi } from 'vitest';
import type { Message } from '../../lib/storage/items/messages.ts';
import type { Visitor } from '../../lib/storage/items/visitors.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { messageOf, NOW, SENT } from '../testing.ts';
import { RecentMessages } from './RecentMessages.tsx';
import { visitorOf } from './visitor-testing.ts';

function open(
  messages: Message[],
  { isFiltered = false, canFilter = true, heldBack = [] as string[], visitors = new Map<string, Visitor>() } = {},
) {
  const onFilter = vi.fn();
  const onHistory = vi.fn();
  const actions = {
    onUndo: vi.fn(),
    onRead: vi.fn(),
    onSendAnyway: vi.fn(),
    onEdit: vi.fn(),
    onDelete: vi.fn(),
    onSendAgain: vi.fn(),
    onArrived: vi.fn(),
    onOpenBrevo: vi.fn(),
  };
  const props = {
    messages,
    visitors,
    heldBack: new Set(heldBack),
    isFiltered,
    canFilter,
    now: NOW,
    onFilter,
    onHistory,
  };
  return { onFilter, onHistory, ...show(<RecentMessages {...props} {...actions} />) };
}

it('lists what was sent, in the order given', async () => {
  const { container } = open([messageOf(SENT), messageOf({ kind: 'queued' }, { id: 'm-2', text: 'Hello Bob' })]);
  const rows = within(screen.getByRole('list', { name: 'Recent messages' })).getAllByRole('listitem');
  expect(rows.map((each) => each.querySelector('.message-text')?.textContent)).toEqual(['Hello Ada', 'Hello Bob']);
  await expectAccessible(container);
});

it('calls visitors what the agent, or else their page, calls them', () => {
  const visitors = new Map<string, Visitor>([
    ['ada', visitorOf('ada', { name: 'Ada Lovelace', nickname: 'Countess' })],
    ['bob', visitorOf('bob', { name: 'Bob Example' })],
    ['carla', visitorOf('carla')],
  ]);
  const messages = ['ada', 'bob', 'carla', 'dan'].map((visitorId) => messageOf(SENT, { id: visitorId, visitorId }));
  const { container } = open(messages, { visitors });
  const shown = [...container.querySelectorAll<HTMLElement>('.message-visitor')];
  expect(shown.map(({ textContent, title }) => [textContent, title])).toEqual([
    ['Countess', 'ada'],
    ['Bob Example', 'bob'],
    ['carla', ''],
    ['dan', ''],
  ]);
});

it('says what will appear here while nothing was sent', async () => {
  const { container } = open([], { canFilter: false });
  expect(screen.getByText('Nothing sent yet')).toBeTruthy();
  expect(screen.getByText(/Messages that you send from this browser appear here/)).toBeTruthy();
  expect(screen.queryByRole('list')).toBeNull();
  expect(screen.queryByRole('combobox')).toBeNull();
  await expectAccessible(container);
});

it('says that nothing was sent to this visitor', async () => {
  const { container } = open([], { isFiltered: true });
  expect(screen.getByText('Nothing sent to this visitor from this browser.')).toBeTruthy();
  await expectAccessible(container);
});

it('shows all messages or only this visitor’s', async () => {
  const { user, onFilter } = open([messageOf(SENT)]);
  const filter = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Show messages of' });
  expect(filter.value).toBe('all');
  await user.selectOptions(filter, 'This visitor');
  expect(onFilter).toHaveBeenLastCalledWith(true);
});

it('lets me send the one that is held back, and no other', () => {
  open([messageOf({ kind: 'queued' }), messageOf({ kind: 'queued' }, { id: 'm-2', text: 'Hello Bob' })], {
    heldBack: ['m-2'],
  });
  const rows = screen.getAllByRole('listitem');
  const canSend = rows.map((each) => within(each).queryByRole('button', { name: 'Send anyway' }) !== null);
  expect(canSend).toEqual([false, true]);
});

it.each([
  ['nothing', []],
  ['something', [messageOf(SENT)]],
])('leads to the history, with %s in the list', async (_, messages) => {
  const { user, onHistory } = open(messages);
  await user.click(screen.getByRole('button', { name: 'History' }));
  expect(onHistory).toHaveBeenCalledTimes(1);
});
