// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import type { UserEvent } from '@testing-library/user-event';
import { useState } from 'preact/hooks';
import { describe, expect, it, vi } from 'vitest';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { minutesAgo, NOW } from '../testing.ts';
import { VisitorField } from './VisitorField.tsx';

const RECENTS = [
  { visitorId: 'ada', lastText: 'Hello Ada', lastAt: minutesAgo(1), isDraft: false },
  { visitorId: 'bob', lastText: 'Hello Bob', lastAt: minutesAgo(2), isDraft: false },
  { visitorId: 'carla', lastText: 'Hello Carla', lastAt: minutesAgo(3), isDraft: false },
];

function open({
  visitorId = '',
  recents = RECENTS,
  problem,
  isWriting = false,
}: Partial<Parameters<typeof VisitorField>[0]> = {}) {
  const onChosen = vi.fn();
  const changes: string[] = [];
  function Page() {
    const [typed, setTyped] = useState(visitorId);
    const props = { recents, problem, isWriting, now: NOW, onChosen };
    const onChange = (next: string) => {
      changes.push(next);
      setTyped(next);
    };
    return <VisitorField {...props} visitorId={typed} onChange={onChange} />;
  }
  return { onChosen, changes, ...show(<Page />) };
}

const field = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Visitor' });
const offered = () => screen.queryAllByRole('option').map((option) => option.querySelector('bdi')?.textContent);
const active = () => {
  const id = field().getAttribute('aria-activedescendant');
  const option = id ? document.getElementById(id) : null;
  expect(option?.getAttribute('aria-selected') ?? 'true').toBe('true');
  return option?.querySelector('bdi')?.textContent;
};

it('offers nobody until I ask, and says what the field takes', async () => {
  const { container } = open();
  expect(offered()).toEqual([]);
  expect(field().getAttribute('aria-expanded')).toBe('false');
  const description = 'The ID from your CRM, your shop or Brevo’s webhook.';
  expect(screen.getByRole('combobox', { description })).toBe(field());
  await expectAccessible(container);
});

it('offers those I wrote to lately when I click, latest first, with what I wrote', async () => {
  const { user, container } = open();
  await user.click(field());
  expect(offered()).toEqual(['ada', 'bob', 'carla']);
  expect(screen.getByRole('option', { name: /bob.*Hello Bob/ })).toBeTruthy();
  expect(screen.getByRole('listbox', { name: 'Recent visitors' })).toBeTruthy();
  await expectAccessible(container);
});

it('walks through the list with the arrow keys, around both ends', async () => {
  const { user, container } = open();
  await user.click(field());
  await user.keyboard('{ArrowDown}');
  expect(active()).toBe('ada');
  await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
  expect(active()).toBe('ada');
  await user.keyboard('{ArrowUp}');
  expect(active()).toBe('carla');
  await expectAccessible(container);
});

it('opens the list with an arrow key, from below with the one that points up', async () => {
  const { user } = open();
  await user.tab();
  await user.keyboard('{ArrowUp}');
  expect(active()).toBe('carla');
});

it('takes the one I walked to when I press Enter, and goes on to the message', async () => {
  const { user, onChosen } = open();
  await user.click(field());
  await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  expect(field().value).toBe('bob');
  expect(onChosen).toHaveBeenCalledTimes(1);
  expect(offered()).toEqual([]);
});

it('takes what I typed when I press Enter, though somebody is offered', async () => {
  const { user, onChosen } = open();
  await user.type(field(), ' a {Enter}');
  expect(field().value).toBe('a');
  expect(onChosen).toHaveBeenCalledTimes(1);
});

it('offers only those whose ID holds what I type, and forgets where I was', async () => {
  const { user } = open();
  await user.click(field());
  await user.keyboard('{ArrowDown}{ArrowDown}');
  await user.keyboard('A');
  expect(offered()).toEqual(['ada', 'carla']);
  expect(active()).toBeUndefined();
  await user.keyboard('x');
  expect(offered()).toEqual([]);
  expect(field().getAttribute('aria-expanded')).toBe('false');
});

it('offers everybody when the field already holds one of them', async () => {
  const { user } = open({ visitorId: 'bob' });
  await user.click(field());
  expect(offered()).toEqual(['ada', 'bob', 'carla']);
});

it('offers everybody when the field holds somebody new, whom the page named', async () => {
  const { user } = open({ visitorId: 'dora' });
  await user.click(field());
  expect(offered()).toEqual(['ada', 'bob', 'carla']);
});

