// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/preact';
import { expect, it, vi } from 'vitest';
import { err, ok, type Result } from '../../lib/result.ts';
import type { Visitor } from '../../lib/storage/items/visitors.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import type { VisitorTrouble } from '../../lib/text/visitor.ts';
import { later } from '../testing.ts';
import { VisitorDetails } from './VisitorDetails.tsx';
import { visitorOf } from './visitor-testing.ts';

type Answer = Result<unknown, VisitorTrouble>;

async function open(visitor?: Visitor, { isOpen = false } = {}) {
  const onSave = vi.fn(async (_: object): Promise<Answer> => ok(undefined));
  const onForget = vi.fn(async (): Promise<Answer> => ok(undefined));
  const details = (now: Visitor | undefined) => (
    <VisitorDetails visitorId="c-1" visitor={now} onSave={onSave} onForget={onForget} />
  );
  const page = show(details(visitor));
  if (isOpen) await page.user.click(button('Details'));
  return { onSave, onForget, become: (now: Visitor) => page.rerender(details(now)), ...page };
}
const button = (name: string) => screen.getByRole('button', { name });
const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const facts = () => document.querySelector('.visitor-facts')?.textContent;

it('says in one line what is known, the nickname before the name', async () => {
  const { container } = await open(visitorOf('c-1', { name: 'Ada Lovelace', nickname: 'Ada', language: 'pt-BR' }));
  expect(facts()).toBe('Ada · Brazilian Portuguese');
  await expectAccessible(container);
});

it('says that nothing is noted yet', async () => {
  const { container } = await open();
  expect(facts()).toBe('Nothing noted');
  await expectAccessible(container);
});

it('keeps each part in its own direction', async () => {
  await open(visitorOf('c-1', { name: 'محمد علي', note: 'VIP' }));
  expect([...document.querySelectorAll('.visitor-facts bdi')].map(({ textContent }) => textContent)).toEqual([
    'محمد علي',
    'VIP',
  ]);
});

it.each([
  [undefined, true],
  [visitorOf('c-1', { isPinned: true }), false],
])('pins and lets go with one press', async (visitor, isPinned) => {
  const { user, onSave } = await open(visitor);
  expect(button('Pin visitor').getAttribute('aria-pressed')).toBe(String(!isPinned));
  await user.click(button('Pin visitor'));
  expect(onSave).toHaveBeenCalledExactlyOnceWith({ isPinned });
});

it('says why the pin was not kept', async () => {
  const { user, onSave } = await open();
  onSave.mockResolvedValue(err({ kind: 'no-account' }));
  await user.click(button('Pin visitor'));
  expect((await screen.findByRole('alert')).textContent).toContain('Save your API key first.');
});

it('has nothing left of one visitor when another comes', async () => {
  const { user, onSave, rerender } = await open(visitorOf('c-1', { nickname: 'Ada' }), { isOpen: true });
  onSave.mockResolvedValue(err({ kind: 'no-account' }));
  await user.click(button('Pin visitor'));
  await screen.findByRole('alert');
  await user.type(field('Nickname'), 'x');
  await user.click(button('Forget visitor…'));
  rerender(<VisitorDetails visitorId="c-2" visitor={undefined} onSave={onSave} onForget={vi.fn()} />);
  expect([screen.queryByRole('alert'), screen.queryByRole('textbox'), screen.queryByRole('dialog')]).toEqual([
    null,
    null,
    null,
  ]);
});

it('saves only what I changed, and says so', async () => {
  const { user, onSave, container } = await open(visitorOf('c-1', { nickname: 'Ada', note: 'wool' }), { isOpen: true });
  expect([field('Nickname').value, field('Language').value, field('Note').value]).toEqual(['Ada', '', 'wool']);
  await user.type(field('Language'), 'pt-BR');
  await user.clear(field('Note'));
  await expectAccessible(container);
  await user.click(button('Save visitor'));
  expect(onSave).toHaveBeenCalledExactlyOnceWith({ language: 'pt-BR', note: '' });
  expect(await screen.findByText('Saved.')).toBeTruthy();
});

it('takes no language that is none', async () => {
  const { user, onSave, container } = await open(undefined, { isOpen: true });
  await user.type(field('Language'), 'not a language{Enter}');
  expect(screen.getByRole('alert').textContent).toBe('This is no language tag. Fill in one such as pt or pt-BR.');
  expect(onSave).not.toHaveBeenCalled();
  await expectAccessible(container);
});

it('keeps what I typed when it could not be saved', async () => {
  const { user, onSave } = await open(undefined, { isOpen: true });
  onSave.mockResolvedValue(err({ kind: 'storage-unavailable' }));
  await user.type(field('Nickname'), 'Ada{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('could not store the change');
  expect(field('Nickname').value).toBe('Ada');
});

it('keeps what I type while it saves', async () => {
  const { user, onSave, become } = await open(undefined, { isOpen: true });
  const { promise, answer } = later<Answer>();
  onSave.mockReturnValue(promise);
  await user.type(field('Nickname'), 'Ada{Enter}');
  await user.type(field('Nickname'), ' L.');
  become(visitorOf('c-1', { nickname: 'Ada' }));
  answer(ok(undefined));
  await waitFor(() => expect(button('Save visitor').getAttribute('aria-disabled')).toBeNull());
  expect(field('Nickname').value).toBe('Ada L.');
});

it('shows what a page says meanwhile where I have typed nothing', async () => {
  const { user, become } = await open(visitorOf('c-1'), { isOpen: true });
  await user.type(field('Nickname'), 'Ada');
  become(visitorOf('c-1', { language: 'fr' }));
  expect([field('Nickname').value, field('Language').value]).toEqual(['Ada', 'fr']);
});

it('forgets only after I say so once more', async () => {
  const { user, onForget, container } = await open(visitorOf('c-1', { nickname: 'Ada' }), { isOpen: true });
  await user.click(button('Forget visitor…'));
  expect(screen.getByRole('dialog', { name: /Forget .Ada.\?/ })).toBeTruthy();
  await expectAccessible(container);
  expect(onForget).not.toHaveBeenCalled();
  await user.click(button('Forget'));
  expect(onForget).toHaveBeenCalledTimes(1);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('offers no forgetting when nothing is remembered', async () => {
  await open(undefined, { isOpen: true });
  expect(screen.queryByRole('button', { name: 'Forget visitor…' })).toBeNull();
});
