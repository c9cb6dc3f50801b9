import { useEffect, useId, useRef, useState } from 'preact/hooks';
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
  onEdit: (id: string, text: string, over?: string) => Change;
  onDelete: (id: string, over?: string) => Change;
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
  const wasLeft = useRef(false);
  const leave = () => {
    wasLeft.current = true;
    setMode('shown');
  };
  useEffect(() => {
    // The button that was pressed may be gone; the row is where the hand was. Not before an open dialog is gone.
    if (mode === 'shown' && wasLeft.current) row.current?.focus();
    wasLeft.current = false;
  }, [mode]);
  return (
    <li ref={row} class="message" tabIndex={-1}>
      <RowHead message={message} now={now} />
      {isEditing ? (
        <EditMessage text={text} onSave={(edit, over) => actions.onEdit(message.id, edit, over)} onDone={leave} />
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
        <DeleteDialog text={text} onDelete={(over) => actions.onDelete(message.id, over)} onDone={leave} />
      )}
    </li>
  );
}

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
