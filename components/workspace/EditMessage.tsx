import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { textProblem } from '../../lib/messages/text-check.ts';
import type { ChangeFailure, NoAnswer } from '../../lib/messaging/contract.ts';
import { troubleWords } from '../../lib/text/failure.ts';
import { textWords } from '../../lib/text/message.ts';
import { Button } from '../ui/Button.tsx';
import { useCommand } from '../ui/useCommand.ts';
import { wrapping } from '../ui/wrapping.ts';
import { Differs } from './Differs.tsx';
import type { Change } from './MessageRow.tsx';

type Props = { text: string; onSave: (text: string, seen: string) => Change; onDone: () => void };

/** Edits in place. When Brevo's text is not the one shown here, both are shown and the agent chooses. */
export function EditMessage({ text, onSave, onDone }: Props) {
  const [edit, setEdit] = useState(text);
  /** What stood here when the edit began; another surface may change the message meanwhile. */
  const [began] = useState(text);
  const [wrong, setWrong] = useState<string>();
  const { isBusy, failure, run } = useCommand<ChangeFailure | NoAnswer>();
  const textbox = useRef<HTMLTextAreaElement>(null);
  // Before the next key: what is typed right after Enter belongs in here.
  useLayoutEffect(() => {
    textbox.current?.focus();
    textbox.current?.setSelectionRange(text.length, text.length);
  }, []);
  const theirs = failure?.kind === 'differs' ? failure.text : undefined;
  const save = async () => {
    if (isBusy) return;
    if (edit === began && theirs === undefined) return onDone();
    const wrong = textProblem(edit);
    setWrong(wrong && textWords(wrong, edit.length));
    if (!wrong && (await run(() => onSave(edit, theirs ?? began))).ok) onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === 'Escape') onDone();
    else if (event.key !== 'Enter' || event.shiftKey) return;
    else if (!event.repeat) void save();
    // Escape would also close the popup; an Enter that is still held would write lines.
    event.preventDefault();
  };
  return (
    <div class="edit">
      <textarea
        ref={textbox}
        class="input"
        rows={3}
        dir="auto"
        aria-label={i18n.t('row.editLabel')}
        wrap={wrapping(edit)}
        value={edit}
        onInput={(event) => setEdit(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {(wrong ?? failure) && (
        <p class="problem" role="alert">
          {wrong ?? (failure && troubleWords(failure))}
        </p>
      )}
      {theirs !== undefined && <Differs ours={began} theirs={theirs} />}
      <div class="message-actions">
        <Button kind="primary" onClick={() => void save()} isBusy={isBusy}>
          {i18n.t('row.save')}
        </Button>
        <Button onClick={onDone}>{i18n.t('row.cancel')}</Button>
      </div>
    </div>
  );
}
