// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { useRef } from 'preact/hooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { err, ok } from '../../lib/result.ts';
import { accountsItem } from '../../lib/storage/items/accounts.ts';
import { contextItem } from '../../lib/storage/items/context.ts';
import { intentItem, type Message, messageItem, recentItem } from '../../lib/storage/items/messages.ts';
import { type Visitor, visitorItem, visitorName } from '../../lib/storage/items/visitors.ts';
import { entry, idsOf, read, write } from '../../lib/storage/local.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { createWorkspace, type WorkspaceView } from '../../lib/view/workspace.ts';
import { ACCOUNT, HELD, messageOf, NOW, SENT } from '../testing.ts';
import { ComposerArea } from './ComposerArea.tsx';

// Only the date: the tests wait for real.
beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const TAB = 7;
const store = (...messages: Message[]) =>
  write(
    ...messages.map((message) => entry(messageItem, message, message.id)),
    entry(recentItem, { ids: messages.map(({ id }) => id), unsettled: [] }),
  );
const pageShows = (visitorId: string) => write(entry(contextItem, { visitorId }, String(TAB)));

/** The composer beside a page about Ada, on what a background has stored; commands are answered by the test. */
async function open({ messages = [] as Message[], visitorId = 'ada' } = {}) {
  await write(entry(accountsItem, { current: 'acc-1', byId: { 'acc-1': ACCOUNT } }));
  await store(...messages);
  if (visitorId) await pageShows(visitorId);
  const asked = vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockResolvedValue(ok(undefined));
  // The clock of the hand, in ms, which the test moves.
  const hand = vi.spyOn(performance, 'now').mockReturnValue(10_000);
  const view = createWorkspace({ now: () => NOW, tab: signal({ id: TAB }) });
  await view.ready;
  await waitFor(() => expect(view.messages.value).toHaveLength(messages.length));
  const onShowMessage = vi.fn();
  const onLookUp = vi.fn();
  const Page = ({ of }: { of: WorkspaceView }) => (
    <ComposerArea
      view={of}
      textbox={useRef<HTMLTextAreaElement>(null)}
      onShowMessage={onShowMessage}
      onLookUp={onLookUp}
    />
  );
  const page = show(<Page of={view} />);
  return {
    ...page,
    view,
    onShowMessage,
    onLookUp,
    commands: () => asked.mock.calls.map(([said]) => said as unknown as { name: string; data: object }),
    asked,
    wait: (ms: number) => hand.mockReturnValue(10_000 + ms),
  };
}

const remembered = (visitorId: string, change: Partial<Visitor> = {}) =>
  entry(
    visitorItem,
    { accountId: 'acc-1', visitorId, isPinned: false, seenAt: NOW, ...change },
    visitorName({ accountId: 'acc-1', visitorId }),
  );

const visitor = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Visitor' });
const textbox = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
const button = (name: string) => screen.getByRole('button', { name });
const alerts = () =>
  screen
    .queryAllByRole('alert')
    .map(({ textContent }) => textContent)
    .filter(Boolean);

async function sent(): Promise<string[]> {
  const readings = await Promise.all((await idsOf(intentItem)).map((id) => read(intentItem, id)));
  return readings.flatMap((reading) => (reading.kind === 'value' ? [reading.value.visitorId, reading.value.text] : []));
}
const sendNow = (id: string) => ({ name: 'message/send-now', data: { id } });

