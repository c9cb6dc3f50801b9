// @vitest-environment happy-dom
import { screen } from '@testing-library/preact';
import { expect, it, vi } from 'vitest';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { QuarantineNotice } from './QuarantineNotice.tsx';

it('says nothing while everything can be read', () => {
  expect(show(<QuarantineNotice count={0} onShow={vi.fn()} />).container.textContent).toBe('');
});

it.each([1, 3])('G-R9 says that %d stored records cannot be read, and where to see them', async (count) => {
  const onShow = vi.fn();
  const { user, container } = show(<QuarantineNotice count={count} onShow={onShow} />);
  expect(screen.getByRole('status').textContent).not.toMatch(/\$\d|\|/);
  if (count > 1) expect(screen.getByRole('status').textContent).toContain(String(count));
  await expectAccessible(container);
  await user.click(screen.getByRole('button'));
  expect(onShow).toHaveBeenCalledTimes(1);
});
