// @vitest-environment happy-dom
import { signal } from '@preact/signals';
import { screen, waitFor } from '@testing-library/preact';
import { expect, it, vi } from 'vitest';
import { err, ok } from '../../lib/result.ts';
import { defaultSidebar } from '../../lib/sites/measures.ts';
import type { Site } from '../../lib/storage/items/sites.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import type { ThisPage } from '../../lib/view/this-page.ts';
import { ThisPageBar } from './ThisPage.tsx';

const ORIGIN = 'https://crm.example';
const SITE: Site = { origin: ORIGIN, addedAt: 1, isOn: true, isHidden: false, rules: [] };

function open(change: Partial<ThisPage> = {}) {
  const page = signal<ThisPage>({
    surface: 'popup',
    tabId: 7,
    origin: ORIGIN,
    isOn: true,
    sidebar: defaultSidebar,
    ...change,
  });
  const ask = vi.fn(async (..._: unknown[]): Promise<unknown> => ok(undefined));
  const actions = { requestSite: vi.fn(async (_: string) => true), openPanel: vi.fn(), leave: vi.fn() };
  const Live = () => <ThisPageBar page={page.value} actions={{ ask: ask as never, ...actions }} />;
  return { page, ask, ...actions, ...show(<Live />) };
}
const bar = () => screen.queryByRole('region', { name: 'This page' });
const button = (name: string) => screen.getByRole('button', { name });
const buttons = () =>
  screen.queryAllByRole('button').map((each) => each.getAttribute('aria-label') ?? each.textContent);

it.each(['popup', 'panel', 'frame'] as const)('says in the %s whom the page is about', async (surface) => {
  const { container } = open({ surface, context: { visitorId: 'C-5', name: 'Ada Lovelace' } });
  const sentence = screen.getByText('From this page: Ada Lovelace');
  expect(sentence.getAttribute('title')).toBe('C-5');
  await expectAccessible(container);
});

it('takes the ID where no name is known', () => {
  open({ context: { visitorId: 'C-5' } });
  expect(screen.getByText('From this page: C-5')).toBeTruthy();
});

it('asks whether a taught rule is right, and gives the answer', async () => {
  const { page, ask, user, container } = open({ surface: 'panel', context: { visitorId: 'C-5', asksAbout: 'r-1' } });
  expect(screen.getByRole('status').textContent).toContain('The page rule found “C-5”. Is that the visitor’s ID?');
  expect(screen.queryByText('From this page: C-5')).toBeNull();
  await expectAccessible(container);
  await user.click(button('Yes'));
  expect(ask.mock.calls).toEqual([['rule/confirm', { tabId: 7, visitorId: 'C-5', isRight: true }]]);
  page.value = { ...page.value, context: { visitorId: 'C-5' } };
  await waitFor(() => expect(buttons()).toEqual([]));
  expect(document.activeElement).toBe(bar());
});

it('says no to a rule that is wrong', async () => {
  const { ask, user } = open({ surface: 'frame', context: { visitorId: 'C-5', asksAbout: 'r-1' } });
  await user.click(button('No'));
  expect(ask.mock.calls).toEqual([['rule/confirm', { tabId: 7, visitorId: 'C-5', isRight: false }]]);
});

it('keeps the question when the answer could not be stored', async () => {
  const { ask, user } = open({ context: { visitorId: 'C-5', asksAbout: 'r-1' } });
  ask.mockResolvedValue(err({ kind: 'storage-unavailable' }));
  await user.click(button('Yes'));
  expect((await screen.findByRole('alert')).textContent).toContain('could not store the change');
  expect(document.activeElement).toBe(button('Yes'));
});

