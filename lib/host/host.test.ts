// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { err } from '../result.ts';
import { trusted } from '../testing/popover.ts';
import { createPage, type Page, pass } from './testing.ts';

let page: Page;
afterEach(() => page.leave());

async function start(options: Parameters<typeof createPage>[0] = {}): Promise<Page> {
  page = createPage(options);
  await page.start();
  return page;
}

describe('a host', () => {
  it('asks for its orders and shows a handle, closed to the page', async () => {
    const { asked, element, handle, frame } = await start();
    expect(asked[0]).toEqual({ name: 'host/hello', data: { isFresh: true } });
    expect(element()?.matches(':popover-open')).toBe(true);
    expect(element()?.shadowRoot).toBeNull();
    expect(element()?.textContent).toBe('');
    expect(handle()?.getAttribute('aria-label')).toBe('Open Deskside');
    expect(frame()).toBeUndefined();
  });

  it('is there once, however often it is put into the page', async () => {
    const { start: again, asked } = await start();
    await again();
    await again();
    expect(document.querySelectorAll('html > [popover]')).toHaveLength(1);
    expect(asked.filter(({ name }) => name === 'host/hello')).toHaveLength(1);
  });

  it('shows nothing where the agent hid it, but still says whom the page is about', async () => {
    const { element, names } = await start({ isHidden: true });
    expect(element()).toBeUndefined();
    expect(names()).toEqual(['host/hello', 'host/report']);
  });

  it('shows nothing when the background has no orders', async () => {
    page = createPage();
    page.answers['host/hello'] = undefined;
    await page.start();
    expect(page.element()).toBeUndefined();
  });

  it('asks again when the background died over it, some times', async () => {
    page = createPage();
    const orders = page.answers['host/hello'];
    page.answers['host/hello'] = undefined;
    await page.start();
    await pass(2000);
    expect(page.element()).toBeUndefined();
    page.answers['host/hello'] = orders;
    await pass(1000);
    expect(page.element()).toBeDefined();
    expect(page.names().filter((name) => name === 'host/hello')).toHaveLength(4);
  });

  it('asks no more when nobody answers', async () => {
    page = createPage();
    page.answers['host/hello'] = undefined;
    await page.start();
    await pass(60_000);
    expect(page.names()).toEqual(Array.from({ length: 6 }, () => 'host/hello'));
  });

  it('is where the agent put it, also when it was asked for before that was known', async () => {
    page = createPage();
    const orders = page.answers['host/hello'];
    let answer: (orders: unknown) => void = () => undefined;
    page.answers['host/hello'] = new Promise((resolve) => {
      answer = resolve;
    });
    Object.assign(page.orders, { sidebar: { ...page.orders.sidebar, side: 'left' } });
    await page.start();
    await page.say({ to: 'host', say: 'show' });
    expect(page.handle()?.parentElement?.className).toContain('right');
    answer(orders);
    await pass(0);
    expect(page.handle()?.parentElement?.className).toContain('left');
    expect(page.frame()).toBeDefined();
  });

  it('hears only what is said to hosts', async () => {
    const { say, element } = await start();
    expect(await say({ to: 'teach', say: 'remove' } as never)).toBe(false);
    expect(await say(undefined as never)).toBe(false);
    expect(element()).toBeDefined();
    expect(await say({ to: 'host', say: 'remove' })).toBe(true);
    expect(element()).toBeUndefined();
  });

  it('comes back when the sidebar is wanted, though it was hidden', async () => {
    const { say, frame } = await start({ isHidden: true });
    await say({ to: 'host', say: 'show' });
    expect(frame()?.getAttribute('src')).toMatch(/\/sidepanel\.html#nonce-1$/);
  });

  it('stands where the agent puts it in another tab', async () => {
    const { say, handle } = await start();
    await say({ to: 'host', say: 'place', sidebar: { side: 'left', width: 300, handleAt: 50, isHidden: false } });
    expect(handle()?.parentElement?.className).toContain('left');
    expect(handle()?.parentElement?.style.getPropertyValue('--width')).toBe('300px');
  });
});

describe('the sidebar', () => {
  it('G-S9 opens for a click of a person, and for none of the page', async () => {
    const { handle, element, frame, click, names } = await start();
    handle()?.click();
    handle()?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
    element()?.click();
    await pass(0);
    expect(frame()).toBeUndefined();
    expect(names()).not.toContain('host/open');
    await click(handle());
    expect(frame()).toBeDefined();
    expect(handle()?.getAttribute('aria-expanded')).toBe('true');
    expect(handle()?.getAttribute('aria-label')).toBe('Close Deskside');
  });

  it('opens once for a double click, and closes with the next', async () => {
    const { handle, frame, click, names } = await start();
    const both = [click(handle()), click(handle())];
    await Promise.all(both);
    expect(names().filter((name) => name === 'host/open')).toHaveLength(1);
    expect(frame()).toBeDefined();
    await click(handle());
    expect(frame()).toBeUndefined();
    expect(handle()?.getAttribute('aria-expanded')).toBe('false');
  });

  it.each<[string, (page: Page) => void]>([
    ['the browser lets no script in', (at) => (at.answers['host/open'] = err({ kind: 'no-access' }))],
    ['the background gives no answer', (at) => (at.answers['host/open'] = undefined)],
    ['the script of the frame did not come', () => Reflect.deleteProperty(globalThis, 'desksideFrame')],
  ])('says so when %s', async (_, spoil) => {
    const at = await start();
    spoil(at);
    await at.click(at.handle());
    expect(at.frame()).toBeUndefined();
    expect(at.note()).toContain('does not let Deskside in');
    await pass(12_000);
    expect(at.note()).toBe('');
  });

  it('says so when its frame does not arrive within 8 s, and not when it has', async () => {
    const { handle, frame, note, click, open } = await start();
    await click(handle());
    await pass(7_999);
    expect(frame()).toBeDefined();
    await pass(1);
    expect(frame()).toBeUndefined();
    expect(note()).toContain('does not let Deskside in');
    await open();
    await pass(20_000);
    expect(frame()).toBeDefined();
    expect(note()).toBe('');
  });

  it('opens, closes and toggles as the background says', async () => {
    const { say, frame } = await start();
    const isOpenAfter = async (word: 'show' | 'hide' | 'toggle') => {
      await say({ to: 'host', say: word });
      return frame() !== undefined;
    };
    expect(await isOpenAfter('show')).toBe(true);
    expect(await isOpenAfter('show')).toBe(true);
    expect(await isOpenAfter('hide')).toBe(false);
    expect(await isOpenAfter('toggle')).toBe(true);
    expect(await isOpenAfter('toggle')).toBe(false);
  });

  it('gives the page its focus back when it is closed by Escape', async () => {
    const { open, element, frame, press } = await start();
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    await open();
    vi.spyOn(document, 'activeElement', 'get').mockReturnValue(element() ?? null);
    const focused = vi.spyOn(field, 'focus');
    const event = await press('Escape');
    expect(frame()).toBeUndefined();
    expect(focused).toHaveBeenCalledTimes(1);
    expect(event.defaultPrevented).toBe(true);
  });

  it('gives it back also when it was opened by its handle, which takes the focus first', async () => {
    const { open, element, press } = await start();
    const field = document.body.appendChild(document.createElement('input'));
    const host = element();
    const moved = new FocusEvent('focusin', { bubbles: true, composed: true, relatedTarget: field });
    vi.spyOn(document, 'activeElement', 'get').mockReturnValue(host ?? null);
    host?.dispatchEvent(moved);
    await open();
    const focused = vi.spyOn(field, 'focus');
    await press('Escape');
    expect(focused).toHaveBeenCalledTimes(1);
  });

  it('wakes the background when the keys of a command may be coming, so that it knows where the sidebar is', async () => {
    const { names } = await start();
    const before = names().length;
    const press = (init: KeyboardEventInit) =>
      document.body.dispatchEvent(trusted(new KeyboardEvent('keydown', { bubbles: true, composed: true, ...init })));
    press({ key: 'u' });
    press({ key: 'U', shiftKey: true });
    press({ key: 'c', ctrlKey: true });
    press({ key: 'Control', ctrlKey: true, shiftKey: true, repeat: true });
    expect(names().slice(before)).toEqual([]);
    press({ key: 'Shift', ctrlKey: true, shiftKey: true });
    press({ key: 'Shift', metaKey: true, shiftKey: true });
    expect(names().slice(before)).toEqual(['host/menu', 'host/menu']);
  });

  it('goes when its own site was switched off, not when another was', async () => {
    const { say, element } = await start();
    await say({ to: 'host', say: 'end', site: 'https://elsewhere.example' });
    expect(element()).toBeDefined();
    await say({ to: 'host', say: 'end', site: `${location.protocol}//${location.hostname}` });
    expect(element()).toBeUndefined();
  });

  it('waits in a page that is loaded ahead until the page is shown', async () => {
    Object.assign(document, { prerendering: true });
    const { names, element } = await start();
    expect([names(), element()]).toEqual([[], undefined]);
    Reflect.deleteProperty(document, 'prerendering');
    document.dispatchEvent(new Event('prerenderingchange'));
    await pass(0);
    expect(names()).toContain('host/hello');
    expect(element()).toBeDefined();
  });

  it('gives it back to what had it last, however often the agent went to and fro', async () => {
    const { open, element, press } = await start();
    const [first, last] = [0, 1].map(() => document.body.appendChild(document.createElement('input')));
    first?.focus();
    await open();
    const come = (relatedTarget: Element | null = null) =>
      element()?.dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true, relatedTarget }));
    come(last);
    // The window was left, and is back.
    come();
    vi.spyOn(document, 'activeElement', 'get').mockReturnValue(element() ?? null);
    const focused = [first, last].map((field) => vi.spyOn(field as HTMLElement, 'focus'));
    await press('Escape');
    expect(focused.map(({ mock }) => mock.calls.length)).toEqual([0, 1]);
  });

  it('gives it back when it is hidden from within', async () => {
    const { open, element, say } = await start();
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    await open();
    vi.spyOn(document, 'activeElement', 'get').mockReturnValue(element() ?? null);
    const focused = vi.spyOn(field, 'focus');
    await say({ to: 'host', say: 'remove' });
    expect(focused).toHaveBeenCalledTimes(1);
  });

  it('is not opened by dragging its handle, but by the key that is pressed on it afterwards', async () => {
    const { handle, frame } = await start();
    const part = handle() as HTMLElement;
    part.setPointerCapture = vi.fn();
    const pointer = (type: string, clientY: number) =>
      part.dispatchEvent(trusted(new PointerEvent(type, { clientY, button: 0, bubbles: true })));
    pointer('pointerdown', 100);
    pointer('pointermove', 200);
    pointer('lostpointercapture', 200);
    const click = async (detail: number) => {
      part.dispatchEvent(trusted(new MouseEvent('click', { detail, bubbles: true, composed: true })));
      await pass(0);
    };
    await click(1);
    expect(frame()).toBeUndefined();
    await click(0);
    expect(frame()).toBeDefined();
  });

  it('takes the focus from nobody when the page has it', async () => {
    const { open, say } = await start();
    const field = document.body.appendChild(document.createElement('input'));
    field.focus();
    await open();
    const focused = vi.spyOn(field, 'focus');
    await say({ to: 'host', say: 'hide' });
    expect(focused).not.toHaveBeenCalled();
  });
});

describe('G-S6 keys that are pressed on the sidebar', () => {
  it('do not reach the page, and forged ones do nothing', async () => {
    const { open, element, frame, press } = await start();
    await open();
    const heard = vi.fn();
    document.body.addEventListener('keydown', heard);
    document.addEventListener('keydown', heard);
    await press('a');
    element()?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    document.removeEventListener('keydown', heard);
    expect(heard).not.toHaveBeenCalled();
    expect(frame()).toBeDefined();
  });

  it('of the page do not close it', async () => {
    const { open, frame } = await start();
    await open();
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    expect(frame()).toBeDefined();
  });
});
