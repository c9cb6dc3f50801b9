import { vi } from 'vitest';

/**
 * happy-dom's `showModal` only sets `open`. What a browser adds, and people notice, is added here: the focus goes into
 * the dialog and cannot leave it, Escape cancels, and closing gives the focus back.
 */
export function actLikeModalDialogs(): void {
  vi.spyOn(HTMLDialogElement.prototype, 'showModal').mockImplementation(function (this: HTMLDialogElement) {
    const before = document.activeElement;
    this.open = true;
    let inside: HTMLElement | null = this.querySelector('button, input');
    inside?.focus();
    const keepFocus = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && this.contains(target)) inside = target;
      else inside?.focus();
    };
    const onKeyDown = ({ key }: KeyboardEvent) => {
      if (key === 'Escape' && this.dispatchEvent(new Event('cancel', { cancelable: true }))) this.close();
    };
    document.addEventListener('focusin', keepFocus);
    document.addEventListener('keydown', onKeyDown);
    const onClose = () => {
      document.removeEventListener('focusin', keepFocus);
      document.removeEventListener('keydown', onKeyDown);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
    this.addEventListener('close', onClose, { once: true });
  });
}