describe('while a message can be taken back', () => {
  const held = (id: string, change: Partial<Message> = {}) => messageOf(HELD, { id, confirmedAt: NOW, ...change });
  const THREE = [held('m-3'), held('m-2', { visitorId: 'bob' }), held('m-1'), messageOf(SENT, { id: 'm-0' })];

  it('says so under the empty composer', async () => {
    const { user, container } = await open({ messages: THREE });
    expect(screen.getByText('Enter sends it now · Ctrl+Z takes it back')).toBeTruthy();
    await expectAccessible(container);
    await user.type(textbox(), 'N');
    expect(screen.getByText('Enter sends · Shift+Enter for a new line')).toBeTruthy();
  });

  it('says nothing of another visitor’s', async () => {
    await open({ messages: [held('m-2', { visitorId: 'bob' })] });
    expect(screen.getByText('Enter sends · Shift+Enter for a new line')).toBeTruthy();
  });

  it.each(['Enter', 'a click on Send'])(
    'G-R6 %s sends this visitor’s now, in the order in which I wrote',
    async (way) => {
      const { user, commands } = await open({ messages: THREE });
      await user.click(textbox());
      await (way === 'Enter' ? user.keyboard('{Enter}') : user.click(button('Send')));
      expect(commands()).toEqual([sendNow('m-1'), sendNow('m-3')]);
      expect(alerts()).toEqual([]);
      expect(await sent()).toEqual([]);
    },
  );

  it('F19 a key that is held down sends nothing now', async () => {
    const { commands } = await open({ messages: THREE });
    fireEvent.keyDown(textbox(), { key: 'Enter', repeat: true });
    expect(commands()).toEqual([]);
  });

  it('sends what is written, and leaves the others their time', async () => {
    const { user, commands } = await open({ messages: THREE });
    await user.type(textbox(), 'Next{Enter}');
    expect(commands().map(({ name }) => name)).toEqual(['message/confirm']);
    expect(await sent()).toEqual(['ada', 'Next']);
  });

  it('F31 sends nothing now while I have not chosen whom it is about', async () => {
    const { user, view, commands } = await open({ messages: THREE });
    await user.type(textbox(), 'Hello');
    await pageShows('bob');
    await waitFor(() => expect(view.composer.proposed.value).toBe('bob'));
    await user.clear(textbox());
    await user.keyboard('{Enter}');
    expect(commands()).toEqual([]);
    expect(alerts()).toContain('Choose below whom your text is for.');
  });

  it('F19 a second Enter right after the send is a slip, which neither sends it now nor complains', async () => {
    const { user, view, wait, commands, container } = await open();
    await user.type(textbox(), 'Hello');
    const { id } = view.composer.draft.value;
    await user.keyboard('{Enter}');
    await store(held(id, { text: 'Hello' }));
    await screen.findByText('Enter sends it now · Ctrl+Z takes it back');
    wait(699);
    await user.keyboard('{Enter}');
    await user.dblClick(button('Send'));
    expect(commands().map(({ name }) => name)).toEqual(['message/confirm']);
    expect(alerts()).toEqual([]);
    wait(700);
    await user.type(textbox(), '{Enter}');
    expect(commands().slice(1)).toEqual([sendNow(id)]);
    await expectAccessible(container);
  });

  it('F19 a slip is over as soon as there is something to send', async () => {
    const { user, wait } = await open();
    await user.type(textbox(), 'One{Enter}');
    wait(100);
    await user.type(textbox(), 'Two{Enter}');
    expect((await sent()).toSorted()).toEqual(['One', 'Two', 'ada', 'ada']);
  });
});

