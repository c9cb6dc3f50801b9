import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { isAtHome, isIn } from '../../lib/messages/states.ts';
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
import { HoldRing } from './HoldRing.tsx';
import { StateWord } from './StateWord.tsx';

export type Change = Promise<Result<undefined, ChangeFailure | NoAnswer>>;

export type RowActions = {
  onUndo: (id: string) => Change;
  /** Brevo's text of a message whose own was not kept. */
  onRead: (id: string) => Promise<Result<string, ChangeFailure | NoAnswer>>;
  onSendAnyway: (id: string) => Change;
  /** `seen` is what the agent takes for the text at Brevo. */
  onEdit: (id: string, text: string, seen: string) => Change;
  onDelete: (id: string, seen: string) => Change;
  onSendAgain: (id: string) => Change;
  onArrived: (id: string) => Change;
  onOpenBrevo: () => void;
};

type Shown = {
  message: Message;
  /** What its visitor is called; without it they are known by ID alone. */
  visitorName: string | undefined;
  /** It waits because one before it may have been sent. */
  isHeldBack: boolean;
  now: number;
};

const canEdit = (message: Message) => isIn(message, 'sent') || isAtHome(message);

/** One message: whom it went to, its text, what became of it, and what can be done. */
export function MessageRow({ message, visitorName, isHeldBack, now, ...actions }: RowActions & Shown) {
  const [mode, setMode] = useState<'shown' | 'editing' | 'deleting'>('shown');
  /** Read from Brevo to be edited, when it is not kept here. */
  const [readText, setReadText] = useState<string>();
  const { state, text, textHash } = message;
  const isKept = textHash === undefined;
  const detail = isHeldBack ? i18n.t('row.heldBack') : stateDetail(message);
  // Whatever becomes of the message meanwhile: what is being typed must not vanish. Saving says what is possible.
  const isEditing = mode === 'editing';
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
      data-message={message.id}
      onFocusIn={() => {
        hadFocus.current = true;
      }}
      onFocusOut={(event) => {
        // Without a next element the focused one was removed, or the window lost the focus.
        if (event.relatedTarget) hadFocus.current = row.current?.contains(event.relatedTarget as Node) ?? false;
      }}
    >
      <RowHead message={message} visitorName={visitorName} now={now} />
      {isEditing ? (
        <EditMessage
          text={readText ?? text}
          onSave={(edit, seen) => actions.onEdit(message.id, edit, seen)}
          onDone={leave}
        />
      ) : (
        <p class={`message-text${isKept ? '' : ' hint'}`} dir="auto">
          {isKept ? text : i18n.t('row.notKept')}
        </p>
      )}
      {detail && <p class="message-detail">{detail}</p>}
      {!isEditing && (
        <RowButtons
          message={message}
          isHeldBack={isHeldBack}
          {...actions}
          onStartEdit={(read) => {
            setReadText(read);
            setMode('editing');
          }}
          onStartDelete={() => setMode('deleting')}
        />
      )}
      {mode === 'deleting' && (
        <DeleteDialog
          text={text}
          isKept={isKept}
          isAtHome={isAtHome(message)}
          onDelete={(seen) => actions.onDelete(message.id, seen)}
          onDone={leave}
        />
      )}
    </li>
  );
}

const isFocusLost = () => !document.activeElement || document.activeElement === document.body;

function RowHead({ message, visitorName, now }: Pick<Shown, 'message' | 'visitorName' | 'now'>) {
  const editedAt = message.state.kind === 'sent' ? message.state.editedAt : undefined;
  return (
    <div class="message-head">
      <bdi class="message-visitor" title={visitorName && message.visitorId}>
        {visitorName ?? (message.visitorId || i18n.t('visitor.unknown'))}
      </bdi>
      <span class="hint">
        {message.mode === 'automated' && `${i18n.t('row.automated')} · `}
        {message.origin === 'looked-up' && `${i18n.t('row.lookedUp')} · `}
        {editedAt !== undefined && `${i18n.t('state.edited', [momentOf(editedAt, now)])} · `}
        <time>{momentOf(message.confirmedAt, now)}</time>
      </span>
      {isIn(message, 'held') && <HoldRing message={message} now={now} />}
      <StateWord message={message} />
    </div>
  );
}

type ButtonProps = RowActions &
  Omit<Shown, 'now' | 'visitorName'> & { onStartEdit: (read?: string) => void; onStartDelete: () => void };

function RowButtons({ message, isHeldBack, onStartEdit, onStartDelete, ...actions }: ButtonProps) {
  const { onUndo, onRead, onSendAnyway, onSendAgain, onArrived, onOpenBrevo } = actions;
  const { isBusy, failure, run } = useCommand<ChangeFailure | NoAnswer>();
  const hint = useId();
  const { kind } = message.state;
  const startEdit = async () => {
    if (message.textHash === undefined) return onStartEdit();
    const read = await run(() => onRead(message.id));
    if (read.ok) onStartEdit(read.value);
  };
  const press = (action: (id: string) => Change) => () => void run(() => action(message.id));
  return (
    <>
      <div class="message-actions">
        {kind === 'held' && (
          <Button onClick={press(onUndo)} isBusy={isBusy}>
            {i18n.t('row.undo')}
          </Button>
        )}
        {(kind === 'needs-answer' || isHeldBack) && (
          <Button onClick={press(onSendAnyway)} isBusy={isBusy}>
            {i18n.t('row.sendAnyway')}
          </Button>
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
        {canEdit(message) && (
          <Button kind="quiet" onClick={() => void startEdit()} isBusy={isBusy && kind === 'sent'}>
            {i18n.t('row.edit')}
          </Button>
        )}
        {canEdit(message) && (
          <Button kind="quiet" onClick={onStartDelete}>
            {i18n.t('row.delete')}
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
