import type { TestPage } from '../page.ts';
import { type Attack, CANARY, hostilePage } from './attack.ts';

const reads: Attack<string> = ({ note, strangers, repeat }, canary) => {
  const find = Reflect.get(window, 'find') as ((text: string, ...how: boolean[]) => boolean) | undefined;
  let before = '';
  const look = () => {
    const active = document.activeElement;
    const value = active && 'value' in active ? String(active.value) : (active?.textContent ?? '');
    const search = () => {
      try {
        // Case, backwards, wrapping, whole words, frames.
        return find?.call(window, canary, false, false, true, false, true);
      } catch {
        // Firefox looks into no frame of another origin.
        return 'refused';
      }
    };
    const found = search();
    const shadows = strangers().map((one) => `${one.nodeName} ${one.shadowRoot} ${one.textContent} ${one.innerHTML}`);
    return [
      `active ${active?.nodeName} ${value.trim().slice(0, 80)}`,
      `selection ${getSelection()?.toString()}`,
      `find ${found}`,
      `strangers ${shadows.join(' | ')}`,
    ].join('; ');
  };
  repeat(50, () => {
    const now = look();
    if (now !== before) note(now);
    before = now;
  });
};

/** Commands act on what has the focus, which may be the frame. */
const commands: Attack = ({ note, repeat }) => {
  const hear = (event: ClipboardEvent) => note(`${event.type} ${getSelection()?.toString()}`);
  for (const type of ['copy', 'cut', 'paste'] as const) document.addEventListener(type, hear, true);
  const run = (command: string, text?: string) => document.execCommand(command, false, text);
  repeat(
    50,
    () => {
      run('selectAll');
      note(`selected ${getSelection()?.toString().slice(0, 200)}`);
      for (const command of ['copy', 'cut', 'paste', 'delete', 'undo', 'forwardDelete']) run(command);
      run('insertText', 'HOSTILE');
      run('insertHTML', '<b>HOSTILE</b>');
      run('insertParagraph');
    },
    100,
  );
};

const selects: Attack = ({ note, strangers, repeat }) => {
  repeat(
    50,
    () => {
      const selection = getSelection();
      for (const one of [document.documentElement, ...strangers()]) {
        selection?.selectAllChildren(one);
        note(`selected ${selection?.toString().slice(0, 200)}`);
      }
      const { innerWidth, innerHeight } = window;
      for (const part of [0.1, 0.5, 0.9]) {
        const hit = document.elementFromPoint(innerWidth - 20, innerHeight * part);
        note(`at the edge ${hit?.nodeName} ${hit?.textContent?.trim().slice(0, 80)}`);
      }
      selection?.removeAllRanges();
    },
    20,
  );
};

/** Pages that read and write what they can reach. */
export const reading: TestPage[] = [
  hostilePage('reads', 'Reads focus, selection and search', reads, { argument: CANARY }),
  hostilePage('commands', 'Gives editing commands', commands),
  hostilePage('selects', 'Selects everything', selects),
];
