import { type ComponentChildren, toChildArray } from 'preact';
import { useId } from 'preact/hooks';

type Props = {
  label: string;
  value: string;
  onInput: (value: string) => void;
  hint?: ComponentChildren;
  problem?: string | undefined;
  placeholder?: string;
  inputMode?: 'text' | 'email';
  /** Covers the text like a password, without being one: password managers must not offer to keep it. */
  isMasked?: boolean;
  maxLength?: number;
  /** A control beside the input. */
  aside?: ComponentChildren;
};

/** A labelled line of text with a hint and, when there is one, its problem. */
export function Field({
  label,
  value,
  onInput,
  hint,
  problem,
  placeholder,
  inputMode = 'text',
  isMasked,
  maxLength,
  aside,
}: Props) {
  const id = useId();
  const describedBy = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <div class="field-line">
        <input
          id={id}
          class={`input${isMasked ? ' masked' : ''}`}
          type="text"
          inputMode={inputMode}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          maxLength={maxLength}
          placeholder={placeholder}
          value={value}
          aria-invalid={problem ? 'true' : undefined}
          aria-describedby={describedBy || undefined}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
        {aside}
      </div>
      {toChildArray(hint).length > 0 && (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
