// @vitest-environment happy-dom
import { screen } from '@testing-library/preact';
import { expect, it, vi } from 'vitest';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { PauseMenu } from './PauseMenu.tsx';

/** Half past twelve. */
const NOW = new Date(2026, 10, 23, 12, 30).getTime();

function open(isPaused = false) {
  const onPause = vi.fn();
  return { onPause, ...show(<PauseMenu isPaused={isPaused} now={NOW} onPause={onPause} />) };
}
const button = (name: string) => screen.getByRole('button', { name });
const toggle = () => button('Pause');
const choice = (name: string) => screen.queryByRole('button', { name });

it.each<[string, number]>([
  ['15 minutes', NOW + 15 * 60_000],
  ['30 minutes', NOW + 30 * 60_000],
  ['1 hour', NOW + 60 * 60_000],
  ['Off for today', new Date(2026, 10, 24).getTime()],
])('pauses: %s', async (name, until) => {
  const { user, onPause, container } = open();
  await user.click(toggle());
  await expectAccessible(container);
  await user.click(button(name));
  expect(onPause.mock.calls).toEqual([[until]]);
  expect(choice(name)).toBeNull();
  expect(document.activeElement).toBe(toggle());
});

it.each([
  ['14:00', new Date(2026, 10, 23, 14).getTime()],
  ['09:15', new Date(2026, 10, 24, 9, 15).getTime()],
  ['12:30', new Date(2026, 10, 24, 12, 30).getTime()],
])('pauses until %s, which may be tomorrow', async (time, until) => {
  const { user, onPause } = open();
  await user.click(toggle());
  await user.type(screen.getByLabelText('Until'), time);
  await user.keyboard('{Enter}');
  expect(onPause.mock.calls).toEqual([[until]]);
});

it('asks for a time when there is none', async () => {
  const { user, onPause } = open();
  await user.click(toggle());
  await user.click(button('Pause until then'));
  expect(screen.getByRole('alert').textContent).toBe('Choose a time first.');
  expect(onPause).not.toHaveBeenCalled();
});

it('opens and closes by keyboard, and gives the focus back', async () => {
  const { user } = open();
  await user.tab();
  await user.keyboard('{Enter}');
  expect(toggle().getAttribute('aria-expanded')).toBe('true');
  await user.tab();
  expect(document.activeElement).toBe(button('15 minutes'));
  await user.keyboard('{Escape}');
  expect(choice('15 minutes')).toBeNull();
  expect(document.activeElement).toBe(toggle());
});

it('is the way back while it lasts', async () => {
  const { user, onPause } = open(true);
  await user.click(button('Resume'));
  expect(onPause.mock.calls).toEqual([[null]]);
});
