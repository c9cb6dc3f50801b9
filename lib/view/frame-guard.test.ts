// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { actLikePopovers, trusted } from '../testing/popover.ts';
import { createFrameGuard } from './frame-guard.ts';

type Seen = { intersectionRatio: number; isVisible?: boolean };
const IN_SIGHT: Seen = { intersectionRatio: 1, isVisible: true };

let see: (...entries: Seen[]) => void;
let options: object;
const clock = { now: 0 };
const focus = { isHere: true };
const heard: Parameters<typeof removeEventListener>[] = [];

beforeEach(() => {
  actLikePopovers();
  clock.now = 10_000;
  focus.isHere = true;
  vi.spyOn(document, 'hasFocus').mockImplementation(() => focus.isHere);
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(tell: (entries: Seen[]) => void, given: object) {
        see = (...entries) => tell(entries);
        options = given;
      }
      observe = vi.fn();
    },
  );
  const listen = globalThis.addEventListener;
  vi.spyOn(globalThis, 'addEventListener').mockImplementation((...given: Parameters<typeof listen>) => {
    heard.push(given as never);
    listen.apply(globalThis, given);
  });
});
afterEach(() => {
  for (const given of heard.splice(0)) removeEventListener(...given);
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

const guard = () => createFrameGuard(() => clock.now);
const press = (key: string, more: KeyboardEventInit = {}) =>
  document.body.dispatchEvent(trusted(new KeyboardEvent('keydown', { key, bubbles: true, ...more })));
const blur = () => dispatchEvent(trusted(new Event('blur')));

describe('G-S9 a frame takes a send', () => {
  it('also just after a dialog of its own has come before the glass, but not when it stays covered', () => {
    vi.useFakeTimers();
    const { mayAct } = guard();
    clock.now += 1000;
    see(IN_SIGHT);
    clock.now += 500;
    const open = () => document.body.dispatchEvent(Object.assign(new Event('toggle'), { newState: 'open' }));
    open();
    see({ intersectionRatio: 1, isVisible: false });
    see(IN_SIGHT);
    expect(mayAct()).toBe(true);
    open();
    see({ intersectionRatio: 1, isVisible: false });
    vi.advanceTimersByTime(300);
    expect(mayAct()).toBe(false);
    vi.useRealTimers();
  });

  it('only after it has been in plain sight for 500 ms', () => {
    const { mayAct } = guard();
    expect(mayAct()).toBe(false);
    clock.now += 10_000;
    expect(mayAct()).toBe(false);
    see(IN_SIGHT);
    expect(mayAct()).toBe(false);
    clock.now += 499;
    expect(mayAct()).toBe(false);
    clock.now += 1;
    expect(mayAct()).toBe(true);
  });

  it('not sooner because the browser says again that it is in sight', () => {
    const { mayAct } = guard();
    see(IN_SIGHT);
    clock.now += 300;
    see(IN_SIGHT);
    clock.now += 200;
    expect(mayAct()).toBe(true);
  });

  it.each<[string, Seen]>([
    ['covered', { intersectionRatio: 1, isVisible: false }],
    ['partly out of the window', { intersectionRatio: 0.94, isVisible: true }],
    ['out of the window', { intersectionRatio: 0, isVisible: false }],
  ])('not while it is %s, and then not for another 500 ms', (_, entry) => {
    const { mayAct } = guard();
    see(IN_SIGHT);
    clock.now += 5000;
    see(entry);
    expect(mayAct()).toBe(false);
    clock.now += 5000;
    expect(mayAct()).toBe(false);
    see(IN_SIGHT);
    clock.now += 499;
    expect(mayAct()).toBe(false);
    clock.now += 1;
    expect(mayAct()).toBe(true);
  });

  it('by what was seen last, where the browser tells several things at once', () => {
    const { mayAct } = guard();
    see({ intersectionRatio: 1, isVisible: false }, IN_SIGHT);
    clock.now += 500;
    expect(mayAct()).toBe(true);
    see(IN_SIGHT, { intersectionRatio: 1, isVisible: false });
    expect(mayAct()).toBe(false);
  });

  it('not without the keyboard', () => {
    const { mayAct } = guard();
    see(IN_SIGHT);
    clock.now += 500;
    focus.isHere = false;
    expect(mayAct()).toBe(false);
    focus.isHere = true;
    expect(mayAct()).toBe(true);
  });

  it('also in a browser that cannot tell what lies over it, where the host looks', () => {
    const { mayAct } = guard();
    see({ intersectionRatio: 1 });
    clock.now += 500;
    expect(mayAct()).toBe(true);
    expect(options).toMatchObject({ trackVisibility: true, delay: 100 });
  });
});

describe('the pane of glass', () => {
  it('stays over our own dialogs, or they would count as a cover', async () => {
    guard();
    const glass = document.querySelector<HTMLElement>('.sight-glass');
    const raised = vi.spyOn(HTMLElement.prototype, 'showPopover');
    const dialog = document.body.appendChild(document.createElement('div'));
    dialog.dispatchEvent(Object.assign(new Event('toggle'), { newState: 'open' }));
    expect(raised.mock.contexts).toEqual([glass]);
    // It hears of itself, and must not go round in circles.
    await Promise.resolve();
    dialog.dispatchEvent(Object.assign(new Event('toggle'), { newState: 'closed' }));
    expect(raised).toHaveBeenCalledTimes(1);
  });
});

describe('G-S6 events that no person caused', () => {
  it.each(['click', 'keydown', 'submit'])('are swallowed: %s', (type) => {
    guard();
    const button = document.body.appendChild(document.createElement('button'));
    const acted = vi.fn();
    for (const target of [button, document, globalThis]) target.addEventListener(type, acted, { capture: true });
    const forged = new Event(type, { bubbles: true, cancelable: true });
    button.dispatchEvent(forged);
    expect(acted).not.toHaveBeenCalled();
    expect(forged.defaultPrevented).toBe(true);
    button.dispatchEvent(trusted(new Event(type, { bubbles: true, cancelable: true })));
    expect(acted).toHaveBeenCalledTimes(3);
    document.removeEventListener(type, acted, { capture: true });
  });

  it('do not make anybody believe that the agent was writing', () => {
    const { isKeyboardTaken } = guard();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }));
    blur();
    expect(isKeyboardTaken.value).toBe(false);
  });
});

