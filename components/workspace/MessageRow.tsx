import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { ChangeFailure, NoAnswer } from '../../lib/messaging/contract.ts';
import type { Result } from '../../lib/result.ts';
import type { Message } from '../../lib/storage/items/messages.ts';
import { troubleWords } from '../../lib/text/failure.ts';
import { stateDetail } from '../../lib/text/message.ts';
import { momentOf } from '../../lib/text/time.ts';
import { Button } from '../ui/Button.tsx';
import { useCommand } from '../ui/useCommand.ts';
import { DeleteDialog } from './DeleteDialog.tsx';
import { EditMessage } from './EditMessage.tsx';
import { StateWord } from './StateWord.tsx';

export type Change = Promise<Result<undefined, ChangeFailure | NoAnswer>>;

export type RowActions = {
  /** `seen` is what the agent takes for the text at Brevo. */
  onEdit: (id: string, text: string, seen: string) => Change;
  onDelete: (id: string, seen: string) => Change;
  onSendAgain: (id: string) => Change;
  onArrived: (id: string) => Change;
  onOpenBrevo: () => void;
};

/** One message: whom it went to, its text, what became of it, and what can be done. */
export function MessageRow({ message, now, ...actions }: RowActions & { message: Message; now: number }) {
  const [mode, setMode] = useState<'shown' | 'editing' | 'deleting'>('shown');
  const { state, text } = message;
  const detail = stateDetail(message);
  const isEditing = mode === 'editing' && state.kind === 'sent';
  const row = useRef<HTMLLIElement>(null);
  const hadFocus = useRef(false);
  const leave = () => setMode('shown');
  useLayoutEffect(() => {
    // What was pressed or written in may be gone; the row is where the hand was. Not while its dialog is open.
    if (mode !== 'deleting' && hadFocus.current && isFocusLost()) row.current?.focus();
  }, [mode, state.kind]);
  return (
    <li
      ref={row}
      class="message"
      tabIndex={-1}
      onFocusIn={() => {
        hadFocus.current = true;
      }}
      onFocusOut={(event) => {
        // Without a next element the focused one was removed, or the window lost the focus.
        if (event.relatedTarget) hadFocus.current = row.current?.contains(event.relatedTarget as Node) ?? false;
      }}
    >
      <RowHead message={message} now={now} />
      {isEditing ? (
        <EditMessage text={text} onSave={(edit, seen) => actions.onEdit(message.id, edit, seen)} onDone={leave} />
      ) : (
        <p class="message-text" dir="auto">
          {text}
        </p>
      )}
      {detail && <p class="message-detail">{detail}</p>}
      {!isEditing && (
        <RowButtons
          message={message}
          {...actions}
          onStartEdit={() => setMode('editing')}
          onStartDelete={() => setMode('deleting')}
        />
      )}
      {mode === 'deleting' && (
        <DeleteDialog text={text} onDelete={(seen) => actions.onDelete(message.id, seen)} onDone={leave} />
      )}
    </li>
  );
}

const isFocusLost = () => !document.activeElement || document.activeElement === document.body;

function RowHead({ message, now }: { message: Message; now: number }) {
  const editedAt = message.state.kind === 'sent' ? message.state.editedAt : undefined;
  return (
    <div class="message-head">
      <bdi class="message-visitor">{message.visitorId || i18n.t('visitor.unknown')}</bdi>
      <span class="hint">
        {message.mode === 'automated' && `${i18n.t('row.automated')} · `}
        {message.origin === 'looked-up' && `${i18n.t('row.lookedUp')} · `}
        {editedAt !== undefined && `${i18n.t('state.edited', [momentOf(editedAt, now)])} · `}
        <time>{momentOf(message.confirmedAt, now)}</time>
      </span>
      <StateWord message={message} />
    </div>
  );
}

type ButtonProps = RowActions & { message: Message; onStartEdit: () => void; onStartDelete: () => void };

function RowButtons({ message, onStartEdit, onStartDelete, onSendAgain, onArrived, onOpenBrevo }: ButtonProps) {
  const { isBusy, failure, run } = useCommand<ChangeFailure | NoAnswer>();
  const hint = useId();
  const { kind } = message.state;
  const press = (action: (id: string) => Change) => () => void run(() => action(message.id));
  return (
    <>
      <div class="message-actions">
        {kind === 'sent' && (
          <>
            <Button kind="quiet" onClick={onStartEdit}>
              {i18n.t('row.edit')}
            </Button>
            <Button kind="quiet" onClick={onStartDelete}>
              {i18n.t('row.delete')}
            </Button>
          </>
        )}
        {kind === 'unknown' && (
          <Button onClick={press(onArrived)} isBusy={isBusy}>
            {i18n.t('row.arrived')}
          </Button>
        )}
        {(kind === 'unknown' || kind === 'not-sent') && (
          <Button onClick={press(onSendAgain)} isBusy={isBusy}>
            {i18n.t('row.sendAgain')}
          </Button>
        )}
        <Button kind="quiet" onClick={onOpenBrevo} describedBy={hint} title={i18n.t('row.openHint')}>
          {i18n.t('row.open')}
        </Button>
        <span id={hint} hidden>
          {i18n.t('row.openHint')}
        </span>
      </div>
      {failure && (
        <p class="problem" role="alert">
          {troubleWords(failure)}
        </p>
      )}
    </>
  );
}
