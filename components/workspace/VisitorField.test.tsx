// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact';
import type { UserEvent } from '@testing-library/user-event';
import { useState } from 'preact/hooks';
import { describe, expect, it, vi } from 'vitest';
import { err, ok } from '../../lib/result.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { minutesAgo, NOW } from '../testing.ts';
import { VisitorField } from './VisitorField.tsx';
import { knownOf, visitorOf } from './visitor-testing.ts';

const RECENTS = [
  { visitorId: 'ada', lastText: 'Hello Ada', lastAt: minutesAgo(1), isDraft: false },
  { visitorId: 'bob', lastText: 'Hello Bob', lastAt: minutesAgo(2), isDraft: false },
  { visitorId: 'carla', lastText: 'Hello Carla', lastAt: minutesAgo(3), isDraft: false },
];

const ADA_THREAD = 'aB3dE5gH7jK9mN1pQ';
const NEW_THREAD = 'zY8xW6vU4tS2rQ1pN';
const linkTo = (threadId: string) => `https://conversations-app.brevo.com/conversations/${threadId}`;

type Given = Partial<Pick<Parameters<typeof VisitorField>[0], 'visitorId' | 'recents' | 'problem' | 'isWriting'>> & {
  visitors?: ReturnType<typeof visitorOf>[];
};

function open({ visitorId = '', recents = RECENTS, visitors = [], problem, isWriting = false }: Given = {}) {
  const onChosen = vi.fn();
  const onLookUp = vi.fn();
  const onLink = vi.fn(async (_visitorId: string, _threadId: string): Promise<Linked> => ok(undefined));
  const changes: string[] = [];
  const known = knownOf({ visitors, recents, threads: { [ADA_THREAD]: 'ada' } });
  function Page() {
    const [typed, setTyped] = useState(visitorId);
    const props = { known, recents, problem, isWriting, now: NOW, onChosen, onLookUp, onLink };
    const onChange = (next: string) => {
      changes.push(next);
      setTyped(next);
    };
    return <VisitorField {...props} visitorId={typed} onChange={onChange} />;
  }
  return { onChosen, onLookUp, onLink, changes, ...show(<Page />) };
}
type Linked = Awaited<ReturnType<Parameters<typeof VisitorField>[0]['onLink']>>;

const field = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Visitor' });
/** The visitors offered, without what else the text may mean. */
const offered = () =>
  screen.queryAllByRole('option').flatMap((option) => option.querySelector('.option-name > bdi')?.textContent ?? []);
const options = () =>
  screen.queryAllByRole('option').map(({ textContent }) => textContent?.replace(/\s+/g, ' ').trim());
const option = (name: RegExp) => screen.getByRole('option', { name });
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
  const description =
    'The ID from your CRM, your shop or Brevo’s webhook. A name you know or a link to a Brevo conversation will do too.';
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
    ['walking to one in the list', ['bob'], (user: UserEvent) => user.keyboard('{ArrowDown}{ArrowDown}{Enter}')],
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

describe('what I type', () => {
  it('is offered as an ID first, and as a message to look up last', async () => {
    const { user, container } = open();
    await user.type(field(), 'bo');
    expect(options()).toEqual([
      'Use as visitor ID bo',
      expect.stringMatching(/^bob Hello Bob/),
      'Look up as message bo',
    ]);
    expect(screen.getByRole('listbox', { name: 'Suggestions' })).toBeTruthy();
    await expectAccessible(container);
  });

  it('needs no offer as an ID when I know somebody by it', async () => {
    const { user } = open();
    await user.type(field(), 'bob');
    expect(options()).toEqual([expect.stringMatching(/^bob Hello Bob/)]);
  });

  it('finds those whom I know by their name, with the ID beneath', async () => {
    const zoe = visitorOf('c-77', { name: 'Zoë Łukasz', isPinned: true });
    const { user, container, onChosen } = open({ visitors: [zoe, visitorOf('c-78', { nickname: 'Zora' })] });
    await user.type(field(), 'zoe');
    expect(offered()).toEqual(['Zoë Łukasz']);
    expect(option(/Zoë Łukasz pinned c-77/)).toBeTruthy();
    await expectAccessible(container);
    await user.click(option(/Zoë/));
    expect(field().value).toBe('c-77');
    expect(onChosen).toHaveBeenCalledTimes(1);
  });

  it('finds those whom I call otherwise by their name too, and says it', async () => {
    const { user } = open({ visitors: [visitorOf('c-77', { name: 'Zoë Łukasz', nickname: 'The baker' })] });
    await user.type(field(), 'zoe');
    expect(option(/The baker Zoë Łukasz · c-77/)).toBeTruthy();
  });

  it('is taken as an ID by Enter, though it is somebody’s name', async () => {
    const { user } = open({ visitors: [visitorOf('c-77', { name: 'Zoe' })] });
    await user.type(field(), 'Zoe{Enter}');
    expect(field().value).toBe('Zoe');
  });

  it('is looked up only when I choose that, and the visitor before stays', async () => {
    const { user, onLookUp, onChosen } = open({ visitorId: 'ada' });
    await user.clear(field());
    await user.type(field(), 'msg-1');
    expect(onLookUp).not.toHaveBeenCalled();
    await user.keyboard('{ArrowDown}');
    await user.click(option(/Look up as message/));
    expect(onLookUp).toHaveBeenCalledExactlyOnceWith('msg-1');
    expect(field().value).toBe('ada');
    expect(onChosen).not.toHaveBeenCalled();
  });

  it('in a script that runs the other way stays in its own direction', async () => {
    const { user, container } = open({ visitors: [visitorOf('c-9', { name: 'محمد علي' })] });
    await user.type(field(), 'محمد');
    expect(offered()).toEqual(['محمد علي']);
    expect(option(/Use as visitor ID/).querySelector('bdi')?.textContent).toBe('محمد');
    await expectAccessible(container);
  });
});

