// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { expect, it, vi } from 'vitest';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { Composer } from './Composer.tsx';

function open({ text = '', problem }: { text?: string; problem?: string } = {}) {
  const onSend = vi.fn();
  const onWrite = vi.fn();
  function Page() {
    const [written, setWritten] = useState(text);
    return (
      <Composer
        text={written}
        problem={problem}
        onSend={onSend}
        textboxRef={{ current: null }}
        onWrite={(next, caret) => {
          onWrite(next, caret);
          setWritten(next);
        }}
      />
    );
  }
  return { onSend, onWrite, ...show(<Page />) };
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