it('asks whose a Brevo conversation is, once', async () => {
  const { page, ask, user, container } = open({ surface: 'panel', context: { visitorId: '', threadId: 't-1' } });
  expect(screen.getByText('This Brevo conversation: whose is it?')).toBeTruthy();
  await expectAccessible(container);
  await user.click(button('Save'));
  expect((await screen.findByRole('alert')).textContent).toBe('Type the visitor’s ID first.');
  await user.type(screen.getByRole('textbox', { name: 'Visitor ID' }), ' C-5 {Enter}');
  expect(ask.mock.calls).toEqual([['visitor/link', { visitorId: 'C-5', threadId: 't-1' }]]);
  page.value = { ...page.value, context: { visitorId: 'C-5', threadId: 't-1' } };
  await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull());
  expect(document.activeElement).toBe(bar());
});

it('forgets what was typed for another conversation', async () => {
  const { page, user } = open({ surface: 'panel', context: { visitorId: '', threadId: 't-1' } });
  await user.type(screen.getByRole('textbox'), 'C-5');
  page.value = { ...page.value, context: { visitorId: '', threadId: 't-2' } };
  await waitFor(() => expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe(''));
});

it('says that a visitor needs an account', async () => {
  const { ask, user } = open({ context: { visitorId: '', threadId: 't-1' } });
  ask.mockResolvedValue(err({ kind: 'no-account' }));
  await user.type(screen.getByRole('textbox'), 'C-5{Enter}');
  expect((await screen.findByRole('alert')).textContent).toBe('Save your API key in the settings first.');
});

it.each([
  ['tampered', 'This page interfered with the sidebar, so it was closed.'],
  ['inert', 'A dialog of this page blocks the sidebar.'],
] as const)('says what is wrong with the sidebar: %s', async (trouble, words) => {
  const { user, openPanel, container } = open({ context: { visitorId: '', trouble } });
  expect(screen.getByRole('status').textContent).toContain(words);
  await expectAccessible(container);
  await user.click(button('Open the side panel'));
  expect(openPanel).toHaveBeenCalledTimes(1);
});

it('does not offer the side panel in the side panel', () => {
  open({ surface: 'panel', context: { visitorId: '', trouble: 'inert' } });
  expect(screen.getByRole('status').textContent).toContain('A dialog of this page blocks the sidebar.');
  expect(buttons()).toEqual([]);
});

it('offers the sidebar once, or always, where the site is not on', async () => {
  const { user, ask, leave, container } = open({ isOn: false });
  expect(buttons()).toEqual(['Show the sidebar here', 'Always on crm.example']);
  await expectAccessible(container);
  await user.click(button('Show the sidebar here'));
  expect(ask.mock.calls).toEqual([['sidebar/open', { tabId: 7 }]]);
  await waitFor(() => expect(leave).toHaveBeenCalledTimes(1));
});

it('asks the browser for the site first thing in the click', async () => {
  const { ask, requestSite, leave } = open({ isOn: false });
  const order: string[] = [];
  requestSite.mockImplementation(async () => order.push('browser') > 0);
  ask.mockImplementation(async () => {
    order.push('background');
    return ok(undefined);
  });
  button('Always on crm.example').click();
  expect(order).toEqual(['browser', 'background']);
  expect(requestSite.mock.calls).toEqual([['https://crm.example/*']]);
  expect(ask.mock.calls).toEqual([['site/wish', { origin: ORIGIN, tabId: 7 }]]);
  await waitFor(() => expect(leave).not.toHaveBeenCalled());
});

it('says when the browser did not allow the site', async () => {
  const { user, requestSite } = open({ isOn: false });
  requestSite.mockResolvedValue(false);
  await user.click(button('Always on crm.example'));
  expect((await screen.findByRole('alert')).textContent).toContain('The browser did not allow it');
});

it('says when the browser lets nobody into the page', async () => {
  const { user, ask, leave } = open({ isOn: false });
  ask.mockResolvedValue(err({ kind: 'no-access' }));
  await user.click(button('Show the sidebar here'));
  expect((await screen.findByRole('alert')).textContent).toContain('The browser lets no extension into this page.');
  expect(leave).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(button('Show the sidebar here'));
});

