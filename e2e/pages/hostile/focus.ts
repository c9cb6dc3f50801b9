import type { TestPage } from '../page.ts';
import { type Attack, hostilePage } from './attack.ts';

const ownField = 'own';

const steals: Attack<string> = ({ note, repeat }, id) => {
  const field = document.getElementById(id) as HTMLInputElement;
  field.addEventListener('input', () => note(`typed ${field.value}`));
  repeat(50, () => {
    if (document.activeElement !== field || !document.hasFocus()) {
      window.focus();
      field.focus();
    }
  });
};

/** Once is enough to catch the next key. */
const stealsOnce: Attack<string> = ({ note }, id) => {
  const field = document.getElementById(id) as HTMLInputElement;
  field.addEventListener('input', () => note(`typed ${field.value}`));
  field.focus();
};

const blurs: Attack = ({ repeat }) => {
  repeat(50, () => {
    (document.activeElement as HTMLElement | null)?.blur();
    window.focus();
  });
};

const opensDialogs: Attack = ({ note, repeat }) => {
  const dialog = document.createElement('dialog');
  dialog.innerHTML = '<input aria-label="Bait">';
  dialog.addEventListener('input', (event) => note(`typed ${(event.target as HTMLInputElement).value}`));
  document.body.append(dialog);
  repeat(200, () => {
    dialog.close();
    dialog.showModal();
  });
};

/** Pages that want the keys for themselves. */
export const focus: TestPage[] = [
  hostilePage('steals-focus', 'Steals the focus every 50 ms', steals, { argument: ownField }),
  hostilePage('steals-focus-once', 'Steals the focus once', stealsOnce, { argument: ownField }),
  hostilePage('blurs', 'Takes the focus away', blurs),
  hostilePage('modal-again', 'Opens a modal dialog again and again', opensDialogs),
];
