// @vitest-environment happy-dom
import { screen } from '@testing-library/preact';
import { expect, it, vi } from 'vitest';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { messageOf, NOW } from '../testing.ts';
import { UnknownNotice } from './UnknownNotice.tsx';

const unknown = (id: string) => messageOf({ kind: 'unknown', at: NOW }, { id });

it('says nothing while all is known', () => {
  const { container } = show(<UnknownNotice messages={[]} onShow={vi.fn()} />);
  expect(container.textContent).toBe('');
});

it('says that a message may have been sent, and that the next one goes out all the same', async () => {
  const onShow = vi.fn();
  const { user, container } = show(<UnknownNotice messages={[unknown('m-1')]} onShow={onShow} />);
  expect(screen.getByRole('status').textContent).toContain('A message to this visitor may have been sent.');
  expect(screen.getByRole('status').textContent).toContain('What you send now goes out all the same.');
  await expectAccessible(container);
  await user.click(screen.getByRole('button', { name: 'Show it' }));
  expect(onShow).toHaveBeenCalledExactlyOnceWith('m-1');
});

it('counts them, and shows the newest', async () => {
  const onShow = vi.fn();
  const { user, container } = show(
    <UnknownNotice messages={[unknown('m-3'), unknown('m-2'), unknown('m-1')]} onShow={onShow} />,
  );
  expect(screen.getByText('3 messages to this visitor may have been sent.')).toBeTruthy();
  await expectAccessible(container);
  await user.click(screen.getByRole('button', { name: 'Show it' }));
  expect(onShow).toHaveBeenCalledExactlyOnceWith('m-3');
});
