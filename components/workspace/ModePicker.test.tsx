// @vitest-environment happy-dom
import { screen, within } from '@testing-library/preact';
import { expect, it, vi } from 'vitest';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { ModePicker } from './ModePicker.tsx';

const group = () => screen.getByRole('radiogroup', { name: 'Send as' });
const radio = (name: string) => within(group()).getByRole<HTMLInputElement>('radio', { name });

it('lets me choose whether the message comes from me or as an automated one', async () => {
  const onChange = vi.fn();
  const { user, container } = show(<ModePicker mode="agent" problem={undefined} onChange={onChange} />);
  expect([radio('Agent').checked, radio('Automated').checked]).toEqual([true, false]);
  await user.click(radio('Automated'));
  expect(onChange).toHaveBeenCalledWith('automated');
  await expectAccessible(container);
});

it('says aloud what an automated message needs', async () => {
  const { container } = show(<ModePicker mode="automated" problem="It needs a sender." onChange={vi.fn()} />);
  expect(screen.getByRole('alert').textContent).toBe('It needs a sender.');
  expect(screen.getByRole('radiogroup', { description: 'It needs a sender.' })).toBe(group());
  await expectAccessible(container);
});
