import { SendHorizontal } from 'lucide';
import type { RefObject } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { LONG_TEXT } from '../../lib/storage/items/messages.ts';
import { number } from '../../lib/text/message.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { wrapping } from '../ui/wrapping.ts';

type Props = {
  text: string;
  /** Where the caret belongs when the text comes from elsewhere: another page, another draft, an undone message. */
  caret: number;
  problem: string | undefined;
  /** A message to the same visitor can still be undone: Enter sends it, when there is nothing else to send. */
  isHolding: boolean;
  /** The text changed, or only the place of the caret in it. */
  onWrite: (text: string, caret: number) => void;
  onSend: () => void;
  textboxRef: RefObject<HTMLTextAreaElement | null>;
};

/** Where the message is written. Enter sends, but neither a held key nor one that ends an input method's word. */
export function Composer({ text, caret, problem, isHolding, onWrite, onSend, textboxRef }: Props) {
  const id = useId();
  const typed = useRef<string>(undefined);
  const report = ({ currentTarget: { value, selectionStart } }: { currentTarget: HTMLTextAreaElement }) => {
    typed.current = value;
    onWrite(value, selectionStart);
  };
  useLayoutEffect(() => {
    if (text !== typed.current) textboxRef.current?.setSelectionRange(caret, caret);
    typed.current = text;
  }, [text]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!event.repeat) onSend();
  };
  return (
    <div class="field composer">
      <label for={id}>{i18n.t('composer.label')}</label>
      <textarea
        id={id}
        ref={textboxRef}
        class="input"
        rows={3}
        dir="auto"
        placeholder={i18n.t('composer.placeholder')}
        wrap={wrapping(text)}
        value={text}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={`${id}-hint ${id}-problem`}
        onInput={report}
        onKeyUp={report}
        onClick={report}
        onKeyDown={onKeyDown}
      />
      <p id={`${id}-problem`} class="problem" role="alert">
        {problem}
      </p>
      <div class="composer-line">
        <p id={`${id}-hint`} class="hint">
          {hintFor(text, isHolding)}
        </p>
        <Button kind="primary" onClick={onSend}>
          <Icon of={SendHorizontal} />
          {i18n.t('composer.send')}
        </Button>
      </div>
    </div>
  );
}

function hintFor(text: string, isHolding: boolean): string {
  if (text.length > LONG_TEXT) return i18n.t('text.long', [number(text.length)]);
  return i18n.t(isHolding && text === '' ? 'composer.holding' : 'composer.hint');
}
