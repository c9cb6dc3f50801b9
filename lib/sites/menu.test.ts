import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { createMenu, onMenu } from './menu.ts';

type Clicked = (info: { menuItemId: string; selectionText?: string }, tab?: object) => void;
const tab = { id: 7, windowId: 2 };
const choices = { onMessage: vi.fn(), onSend: vi.fn(), onHere: vi.fn() };
let click: Clicked;

beforeEach(() => {
  for (const choice of Object.values(choices)) choice.mockReset();
  vi.spyOn(browser.contextMenus.onClicked, 'addListener').mockImplementation((listener) => {
    click = listener as Clicked;
  });
  onMenu(choices);
});

const calls = () => Object.values(choices).flatMap(({ mock }) => mock.calls);

describe('the context menu', () => {
  it('is the same at every start, and has nothing twice', async () => {
    const steps: unknown[] = [];
    vi.spyOn(browser.contextMenus, 'removeAll').mockImplementation(async () => void steps.push('none'));
    vi.spyOn(browser.contextMenus, 'create').mockImplementation(({ id, contexts }) => {
      steps.push([id, contexts]);
      return id ?? '';
    });
    await createMenu();
    expect(steps).toEqual(['none', ['message', ['selection']], ['send', ['selection']], ['here', ['page', 'action']]]);
  });

  it('takes the selection for a visitor, or for a text, without blanks around it', () => {
    click({ menuItemId: 'message', selectionText: ' ada \n' }, tab);
    expect(choices.onMessage).toHaveBeenCalledExactlyOnceWith('ada', tab);
    click({ menuItemId: 'send', selectionText: '\tHello  Ada ' }, tab);
    expect(choices.onSend).toHaveBeenCalledExactlyOnceWith('Hello  Ada', tab);
  });

  it('brings the sidebar without a selection', () => {
    click({ menuItemId: 'here' }, tab);
    expect(choices.onHere).toHaveBeenCalledExactlyOnceWith(tab);
  });

  it.each([
    ['an empty selection', { menuItemId: 'message', selectionText: '  \n ' }, tab],
    ['no selection', { menuItemId: 'send' }, tab],
    ['an entry that is not ours', { menuItemId: 'other', selectionText: 'ada' }, tab],
    ['no tab', { menuItemId: 'here' }, undefined],
    ['a tab without a number', { menuItemId: 'here' }, { windowId: 2 }],
    ['a tab without a window', { menuItemId: 'here' }, { id: 7 }],
  ])('does nothing with %s', (_, info, where) => {
    click(info, where);
    expect(calls()).toEqual([]);
  });

  it('hands over no more of the tab than where it is, and at which address', () => {
    click({ menuItemId: 'here' }, { ...tab, url: 'https://crm.example/', title: 'secret' });
    expect(calls()).toEqual([[{ ...tab, url: 'https://crm.example/' }]]);
  });
});
