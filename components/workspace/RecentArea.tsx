import { type Signal, useComputed } from '@preact/signals';
import type { Message } from '../../lib/storage/items/messages.ts';
import type { WorkspaceView } from '../../lib/view/workspace.ts';
import type { RowActions } from './MessageRow.tsx';
import { RecentMessages } from './RecentMessages.tsx';

type Props = { view: WorkspaceView; isFiltered: Signal<boolean>; onUndo: RowActions['onUndo'] };

/** What was sent lately, and what can be done with it. It is drawn anew when it changes, not at each key in the composer. */
export function RecentArea({ view, isFiltered, onUndo }: Props) {
  const { composer, messages } = view;
  const canFilter = useComputed(() => composer.recipient.value.visitorId.trim() !== '');
  const shown = useComputed(() => {
    if (!isFiltered.value || !canFilter.value) return messages.value;
    const chosen = composer.recipient.value.visitorId.trim();
    return messages.value.filter(({ visitorId }) => visitorId === chosen);
  });
  // The map itself, which stays the same while the agent writes.
  const visitors = useComputed(() => view.known.value.visitors);
  const open = (page: 'brevo' | 'history') => void view.ask('page/open', { page });
  return (
    <RecentMessages
      messages={waitingFirst(shown.value)}
      visitors={visitors.value}
      heldBack={view.heldBack.value}
      isFiltered={isFiltered.value && canFilter.value}
      canFilter={canFilter.value}
      now={view.time.value}
      onFilter={(wanted) => {
        isFiltered.value = wanted;
      }}
      onEdit={(id, edit, seen) => view.ask('message/edit', { id, text: edit, seen })}
      onDelete={(id, seen) => view.ask('message/delete', { id, seen })}
      onUndo={onUndo}
      onRead={(id) => view.ask('message/read', { id })}
      onSendAnyway={(id) => view.ask('message/send-anyway', { id })}
      onSendAgain={(id) => view.ask('message/send-again', { id })}
      onArrived={(id) => view.ask('message/arrived', { id })}
      onOpenBrevo={() => open('brevo')}
      onHistory={() => open('history')}
    />
  );
}

/** What the agent has to decide about comes first. */
const waitingFirst = (messages: Message[]): Message[] => [
  ...messages.filter(({ state }) => state.kind === 'needs-answer'),
  ...messages.filter(({ state }) => state.kind !== 'needs-answer'),
];
