import type { ComponentChildren, Ref } from 'preact';

type Props = {
  children: ComponentChildren;
  /** Left out for the button that submits its form, so that Enter in a field does the same as a click. */
  onClick?: () => void;
  kind?: 'plain' | 'primary' | 'danger' | 'quiet';
  /** Under way: the button keeps the focus, its place and its name, and does nothing. */
  isBusy?: boolean;
  title?: string;
  describedBy?: string;
  buttonRef?: Ref<HTMLButtonElement>;
};

/** A button that never loses the focus while it works. */
export const Button = ({ children, onClick, kind = 'plain', isBusy, title, describedBy, buttonRef }: Props) => (
  <button
    ref={buttonRef ?? null}
    type={onClick ? 'button' : 'submit'}
    class={`button ${kind}`}
    aria-disabled={isBusy ? 'true' : undefined}
    aria-describedby={describedBy}
    title={title}
    onClick={(event) => {
      if (isBusy) event.preventDefault();
      else onClick?.();
    }}
  >
    {children}
    {isBusy && (
      <span class="busy" aria-hidden="true">
        …
      </span>
    )}
  </button>
);