describe('something to look at twice', () => {
  const QUESTION = 'It still holds “[name]”. Look again, or send it as it is.';

  it('is asked about once: the second Enter sends it as it is', async () => {
    const { user, container } = await open();
    await user.click(textbox());
    await user.paste('Hello [name]');
    await user.keyboard('{Enter}');
    expect(alerts()).toEqual([QUESTION]);
    expect(await sent()).toEqual([]);
    expect(
      textbox()
        .getAttribute('aria-describedby')
        ?.split(' ')
        .map((id) => document.getElementById(id)?.textContent),
    ).toContain(QUESTION);
    await expectAccessible(container);
    await user.keyboard('{Enter}');
    expect(await sent()).toEqual(['ada', 'Hello [name]']);
    expect([alerts(), textbox().value]).toEqual([[], '']);
  });

  it('is asked about anew when the text changes, and not when only the caret moves', async () => {
    const { user } = await open();
    await user.click(textbox());
    await user.paste('Hello [name]');
    await user.keyboard('{Enter}');
    await user.keyboard('{ArrowLeft}{ArrowRight}');
    expect(alerts()).toEqual([QUESTION]);
    await user.keyboard('!');
    expect(alerts()).toEqual([]);
    await user.keyboard('{Enter}');
    expect(alerts()).toEqual([QUESTION]);
    expect(await sent()).toEqual([]);
    await user.keyboard('{Enter}');
    expect(await sent()).toEqual(['ada', 'Hello [name]!']);
  });

  it('is asked about anew when another surface has put something else there', async () => {
    const { user } = await open();
    await user.click(textbox());
    await user.paste('Hello [name]');
    await user.keyboard('{Enter}');
    const panel = createWorkspace({ now: () => NOW, tab: signal({ id: TAB }) });
    await panel.ready;
    await panel.composer.change({ text: 'Hello [order]' });
    await waitFor(() => expect(textbox().value).toBe('Hello [order]'));
    await user.keyboard('{Enter}');
    expect(alerts()).toEqual(['It still holds “[order]”. Look again, or send it as it is.']);
    expect(await sent()).toEqual([]);
  });

  it('F19 is not answered by a key that is held down', async () => {
    const { user } = await open();
    await user.click(textbox());
    await user.paste('Hello [name]');
    await user.keyboard('{Enter>5/}');
    expect(alerts()).toEqual([QUESTION]);
    expect(await sent()).toEqual([]);
  });

  it('is the name of another visitor, and not of this one', async () => {
    const { user } = await open({ visitorId: 'Carla', messages: [messageOf(SENT, { visitorId: 'Bruno' })] });
    await user.type(textbox(), 'Dear Bruno, Carla{Enter}');
    expect(alerts()).toEqual([
      'It names “Bruno”, which is the name of another visitor. Look again, or send it as it is.',
    ]);
  });

  it('is the nickname or name of another visitor, and not of this one', async () => {
    const { user, view } = await open();
    await write(
      remembered('c-1', { nickname: 'Bruno', name: 'Bruno Bell' }),
      remembered('ada', { nickname: 'Adaline' }),
      remembered('c-2', { name: 'Order 4711' }),
      remembered('c-3', { name: 'Adaline Zorn' }),
    );
    await waitFor(() => expect(view.known.value.latest).toHaveLength(4));
    await user.type(textbox(), 'Adaline, your order is here');
    await user.keyboard('{Enter}');
    expect(alerts()).toEqual([]);
    await user.type(textbox(), 'Hello Bell{Enter}');
    expect(alerts()).toEqual([
      'It names “Bell”, which is the name of another visitor. Look again, or send it as it is.',
    ]);
  });

  const again = async (state: Message['state'], change: Partial<Message> = {}) => {
    const { user } = await open({ messages: [messageOf(state, { confirmedAt: NOW - 3000, ...change })] });
    await user.type(textbox(), 'Hello Ada');
    await user.keyboard('{Enter}');
    return { asked: alerts(), sent: await sent() };
  };

  it('is the same text again, to the same visitor, a moment later', async () => {
    const asked = ['You sent the same text a moment ago. Look again, or send it as it is.'];
    expect(await again(SENT)).toEqual({ asked, sent: [] });
  });

  it.each([
    ['to somebody else', { visitorId: 'bob' }],
    ['later', { confirmedAt: NOW - 10_001 }],
  ])('is not the same text %s', async (_, change) => {
    expect(await again(SENT, change)).toEqual({ asked: [], sent: ['ada', 'Hello Ada'] });
  });

  it.each<Message['state']>([
    { kind: 'cancelled', at: NOW },
    { kind: 'not-sent', at: NOW, reason: { kind: 'no-key' } },
    { kind: 'deleted', at: NOW },
  ])('is not a text that the visitor does not have: $kind', async (state) => {
    expect(await again(state)).toEqual({ asked: [], sent: ['ada', 'Hello Ada'] });
  });
});