it('closes only the list when I press Escape, and keeps what I typed', async () => {
  const { user, onChosen } = open();
  await user.type(field(), 'ad');
  expect(fireEvent.keyDown(field(), { key: 'Escape' })).toBe(false);
  expect(offered()).toEqual([]);
  expect(field().value).toBe('ad');
  expect(onChosen).not.toHaveBeenCalled();
  expect(fireEvent.keyDown(field(), { key: 'Escape' }), 'the popup may close now').toBe(true);
});

it('takes the one I click', async () => {
  const { user, onChosen } = open();
  await user.click(field());
  const carla = screen.getByRole('option', { name: /carla/ });
  expect(fireEvent.mouseDown(carla), 'the field loses the focus and the list closes under the mouse').toBe(false);
  await user.click(carla);
  expect(field().value).toBe('carla');
  expect(onChosen).toHaveBeenCalledTimes(1);
  expect(offered()).toEqual([]);
});

it('closes the list when I go elsewhere', async () => {
  const { user, onChosen } = open();
  await user.click(field());
  await user.tab();
  expect(offered()).toEqual([]);
  expect(onChosen).not.toHaveBeenCalled();
});

it('lets Enter and the arrows work in my input method', () => {
  const { onChosen } = open({ visitorId: 'a' });
  expect(fireEvent.keyDown(field(), { key: 'Enter', isComposing: true })).toBe(true);
  expect(fireEvent.keyDown(field(), { key: 'ArrowDown', isComposing: true })).toBe(true);
  expect(onChosen).not.toHaveBeenCalled();
});

it('empties the field and stays in it when I clear it', async () => {
  const { user, container } = open({ visitorId: 'ada' });
  await expectAccessible(container);
  await user.click(screen.getByRole('button', { name: 'Clear visitor' }));
  expect(field().value).toBe('');
  expect(document.activeElement).toBe(field());
  expect(screen.queryByRole('button', { name: 'Clear visitor' })).toBeNull();
});

it('says aloud that it needs a visitor', async () => {
  const { container } = open({ problem: 'Say which visitor it is for.' });
  expect(screen.getByRole('alert').textContent).toBe('Say which visitor it is for.');
  expect(field().getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByRole('combobox', { description: 'Say which visitor it is for.' })).toBe(field());
  await expectAccessible(container);
});

it('marks the drafts, which have not been sent at any time', async () => {
  const draft = { visitorId: 'dora', lastText: 'begun for Dora', isDraft: true };
  const { user, container } = open({ recents: [draft, ...RECENTS] });
  await user.click(field());
  expect(screen.getByRole('option', { name: /dora.*begun for Dora.*draft$/ }).querySelector('time')).toBeNull();
  expect(screen.getByRole('option', { name: /ada/ }).querySelector('time')).toBeTruthy();
  expect(screen.getAllByText('draft')).toHaveLength(1);
  await expectAccessible(container);
});

it('goes with each letter while nothing is written', async () => {
  const { user, changes } = open();
  await user.type(field(), 'bo');
  expect(changes).toEqual(['b', 'bo']);
});

describe('while a text is being written', () => {
  const openWriting = () => open({ visitorId: 'ada', isWriting: true });

  it('F31 goes nowhere with each letter, and keeps what I type in sight', async () => {
    const { user, changes } = openWriting();
    await user.clear(field());
    await user.type(field(), 'bo');
    expect(field().value).toBe('bo');
    expect(offered()).toEqual(['bob']);
    expect(changes).toEqual([]);
  });

  it.each([
    ['Enter', ['bo'], (user: UserEvent) => user.keyboard('{Enter}')],
    ['leaving the field', ['bo'], (user: UserEvent) => user.tab()],
    ['choosing from the list', ['bob'], (user: UserEvent) => user.click(screen.getByRole('option', { name: /bob/ }))],
    ['walking to one in the list', ['bob'], (user: UserEvent) => user.keyboard('{ArrowDown}{Enter}')],
  ])('F31 goes once the ID is there: %s', async (_, gone, finish) => {
    const { user, changes } = openWriting();
    await user.clear(field());
    await user.type(field(), 'bo');
    await finish(user);
    expect(changes).toEqual(gone);
    expect(field().value).toBe(gone[0]);
  });

  it('goes nowhere when I come back to the same, or only pass through', async () => {
    const { user, changes, onChosen } = openWriting();
    await user.type(field(), 'x{Backspace}');
    await user.tab();
    await user.click(field());
    await user.keyboard('{Enter}');
    expect(changes).toEqual([]);
    expect(onChosen).toHaveBeenCalledTimes(1);
  });

  it('goes at once when I clear it', async () => {
    const { user, changes } = openWriting();
    await user.click(screen.getByRole('button', { name: 'Clear visitor' }));
    expect(changes).toEqual(['']);
    expect(document.activeElement).toBe(field());
  });
});
