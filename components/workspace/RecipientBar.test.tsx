// @vitest-environment happy-dom
import { screen } from '@testing-library/preact';
import { expect, it, vi } from 'vitest';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { RecipientBar } from './RecipientBar.tsx';

function open(proposed = 'bob') {
  const choices = { onStay: vi.fn(), onLeave: vi.fn(), onTakeAlong: vi.fn() };
  return { choices, ...show(<RecipientBar current="ada" proposed={proposed} {...choices} />) };
}

const bar = () => screen.getByRole('status');
const buttons = () => screen.getAllByRole('button').map(({ textContent }) => textContent);

it('says whom my text is for, whom it is about now, and that nothing is sent', async () => {
  const { container } = open();
  expect(bar().textContent).toContain('Your text is for ada.');
  expect(bar().textContent).toContain('This is now about bob. Nothing is sent until you choose.');
  expect(buttons()).toEqual(['Stay with the text', 'Keep it as a draft', 'Take the text along']);
  await expectAccessible(container);
});

it.each([
  ['Stay with the text', 'onStay'],
  ['Keep it as a draft', 'onLeave'],
  ['Take the text along', 'onTakeAlong'],
] as const)('%s does that alone', async (name, choice) => {
  const { user, choices } = open();
  await user.click(screen.getByRole('button', { name }));
  const called = Object.entries(choices).filter(([, spy]) => spy.mock.calls.length > 0);
  expect(called.map(([key]) => key)).toEqual([choice]);
});

it('takes no text along to nobody', async () => {
  const { container } = open('');
  expect(bar().textContent).toContain('You cleared the visitor. Nothing is sent until you choose.');
  expect(buttons()).toEqual(['Stay with the text', 'Keep it as a draft']);
  await expectAccessible(container);
});