it('offers pinned visitors first when I click', async () => {
  const { user } = open({ visitors: [visitorOf('zoe', { isPinned: true }), visitorOf('yan')] });
  await user.click(field());
  expect(offered()).toEqual(['zoe', 'ada', 'bob', 'carla', 'yan']);
});

describe('a link to a conversation at Brevo', () => {
  it('leads to its visitor when I press Enter', async () => {
    const { user, container, onChosen } = open();
    await user.click(field());
    await user.paste(linkTo(ADA_THREAD));
    expect(options()).toEqual(['Brevo conversation ada', `Use as visitor ID ${linkTo(ADA_THREAD)}`]);
    await expectAccessible(container);
    await user.keyboard('{Enter}');
    expect(field().value).toBe('ada');
    expect(onChosen).toHaveBeenCalledTimes(1);
  });

  it('leads to its visitor when I go on with the message', async () => {
    const { user, changes } = open({ visitorId: 'bob', isWriting: true });
    await user.clear(field());
    await user.paste(linkTo(ADA_THREAD));
    await user.tab();
    expect(changes).toEqual(['ada']);
  });

  it('asks once whose it is, and goes there', async () => {
    const { user, container, onLink, onChosen } = open();
    await user.click(field());
    await user.paste(linkTo(NEW_THREAD));
    expect(options()[0]).toBe('Brevo conversation Say whose it is');
    await user.keyboard('{Enter}');
    const owner = screen.getByRole('textbox', { name: 'Visitor ID' });
    expect(document.activeElement).toBe(owner);
    await expectAccessible(container);
    await user.keyboard(' cem {Enter}');
    expect(onLink).toHaveBeenCalledExactlyOnceWith('cem', NEW_THREAD);
    expect(field().value).toBe('cem');
    expect(onChosen).toHaveBeenCalledTimes(1);
    expect(screen.queryByRole('textbox', { name: 'Visitor ID' })).toBeNull();
  });

  it('asks when I go on with the message, and leaves the focus there', async () => {
    const { user } = open();
    await user.click(field());
    await user.paste(linkTo(NEW_THREAD));
    fireEvent.blur(field());
    expect(await screen.findByRole('textbox', { name: 'Visitor ID' })).toBeTruthy();
    expect(document.activeElement).toBe(field());
  });

  it.each([
    ['{Enter}', 'Fill in the visitor’s ID.'],
    [`${linkTo(NEW_THREAD)}{Enter}`, 'This is the link again. Fill in the visitor’s ID.'],
    [`${'x'.repeat(501)}{Enter}`, 'This is too long for a visitor ID. Check what you pasted.'],
  ])('says what is wrong with the answer', async (keys, problem) => {
    const { user, onLink } = open();
    await user.click(field());
    await user.paste(linkTo(NEW_THREAD));
    await user.keyboard('{Enter}');
    const [typed = '', enter] = keys.split('{');
    if (typed) await user.paste(typed);
    await user.keyboard(`{${enter}`);
    expect(screen.getByRole('alert').textContent).toBe(problem);
    expect(onLink).not.toHaveBeenCalled();
  });

  it('says why the answer was not kept, and keeps it', async () => {
    const { user, onLink } = open();
    onLink.mockResolvedValue(err({ kind: 'no-account' }));
    await user.click(field());
    await user.paste(linkTo(NEW_THREAD));
    await user.keyboard('{Enter}cem{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('Save your API key first.');
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Visitor ID' }).value).toBe('cem');
  });

  it('can be left unanswered: it stands as an ID then, with a warning', async () => {
    const { user, container } = open();
    await user.click(field());
    await user.paste(linkTo(NEW_THREAD));
    await user.keyboard('{Enter}');
    await user.click(screen.getByRole('button', { name: 'Not now' }));
    expect(document.activeElement).toBe(field());
    expect(field().value).toBe(linkTo(NEW_THREAD));
    expect(screen.getByText(/This is a link, not a visitor ID/)).toBeTruthy();
    await expectAccessible(container);
  });

  it('is used as an ID when I choose that', async () => {
    const { user, onChosen } = open();
    await user.click(field());
    await user.paste(linkTo(ADA_THREAD));
    await user.click(option(/Use as visitor ID/));
    expect(field().value).toBe(linkTo(ADA_THREAD));
    expect(onChosen).toHaveBeenCalledTimes(1);
  });
});

describe('an ID that looks like a thread’s', () => {
  it('is used by Enter, with a warning that blocks nothing', async () => {
    const { user, container, onChosen } = open();
    await user.type(field(), `${NEW_THREAD}{Enter}`);
    expect(field().value).toBe(NEW_THREAD);
    expect(onChosen).toHaveBeenCalledTimes(1);
    expect(screen.getByRole('combobox', { description: /looks like the ID of a Brevo conversation/ })).toBe(field());
    await expectAccessible(container);
  });

  it('leads to its visitor when I choose the conversation', async () => {
    const { user } = open();
    await user.type(field(), ADA_THREAD);
    await user.click(option(/Brevo conversation ada/));
    expect(field().value).toBe('ada');
  });

  it('is not doubted when I know a visitor by it', async () => {
    open({ visitorId: NEW_THREAD, visitors: [visitorOf(NEW_THREAD)] });
    expect(screen.queryByText(/looks like/)).toBeNull();
  });
});

it('walks through what it offers for a text that was closed with Escape', async () => {
  const { user } = open();
  await user.type(field(), 'bo{Escape}{ArrowUp}{Enter}');
  expect(field().value).not.toBe('carla');
});
