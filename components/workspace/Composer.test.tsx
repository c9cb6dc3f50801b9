// @vitest-environment happy-dom
import { act, fireEvent, screen } from '@testing-library/preact';
import { useRef, useState } from 'preact/hooks';
import { expect, it, vi } from 'vitest';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { Composer } from './Composer.tsx';

type Start = { text?: string; caret?: number; problem?: string; isHolding?: boolean };

function open({ text = '', caret = text.length, problem, isHolding = false }: Start = {}) {
  const onSend = vi.fn();
  const onWrite = vi.fn();
  const outside: { write?: (text: string, caret: number) => void } = {};
  function Page() {
    const [written, setWritten] = useState(text);
    const [place, setPlace] = useState(caret);
    const textbox = useRef<HTMLTextAreaElement>(null);
    outside.write = (next, at) => {
      setWritten(next);
      setPlace(at);
    };
    return (
      <Composer
        text={written}
        caret={place}
        problem={problem}
        isHolding={isHolding}
        onSend={onSend}
        textboxRef={textbox}
        onWrite={(next, caret) => {
          onWrite(next, caret);
          setWritten(next);
        }}
      />
    );
  }
  return {
    onSend,
    onWrite,
    ...show(<Page />),
    /** The text comes from elsewhere: another surface, another draft, an undone message. */
    fromElsewhere: (next: string, at: number) => act(() => outside.write?.(next, at)),
  };
}

const textbox = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });

it('sends when I press Enter, and writes no line break', async () => {
  const { user, onSend } = open();
  await user.type(textbox(), 'Hello{Enter}');
  expect(onSend).toHaveBeenCalledTimes(1);
  expect(textbox().value).toBe('Hello');
});

it('begins a new line when I press Shift and Enter', async () => {
  const { user, onSend } = open();
  await user.type(textbox(), 'Hello{Shift>}{Enter}{/Shift}Ada');
  expect(onSend).not.toHaveBeenCalled();
  expect(textbox().value).toBe('Hello\nAda');
});

it('sends once however long I hold Enter', async () => {
  const { user, onSend } = open({ text: 'Hello' });
  await user.type(textbox(), '{Enter>5/}');
  expect(onSend).toHaveBeenCalledTimes(1);
  expect(textbox().value).toBe('Hello');
});

it('lets Enter finish a word of my input method', () => {
  const { onSend } = open({ text: 'にほん' });
  expect(fireEvent.keyDown(textbox(), { key: 'Enter', isComposing: true })).toBe(true);
  expect(onSend).not.toHaveBeenCalled();
});

it('sends when I click Send', async () => {
  const { user, onSend, container } = open({ text: 'Hello' });
  await user.click(screen.getByRole('button', { name: 'Send' }));
  expect(onSend).toHaveBeenCalledTimes(1);
  await expectAccessible(container);
});

it('reports each letter and each move of the caret', async () => {
  const { user, onWrite } = open();
  await user.type(textbox(), 'Hey');
  expect(onWrite).toHaveBeenLastCalledWith('Hey', 3);
  await user.keyboard('{ArrowLeft}');
  expect(onWrite).toHaveBeenLastCalledWith('Hey', 2);
});

it('puts the caret where it stood, in a text that comes from elsewhere', async () => {
  const { user, fromElsewhere } = open({ text: 'Hello', caret: 2 });
  expect(textbox().selectionStart).toBe(2);
  await fromElsewhere('Good morning', 4);
  expect([textbox().value, textbox().selectionStart]).toEqual(['Good morning', 4]);
  textbox().focus();
  await user.keyboard('!');
  expect(textbox().value).toBe('Good! morning');
});

it('leaves the caret alone while I type in the middle', async () => {
  const { user, onWrite } = open({ text: 'Helo' });
  await user.type(textbox(), 'l', { initialSelectionStart: 3, initialSelectionEnd: 3 });
  await user.keyboard(' w');
  expect(textbox().value).toBe('Hell wo');
  expect(textbox().selectionStart).toBe(6);
  expect(onWrite).toHaveBeenLastCalledWith('Hell wo', 6);
});

it('says, while a message can be taken back, that Enter sends it and Ctrl+Z takes it back', async () => {
  const { user, container } = open({ isHolding: true });
  expect(screen.getByText('Enter sends it now · Ctrl+Z takes it back')).toBeTruthy();
  await expectAccessible(container);
  await user.type(textbox(), 'N');
  expect(screen.getByText('Enter sends · Shift+Enter for a new line')).toBeTruthy();
});

it('says which keys do what', () => {
  open();
  expect(screen.getByRole('textbox', { description: /^Enter sends · Shift\+Enter for a new line/ })).toBe(textbox());
});

it('counts the characters of a long message, and only of a long one', () => {
  open({ text: 'x'.repeat(5000) });
  expect(screen.queryByText(/long message/)).toBeNull();
  open({ text: 'x'.repeat(5001) });
  expect(screen.getByText(`${(5001).toLocaleString()} characters. That is a long message for a chat.`)).toBeTruthy();
});

it('says aloud what is wrong, at the field', async () => {
  const { container } = open({ problem: 'Write something first.' });
  expect(screen.getByRole('alert').textContent).toBe('Write something first.');
  expect(textbox().getAttribute('aria-invalid')).toBe('true');
  await expectAccessible(container);
});

it.each([
  [100_000, null],
  [100_001, 'off'],
])('breaks a text into lines as long as that is quick: %d characters', (length, wrap) => {
  open({ text: 'x'.repeat(length) });
  expect(screen.getByRole('textbox').getAttribute('wrap')).toBe(wrap);
});
