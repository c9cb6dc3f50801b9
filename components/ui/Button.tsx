import type { ComponentChildren, Ref } from 'preact';

type Props = {
  children: ComponentChildren;
  onClick: () => void;
  kind?: 'plain' | 'primary' | 'danger' | 'quiet';
  /** Under way: the button keeps the focus and its place, and does nothing. */
  isBusy?: boolean;
  /** The accessible name, when the visible words change or are too few. */
  label?: string;
  title?: string;
  describedBy?: string;
  buttonRef?: Ref<HTMLButtonElement>;
};

/** A button that never loses the focus while it works. */
export const Button = ({ children, onClick, kind = 'plain', isBusy, label, title, describedBy, buttonRef }: Props) => (
  <button
    ref={buttonRef ?? null}
    type="button"
    class={`button ${kind}`}
    aria-disabled={isBusy ? 'true' : undefined}
    aria-label={label}
    aria-describedby={describedBy}
    title={title}
    onClick={() => {
      if (!isBusy) onClick();
    }}
  >
    {children}
  </button>
);