describe('F25 the keyboard', () => {
  const clickOn = (name: 'textarea' | 'button') =>
    document.body
      .appendChild(document.createElement(name))
      .dispatchEvent(trusted(new Event('pointerdown', { bubbles: true })));
  const click = () => clickOn('button');

  it.each<[string, () => void]>([
    ['a letter', () => press('a')],
    ['a click into the message', () => clickOn('textarea')],
  ])('was taken when it goes right after %s', (_, act) => {
    const { isKeyboardTaken } = guard();
    act();
    clock.now += 999;
    blur();
    expect(isKeyboardTaken.value).toBe(true);
  });

  it.each<[string, () => void]>([
    ['Enter, which sends', () => press('Enter')],
    ['a click on a button, which may open a page', click],
    ['Tab', () => press('Tab')],
    ['Escape', () => press('Escape')],
    ['F6', () => press('F6')],
    ['Ctrl+L', () => press('l', { ctrlKey: true })],
    ['Cmd+L', () => press('l', { metaKey: true })],
    ['Alt+D', () => press('d', { altKey: true })],
    ['nothing at all', () => undefined],
  ])('was left by the agent after %s', (_, act) => {
    const { isKeyboardTaken } = guard();
    act();
    blur();
    expect(isKeyboardTaken.value).toBe(false);
  });

  it('was left by the agent when nothing was written for a second', () => {
    const { isKeyboardTaken } = guard();
    press('a');
    clock.now += 1000;
    blur();
    expect(isKeyboardTaken.value).toBe(false);
  });

  it.each<[string, () => void]>([
    ['a key', () => press('b')],
    ['a key that leads away', () => press('Tab')],
    ['a click', click],
  ])('is back with %s in here', (_, act) => {
    const { isKeyboardTaken } = guard();
    press('a');
    blur();
    expect(isKeyboardTaken.value).toBe(true);
    act();
    expect(isKeyboardTaken.value).toBe(false);
  });
});
