// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { err, ok } from '../../result.ts';
import { rule as ruleSchema } from '../../storage/items/sites.ts';
import { expectAccessible } from '../../testing/axe.ts';
import { beginTeaching, type Save } from './begin.ts';
import { FAREWELL } from './farewell.ts';

const CRM = `<main data-visitor-id="v-42" data-customer-name="Ada Example" data-customer-language="de">
  <h1>Ada Example</h1><p id="visitor-id">v-42</p><p id="city">Dublin</p><input name="note"><button id="page-button">Pay</button></main>`;

/** The shadow root is closed, so the tests look at what is attached. */
const roots: ShadowRoot[] = [];
const ended: (() => void)[] = [];
const frames = () => new Promise((resolve) => setTimeout(resolve, 40));

function begin({ save = vi.fn<Save>(async () => ok(undefined)), isTrusted = (_: Event): boolean => true } = {}) {
  const stop = beginTeaching({ save, direction: 'ltr', isTrusted });
  ended.push(stop);
  return { save, stop };
}

const root = (): ShadowRoot => {
  const last = roots.at(-1);
  if (!last) throw new Error('Nothing is shown.');
  return last;
};
const shown = () => root().host.isConnected;
const words = () => root().querySelector('.stage')?.textContent ?? '';
const button = (name: string) => {
  const found = [...root().querySelectorAll('button')].find(({ textContent }) => textContent === name);
  if (!found) throw new Error(`There is no button ${name}.`);
  return found;
};
const values = () => [...root().querySelectorAll('code')].map(({ textContent }) => textContent);
const at = (selector: string): HTMLElement => document.querySelector<HTMLElement>(selector) as HTMLElement;
const fire = (target: Element, type: string) => {
  const event = new PointerEvent(type, { bubbles: true, cancelable: true, composed: true, button: 0 });
  target.dispatchEvent(event);
  return event;
};
const CLICK = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'];
const click = (selector: string) => {
  fire(at(selector), 'pointermove');
  return CLICK.map((type) => fire(at(selector), type));
};
const press = (key: string, more: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true, ...more });
  root().host.dispatchEvent(event);
  return event;
};

beforeEach(() => {
  document.body.innerHTML = CRM;
  const attach = Element.prototype.attachShadow;
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, options) {
    expect(options.mode).toBe('closed');
    const made = attach.call(this, options);
    roots.push(made);
    return made;
  });
});

afterEach(() => {
  for (const stop of ended.splice(0)) stop();
  roots.length = 0;
  vi.useRealTimers();
});

describe('pointing', () => {
  it('says what to do, holds the focus, and shows what is under the pointer', () => {
    begin();
    expect(words()).toContain('Point at the visitor’s ID');
    expect(root().activeElement).toBe(root().querySelector('.bar'));
    fire(at('#visitor-id'), 'pointermove');
    expect(root().querySelector('.here')?.textContent).toBe('v-42');
    expect(root().querySelector<HTMLElement>('.outline')?.hidden).toBe(false);
  });

  it('keeps the click from the page, which is changed in nothing', () => {
    const before = document.body.innerHTML;
    const heard = vi.fn();
    for (const type of CLICK) at('#page-button').addEventListener(type, heard);
    begin();
    const events = click('#page-button');
    expect(heard).not.toHaveBeenCalled();
    expect(events.every(({ defaultPrevented }) => defaultPrevented)).toBe(true);
    expect(document.body.innerHTML).toBe(before);
  });

  it('keeps keys from the page', () => {
    const heard = vi.fn();
    begin();
    document.addEventListener('keydown', heard, true);
    press('x');
    press('ArrowDown');
    document.removeEventListener('keydown', heard, true);
    expect(heard).not.toHaveBeenCalled();
  });

  it('does not take what a script of the page does for the agent', () => {
    const heard = vi.fn();
    at('#page-button').addEventListener('click', heard);
    const { save } = begin({ isTrusted: (event) => event.isTrusted });
    for (const type of CLICK) {
      at('#page-button').dispatchEvent(new PointerEvent(type, { bubbles: true, composed: true }));
    }
    root().host.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    expect(heard).toHaveBeenCalledOnce();
    expect(shown()).toBe(true);
    expect(save).not.toHaveBeenCalled();
    expect(values()).toEqual([]);
  });

  it('says so when there is nothing to read', () => {
    begin();
    document.body.innerHTML = '<iframe id="empty"></iframe>';
    click('#empty');
    expect(words()).toContain('Nothing to read there');
  });

  it('walks by keyboard through what holds text, up and down, and round', () => {
    begin();
    const here = () => root().querySelector('.here')?.textContent;
    const walk = (key: string, more?: KeyboardEventInit) => {
      press(key, more);
      return here();
    };
    expect(walk('Tab')).toBe('Ada Example');
    expect(walk('Tab')).toBe('v-42');
    expect(walk('ArrowRight')).toBe('Dublin');
    expect(walk('ArrowLeft')).toBe('v-42');
    expect(walk('Tab', { shiftKey: true })).toBe('Ada Example');
    expect(walk('ArrowUp')).toContain('Ada Examplev-42');
    expect(walk('ArrowUp')).toContain('Ada Examplev-42');
    expect(walk('ArrowDown')).toBe('Ada Example');
    expect(walk('ArrowLeft')).toBe('Pay');
    expect(walk('ArrowRight')).toBe('Ada Example');
  });

  it('moves its bar out of the way, and keeps the focus there', () => {
    begin();
    button('Move this bar').click();
    expect(root().querySelector('.bar')?.classList.contains('low')).toBe(true);
    expect(root().activeElement).toBe(root().querySelector('.bar'));
  });

  it('has its bar give way to what the keyboard leads to', () => {
    begin();
    // happy-dom lays nothing out: everything is at the top, where the bar is.
    const area = { top: 0, bottom: 40, x: 0, y: 0, width: 100, height: 40 } as DOMRect;
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(area);
    press('Tab');
    expect(root().querySelector('.bar')?.classList.contains('low')).toBe(true);
  });

  it.each(['Escape', 'button'])('ends with %s, tells the background, and gives the focus back', (how) => {
    at('input').focus();
    const { save } = begin();
    if (how === 'Escape') press('Escape');
    else button('Cancel').click();
    expect(shown()).toBe(false);
    expect(save.mock.calls).toEqual([[null]]);
    expect(document.activeElement).toBe(at('input'));
    const heard = vi.fn();
    at('#page-button').addEventListener('click', heard);
    click('#page-button');
    expect(heard).toHaveBeenCalledOnce();
  });

  it('gives up when the page throws it out', async () => {
    const { save } = begin();
    root().host.remove();
    await frames();
    expect(save.mock.calls).toEqual([[null]]);
  });

  it('can be removed without a word, for the next run', () => {
    const { save, stop } = begin();
    stop();
    expect(shown()).toBe(false);
    expect(save).not.toHaveBeenCalled();
  });
});

