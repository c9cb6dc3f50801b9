import type { TestPage } from '../page.ts';
import { type Attack, hostilePage } from './attack.ts';

/** Everywhere: at each element, at the host, and at whatever the page finds under the points where the host is. */
const fakes: Attack = ({ note, strangers, repeat }) => {
  const common = { bubbles: true, cancelable: true, composed: true, view: window };
  const enter = { ...common, key: 'Enter', code: 'Enter', keyCode: 13, which: 13 };
  const centre = (one: Element) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    return { clientX: left + width / 2, clientY: top + height / 2 };
  };
  const strike = (target: EventTarget, at: { clientX: number; clientY: number }) => {
    const pointer = { ...common, ...at, button: 0, buttons: 1, detail: 1, isPrimary: true };
    for (const type of ['pointerover', 'pointerdown', 'pointerup'])
      target.dispatchEvent(new PointerEvent(type, pointer));
    for (const type of ['mousedown', 'mouseup', 'click']) target.dispatchEvent(new MouseEvent(type, pointer));
    for (const type of ['keydown', 'keypress', 'keyup']) target.dispatchEvent(new KeyboardEvent(type, enter));
    target.dispatchEvent(new InputEvent('beforeinput', { ...common, inputType: 'insertText', data: 'HOSTILE' }));
    target.dispatchEvent(new InputEvent('input', { ...common, inputType: 'insertText', data: 'HOSTILE' }));
    for (const type of ['submit', 'toggle', 'focus', 'blur']) target.dispatchEvent(new Event(type, common));
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'HOSTILE');
    target.dispatchEvent(new ClipboardEvent('paste', { ...common, clipboardData }));
    target.dispatchEvent(new DragEvent('drop', { ...common, ...at, dataTransfer: clipboardData }));
    if (target instanceof HTMLElement) target.click();
  };
  const edge = () =>
    [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((part) =>
      [5, 20, 100, 200].map((inset) => ({ clientX: innerWidth - inset, clientY: innerHeight * part })),
    );
  let rounds = 0;
  repeat(
    100,
    () => {
      for (const one of [...document.querySelectorAll('body, body *'), ...strangers()]) strike(one, centre(one));
      for (const at of edge()) strike(document.elementFromPoint(at.clientX, at.clientY) ?? document, at);
      strike(window, { clientX: 1, clientY: 1 });
      rounds += 1;
      note(`round ${rounds}, ${strangers().length} strangers`);
    },
    50,
  );
};

/** Pages that play the agent. */
export const synthetic: TestPage[] = [hostilePage('fakes', 'Dispatches events of its own', fakes)];