it('names a long site in full, if only when asked', async () => {
  const host = `${'long.'.repeat(40)}example`;
  const { container } = open({ isOn: false, origin: `https://${host}` });
  expect(button(`Always on ${host}`).title).toBe(`https://${host}`);
  await expectAccessible(container);
});

it('teaches and shows from the popup where the site is on, and gets out of the way', async () => {
  const { user, ask, leave } = open();
  expect(buttons()).toEqual(['Show the sidebar here', 'Teach this page']);
  await user.click(button('Teach this page'));
  expect(ask.mock.calls).toEqual([['teach/begin', { tabId: 7 }]]);
  await waitFor(() => expect(leave).toHaveBeenCalledTimes(1));
});

it('says that it is hidden, and shows it again', async () => {
  const { user, ask } = open({ site: { ...SITE, isHidden: true }, sidebar: { ...defaultSidebar, isHidden: true } });
  expect(screen.getByText('You hid the sidebar here.')).toBeTruthy();
  await user.click(button('Show the sidebar here'));
  await waitFor(() => expect(ask.mock.calls).toEqual([['sidebar/open', { tabId: 7 }]]));
});

it('has nothing to say in a popup over a page of the browser', () => {
  const { page } = open({ isOn: false });
  const { origin: _, ...nowhere } = page.value;
  page.value = nowhere;
  return waitFor(() => expect(bar()).toBeNull());
});

it('points to the toolbar in the side panel, which cannot reach the page', async () => {
  const { container } = open({ surface: 'panel', isOn: false });
  expect(bar()?.textContent).toBe('Use the toolbar button to switch the sidebar on for this site.');
  expect(buttons()).toEqual([]);
  await expectAccessible(container);
});

it.each([
  ['Until reload', 'reload'],
  ['On this site', 'site'],
  ['Everywhere', 'everywhere'],
])('hides the sidebar: %s', async (name, until) => {
  const { user, ask, container } = open({ surface: 'frame' });
  expect(buttons()).toEqual(['Teach this page', 'Sidebar', 'Close']);
  await user.click(button('Sidebar'));
  await expectAccessible(container);
  await user.click(button(name));
  expect(ask.mock.calls).toEqual([['sidebar/hide', { until }]]);
});

it('can only hide what came for once until reload', async () => {
  const { user } = open({ surface: 'frame', isOn: false });
  await user.click(button('Sidebar'));
  expect(buttons()).toEqual(['Teach this page', 'Sidebar', 'Until reload', 'Move to the left', 'Close']);
});

it.each([
  ['right', 'Move to the left', 'left'],
  ['left', 'Move to the right', 'right'],
] as const)('moves from the %s', async (side, name, to) => {
  const { user, ask } = open({ surface: 'frame', sidebar: { ...defaultSidebar, side } });
  await user.click(button('Sidebar'));
  await user.click(button(name));
  expect(ask.mock.calls).toEqual([['sidebar/save', { change: { side: to } }]]);
  expect(document.activeElement).toBe(button('Sidebar'));
});

it('teaches its own page and closes, in the frame', async () => {
  const { user, ask } = open({ surface: 'frame' });
  await user.click(button('Teach this page'));
  await user.click(button('Close'));
  expect(ask.mock.calls).toEqual([
    ['teach/begin', {}],
    ['frame/close', {}],
  ]);
});

it('opens and closes the menu by keyboard, and keeps Escape to itself', async () => {
  const { user } = open({ surface: 'frame' });
  const outside = vi.fn();
  document.addEventListener('keydown', outside);
  await user.tab();
  await user.tab();
  await user.keyboard('{Enter}');
  expect(button('Sidebar').getAttribute('aria-expanded')).toBe('true');
  outside.mockClear();
  await user.keyboard('{Escape}');
  expect(outside).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(button('Sidebar'));
  expect(buttons()).toEqual(['Teach this page', 'Sidebar', 'Close']);
  document.removeEventListener('keydown', outside);
});