describe('choosing', () => {
  const choose = (options?: Parameters<typeof begin>[0]) => {
    const begun = begin(options);
    click('#visitor-id');
    return begun;
  };

  it('opens by a click and by Enter', () => {
    choose();
    expect(values()).toEqual(['v-42', 'v-42']);
    press('Escape');
    begin();
    press('Tab');
    press('Tab');
    expect(press('Enter').defaultPrevented).toBe(true);
    expect(values()).toEqual(['v-42', 'v-42']);
  });

  it('is accessible, before and after', async () => {
    const named = async () => {
      const copy = document.createElement('div');
      copy.append(...[...root().children].map((child) => child.cloneNode(true)));
      document.body.replaceChildren(copy);
      await expectAccessible(copy);
    };
    begin();
    await named();
    document.body.innerHTML = CRM;
    press('Escape');
    choose();
    await named();
  });

  it('shows live what the choices find', async () => {
    choose();
    at('#visitor-id').textContent = 'v-43';
    at('main').removeAttribute('data-visitor-id');
    await frames();
    expect(values()).toEqual(['nothing at the moment', 'v-43']);
  });

  it('saves the first choice with name and language, then says goodbye and lets go of the page', async () => {
    const { save } = choose();
    button('Use this').click();
    await Promise.resolve();
    const [rule] = save.mock.calls[0] ?? [];
    expect(ruleSchema.parse(rule)).toEqual({
      id: expect.any(String),
      visitor: { kind: 'data', attribute: 'data-visitor-id' },
      name: { kind: 'data', attribute: 'data-customer-name' },
      language: { kind: 'data', attribute: 'data-customer-language' },
      confirmed: 0,
    });
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(words()).toBe('Saved. Deskside asks on the next two pages whether it is right.');
    const heard = vi.fn();
    at('#page-button').addEventListener('click', heard);
    click('#page-button');
    expect(heard).toHaveBeenCalledOnce();
  });

  it('takes its last words away', async () => {
    vi.useFakeTimers();
    choose();
    button('Use this').click();
    await vi.advanceTimersByTimeAsync(FAREWELL + 100);
    expect(shown()).toBe(false);
  });

  it('saves what was chosen, and leaves out what was not', async () => {
    const { save } = choose();
    root().querySelectorAll<HTMLInputElement>('input')[1]?.click();
    for (const select of root().querySelectorAll('select')) select.value = '';
    press('Enter');
    button('Use this').click();
    await frames();
    expect(save.mock.calls[0]).toEqual([
      { id: expect.any(String), visitor: { kind: 'selector', selector: '#visitor-id' }, confirmed: 0 },
    ]);
  });

  it('saves once, however often the button is pressed', async () => {
    const { save } = choose();
    button('Use this').click();
    button('Use this').click();
    await frames();
    expect(save).toHaveBeenCalledOnce();
  });

  it.each([
    ['no-answer', 'Reload this page, then begin again.'],
    ['not-teaching', 'Press Cancel, then begin again.'],
    ['storage-unavailable', 'Free some disk space'],
  ])('says what to do after %s, and stays', async (kind, advice) => {
    choose({ save: vi.fn<Save>(async () => err({ kind })) });
    button('Use this').click();
    await frames();
    expect(root().querySelector('[role=alert]')?.textContent).toContain(advice);
    expect(button('Use this').getAttribute('aria-disabled')).toBe('false');
  });

  it('lets the agent point again', () => {
    choose();
    button('Point again').click();
    expect(words()).toContain('Point at the visitor’s ID');
    click('#city');
    expect(values()).toContain('Dublin');
  });

  it('keeps Tab within the panel', () => {
    choose();
    expect(root().activeElement?.localName).toBe('input');
    press('Tab', { shiftKey: true });
    expect(root().activeElement).toBe(button('Cancel'));
    press('Tab');
    expect(root().activeElement?.localName).toBe('input');
    press('Tab');
    expect(root().activeElement?.localName).toBe('select');
  });

  it('does not take a click on the page for another choice', () => {
    choose();
    click('#city');
    expect(values()).toEqual(['v-42', 'v-42']);
  });
});
