// @vitest-environment happy-dom
import { screen, waitFor } from '@testing-library/preact';
import { expect, it, vi } from 'vitest';
import type { AgentIdentity } from '../../lib/brevo/identity.ts';
import type { NoAnswer } from '../../lib/messaging/contract.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { Account } from '../../lib/storage/items/accounts.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { ACCOUNT, later } from '../testing.ts';
import { AgentForm } from './AgentForm.tsx';

type Answer = Result<Account, NoAnswer>;
const MIRA = { kind: 'email', agentEmail: 'mira@x.io', agentName: 'Mira', sourceLabel: 'CRM' } as const;

function open(agent?: AgentIdentity, { groupId, answer = ok(ACCOUNT) }: { groupId?: string; answer?: Answer } = {}) {
  const onSave = vi.fn(async (_agent: AgentIdentity, _groupId: string): Promise<Answer> => answer);
  return { onSave, ...show(<AgentForm agent={agent} groupId={groupId} onSave={onSave} />) };
}

const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const radio = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name });
const save = () => screen.getByRole('button', { name: 'Save agent' });
const problems = () => screen.queryAllByRole('alert').map(({ textContent }) => textContent);
const values = () => screen.getAllByRole<HTMLInputElement>('textbox').map(({ value }) => value);

it('asks for my agent ID, which is recommended', async () => {
  const { user, onSave, container } = open();
  expect([radio('Agent ID').checked, radio('E-mail and name').checked]).toEqual([true, false]);
  expect(values()).toEqual(['', 'Deskside', '']);
  await expectAccessible(container);
  await user.type(field('Agent ID'), ' agent-1 ');
  await user.click(save());
  const agent = { kind: 'id', agentId: 'agent-1', sourceLabel: 'Deskside' };
  expect(onSave).toHaveBeenCalledExactlyOnceWith(agent, '');
  expect((await screen.findByRole('status')).textContent).toBe('Saved.');
  await expectAccessible(container);
});

it('takes my e-mail address and name instead, with a group for automated messages', async () => {
  const { user, onSave, container } = open();
  await user.click(radio('E-mail and name'));
  await user.type(field('Agent e-mail'), 'mira@x.io');
  await user.type(field('Agent name'), 'Mira');
  await user.clear(field('Source label'));
  await user.type(field('Source label'), 'CRM');
  await user.type(field('Group ID'), 'group-1{Enter}');
  expect(onSave).toHaveBeenCalledExactlyOnceWith(MIRA, 'group-1');
  await expectAccessible(container);
});

it('shows what I saved before', () => {
  const { unmount } = open(MIRA, { groupId: 'group-1' });
  expect(radio('E-mail and name').checked).toBe(true);
  expect(values()).toEqual(['mira@x.io', 'Mira', 'CRM', 'group-1']);
  unmount();
  open({ kind: 'id', agentId: 'agent-1' });
  expect(values()).toEqual(['agent-1', 'Deskside', '']);
});

it('saves an agent ID without a source label when I empty it', async () => {
  const { user, onSave } = open({ kind: 'id', agentId: 'agent-1' });
  await user.clear(field('Source label'));
  await user.click(save());
  expect(onSave).toHaveBeenCalledExactlyOnceWith({ kind: 'id', agentId: 'agent-1' }, '');
});

it('says at each field what it still needs', async () => {
  const { user, onSave, container } = open({ ...MIRA, agentEmail: 'mira@x' });
  await user.clear(field('Agent name'));
  await user.clear(field('Source label'));
  await user.click(save());
  expect(problems()).toEqual([
    'Fill in the e-mail address of the agent, such as name@company.com.',
    'Fill in the agent’s name.',
    'Fill in a source label. Brevo wants one with an e-mail address.',
  ]);
  expect(screen.getAllByRole('textbox').map((each) => each.getAttribute('aria-invalid'))).toEqual([
    ...['true', 'true', 'true'],
    null,
  ]);
  expect(onSave).not.toHaveBeenCalled();
  await expectAccessible(container);
  await user.type(field('Agent name'), 'M');
  expect(problems()).toEqual([]);
});

it('needs an agent ID', async () => {
  const { user, onSave, container } = open();
  await user.type(field('Agent ID'), '  {Enter}');
  expect(problems()).toEqual(['Fill in your agent ID.']);
  expect(screen.getByRole('textbox', { description: /Fill in your agent ID\.$/ })).toBe(field('Agent ID'));
  expect(onSave).not.toHaveBeenCalled();
  await expectAccessible(container);
});

it('says aloud why it was not saved, and keeps what I wrote', async () => {
  const { user, container } = open(MIRA, { answer: err({ kind: 'no-answer' }) });
  await user.click(save());
  expect((await screen.findByRole('alert')).textContent).toContain('The extension was interrupted.');
  expect(values()).toEqual(['mira@x.io', 'Mira', 'CRM', '']);
  expect(screen.queryByText('Saved.')).toBeNull();
  await expectAccessible(container);
});

it('no longer says Saved when I write on', async () => {
  const { user } = open(MIRA);
  await user.click(save());
  await screen.findByText('Saved.');
  await user.type(field('Agent name'), '!');
  expect(screen.queryByText('Saved.')).toBeNull();
});

it('saves once, however often I press meanwhile', async () => {
  const { user, onSave } = open(MIRA);
  const { promise, answer } = later<Answer>();
  onSave.mockReturnValue(promise);
  await user.dblClick(save());
  await user.type(field('Group ID'), '{Enter}');
  expect(onSave).toHaveBeenCalledTimes(1);
  answer(ok(ACCOUNT));
  await waitFor(() => expect(save().getAttribute('aria-disabled')).toBeNull());
});