it('G-S1 never sends an API key, however often I press Enter', async () => {
  const { user, container } = await open();
  const text = `My key is xkeysib-${'0a'.repeat(32)}`;
  await user.click(textbox());
  await user.paste(text);
  await user.keyboard('{Enter}{Enter}{Enter}');
  expect(alerts()).toEqual(['This text holds an API key, which nobody else should see. Take it out.']);
  expect([await sent(), textbox().value]).toEqual([[], text]);
  await expectAccessible(container);
});

describe('F31 when the page goes to another visitor while I write', () => {
  async function openLocked() {
    const page = await open({ messages: [messageOf(SENT, { visitorId: 'carla' })] });
    await page.user.type(textbox(), 'for Ada');
    await pageShows('bob');
    await screen.findByText('Your text is for ada.');
    return page;
  }

  it('shows both, and sends nothing until I choose', async () => {
    const { user, container } = await openLocked();
    expect([visitor().value, textbox().value]).toEqual(['bob', 'for Ada']);
    await user.keyboard('{Enter}');
    await user.click(button('Send'));
    expect(alerts()).toEqual(['Choose below whom your text is for.']);
    expect(await sent()).toEqual([]);
    await expectAccessible(container);
  });

  it.each([
    ['Stay with the text', 'ada', 'for Ada', ['ada', 'for Ada']],
    ['Keep it as a draft', 'bob', '', []],
    ['Take the text along', 'bob', 'for Ada', ['bob', 'for Ada']],
  ])('%s: goes on writing at once', async (name, to, text, sends) => {
    const { user, container } = await openLocked();
    await user.keyboard('{Enter}');
    await user.click(button(name));
    expect(document.activeElement).toBe(textbox());
    expect([visitor().value, textbox().value]).toEqual([to, text]);
    expect([alerts(), screen.queryByText('Your text is for ada.')]).toEqual([[], null]);
    await expectAccessible(container);
    if (text) await user.keyboard('{Enter}');
    expect(await sent()).toEqual(sends);
  });

  it('is over when the page comes back', async () => {
    const { user } = await openLocked();
    await pageShows('ada');
    await waitFor(() => expect(screen.queryByText('Your text is for ada.')).toBeNull());
    await user.keyboard('{Enter}');
    expect(await sent()).toEqual(['ada', 'for Ada']);
  });
});

it('F31 asks as well when I write another ID into the field, once I am done with it', async () => {
  const { user } = await open();
  await user.type(textbox(), 'for Ada');
  await user.clear(visitor());
  await user.type(visitor(), 'bo');
  expect(screen.queryByText('Your text is for ada.')).toBeNull();
  await user.keyboard('b{Enter}');
  expect(screen.getByText('This is now about bob. Nothing is sent until you choose.')).toBeTruthy();
  expect(document.activeElement).toBe(textbox());
  await user.keyboard('{Enter}');
  expect(await sent()).toEqual([]);
});

it('asks nothing when I clear the visitor and nothing is written', async () => {
  const { user, container } = await open({ messages: [messageOf(SENT)] });
  await user.click(button('Clear visitor'));
  expect(screen.queryByText(/You cleared the visitor/)).toBeNull();
  await user.click(button('Send'));
  expect(alerts()).toEqual(['Say which visitor it is for.', 'Write something first.']);
  await expectAccessible(container);
});

it('gives me my draft to somebody back when I go to them, and marks it in the list', async () => {
  const { user } = await open();
  await user.type(textbox(), 'for Ada');
  await pageShows('bob');
  await user.click(await screen.findByRole('button', { name: 'Keep it as a draft' }));
  await user.click(visitor());
  await user.click(screen.getByRole('option', { name: /ada.*for Ada.*draft/ }));
  expect([visitor().value, textbox().value]).toEqual(['ada', 'for Ada']);
});

it('G-R9 gives the text back and says why when it could not be taken', async () => {
  const { user, asked, container } = await open();
  asked.mockResolvedValue(err({ kind: 'storage-unavailable' }));
  await user.type(textbox(), 'Hello{Enter}');
  await waitFor(() => expect(alerts()).toEqual([expect.stringContaining('could not store the change')]));
  expect(textbox().value).toBe('Hello');
  await expectAccessible(container);
});

it('G-R6 says that a message to this visitor may have been sent, shows it, and sends past it', async () => {
  const unknown = { kind: 'unknown', at: NOW } as const;
  const { user, onShowMessage } = await open({
    messages: [messageOf(unknown, { id: 'm-2', visitorId: 'bob' }), messageOf(unknown)],
  });
  expect(screen.getByText('A message to this visitor may have been sent.')).toBeTruthy();
  await user.click(button('Show it'));
  expect(onShowMessage).toHaveBeenCalledExactlyOnceWith('m-1');
  await user.type(textbox(), 'Hello again{Enter}');
  const [name = ''] = await idsOf(intentItem);
  expect(await read(intentItem, name)).toMatchObject({ value: { text: 'Hello again', past: ['m-1'] } });
});

describe('what is remembered of the visitor', () => {
  it('stands under the field as soon as somebody is chosen', async () => {
    const { user, view, container } = await open();
    await write(remembered('ada', { nickname: 'Ada L.', language: 'pt-BR', note: 'likes wool' }));
    await waitFor(() => expect(view.known.value.latest).toHaveLength(1));
    expect(container.querySelector('.visitor-facts')?.textContent).toBe('Ada L. · Brazilian Portuguese · likes wool');
    await expectAccessible(container);
    await user.click(button('Clear visitor'));
    expect(screen.queryByRole('button', { name: 'Details' })).toBeNull();
  });

  it('is kept and forgotten by the background', async () => {
    const { user, view, commands } = await open();
    await write(remembered('ada'));
    await waitFor(() => expect(view.known.value.latest).toHaveLength(1));
    await user.click(button('Pin visitor'));
    await user.click(button('Details'));
    await user.click(button('Forget visitor…'));
    await user.click(button('Forget'));
    expect(commands()).toEqual([
      { name: 'visitor/save', data: { visitorId: 'ada', change: { isPinned: true } } },
      { name: 'visitor/forget', data: { visitorId: 'ada' } },
    ]);
  });

  it('is another’s when the page goes to another visitor', async () => {
    const { user, container } = await open();
    await user.click(button('Details'));
    await user.type(screen.getByRole('textbox', { name: 'Nickname' }), 'Ada L.');
    await pageShows('bob');
    await waitFor(() => expect(visitor().value).toBe('bob'));
    expect(container.querySelector('.visitor-form')).toBeNull();
  });
});

it('remembers whose conversation a link is about, and goes there', async () => {
  const { user, commands } = await open({ visitorId: '' });
  await user.click(visitor());
  await user.paste('https://conversations-app.brevo.com/conversations/zY8xW6vU4tS2rQ1pN');
  await user.keyboard('{Enter}cem{Enter}');
  expect(commands()).toEqual([{ name: 'visitor/link', data: { visitorId: 'cem', threadId: 'zY8xW6vU4tS2rQ1pN' } }]);
  await waitFor(() => expect(visitor().value).toBe('cem'));
  expect(document.activeElement).toBe(textbox());
});

it('looks a message up only when I choose that', async () => {
  const { user, onLookUp, commands } = await open();
  await user.clear(visitor());
  await user.type(visitor(), 'msg-1');
  // Nobody known: the list is there for who asks for it.
  expect(screen.queryByRole('option')).toBeNull();
  await user.click(screen.getByRole('combobox', { name: 'Visitor' }));
  await user.click(screen.getByRole('option', { name: /Look up as message/ }));
  expect(onLookUp).toHaveBeenCalledExactlyOnceWith('msg-1');
  expect([visitor().value, commands()]).toEqual(['ada', []]);
});
