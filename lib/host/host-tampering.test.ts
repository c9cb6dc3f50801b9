// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPage, type Page, pass, turn } from './testing.ts';

let page: Page;
afterEach(() => page.leave());

async function start({ isOpen = false } = {}): Promise<Page> {
  page = createPage();
  await page.start();
  if (isOpen) await page.open();
  return page;
}
const interfered = 'interfered with Deskside';

/** Nothing of the frame is left; the handle is there, and says why. */
function expectClosed({ frame, element, note, troubles }: Page): void {
  expect(frame()).toBeUndefined();
  expect(element()?.matches(':popover-open')).toBe(true);
  expect(note()).toContain(interfered);
  expect(troubles()).toEqual(['tampered']);
}

describe('F25 a page that takes the closed sidebar out', () => {
  it('has it back three times, then not any more, and the background knows', async () => {
    const { element, troubles } = await start();
    for (let time = 1; time <= 3; time++) {
      element()?.remove();
      await turn();
      expect(element()?.matches(':popover-open')).toBe(true);
      expect(troubles()).toEqual([]);
    }
    element()?.remove();
    await turn();
    expect(element()).toBeUndefined();
    expect(troubles()).toEqual(['tampered']);
  });

  it('is forgiven what is longer ago than ten seconds', async () => {
    const { element, troubles } = await start();
    for (let time = 0; time < 8; time++) {
      element()?.remove();
      await pass(4000);
      expect(element()).toBeDefined();
    }
    expect(troubles()).toEqual([]);
  });

  it('does not keep the processor busy by doing it 100 times', async () => {
    const { element, asked } = await start();
    for (let time = 0; time < 100; time++) {
      element()?.remove();
      await turn();
    }
    expect(element()).toBeUndefined();
    expect(asked.length).toBeLessThan(5);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not win by putting it back itself', async () => {
    const { element } = await start();
    const before = element();
    before?.remove();
    if (before) document.documentElement.append(before);
    await turn();
    expect(element()).not.toBe(before);
    expect(element()?.matches(':popover-open')).toBe(true);
  });

  it('does not keep an agent out who asks for it', async () => {
    const { element, say, frame } = await start();
    for (let time = 0; time < 4; time++) {
      element()?.remove();
      await turn();
    }
    await say({ to: 'host', say: 'report' });
    expect(element()).toBeUndefined();
    await say({ to: 'host', say: 'show' });
    expect(frame()).toBeDefined();
  });

  it('may write itself anew: the sidebar comes again, open if it was', async () => {
    const { frame, element, troubles } = await start({ isOpen: true });
    const anew = document.createElement('html');
    anew.append(document.createElement('body'));
    document.documentElement.remove();
    document.append(anew);
    await turn();
    expect(element()?.parentElement).toBe(anew);
    expect(frame()).toBeDefined();
    expect(troubles()).toEqual([]);
  });
});

describe('G-S9 F25 the open sidebar closes and says why', () => {
  it('when the page takes it out', async () => {
    const at = await start({ isOpen: true });
    at.element()?.remove();
    await turn();
    expectClosed(at);
  });

  it.each<[string, (element: HTMLElement) => void]>([
    ['style', (element) => element.setAttribute('style', 'opacity: 0')],
    ['class', (element) => element.classList.add('hidden')],
    ['inert', (element) => element.setAttribute('inert', '')],
    ['popover', (element) => element.removeAttribute('popover')],
    [
      'style after a data attribute',
      (element) => {
        element.setAttribute('data-x', '1');
        element.setAttribute('style', 'opacity: 0');
      },
    ],
  ])('when the page sets its %s', async (_, change) => {
    const at = await start({ isOpen: true });
    const element = at.element();
    if (element) change(element);
    await turn();
    expectClosed(at);
  });

  it('when the page takes it from the top', async () => {
    const at = await start({ isOpen: true });
    at.element()?.hidePopover();
    await turn();
    expectClosed(at);
  });

  it('but not when another extension marks it', async () => {
    const { element, frame, troubles } = await start({ isOpen: true });
    element()?.setAttribute('data-other-extension', 'seen');
    await pass(1000);
    expect(frame()).toBeDefined();
    expect(troubles()).toEqual([]);
  });

  it('and the note goes after a while', async () => {
    const at = await start({ isOpen: true });
    at.element()?.remove();
    await pass(11_999);
    expectClosed(at);
    await pass(1);
    expect(at.note()).toBe('');
  });

  it('and does not come back for a page that goes on', async () => {
    const at = await start({ isOpen: true });
    for (let time = 0; time < 5; time++) {
      at.element()?.remove();
      await turn();
    }
    expect(at.element()).toBeUndefined();
  });
});

describe('G-S9 something that lies over the open sidebar', () => {
  const shown = () => vi.spyOn(HTMLElement.prototype, 'showPopover');

  it('for a moment does nothing; after two looks the sidebar comes to the top', async () => {
    const { cover, element, frame } = await start({ isOpen: true });
    const raised = shown();
    cover.by = document.body;
    await pass(200);
    expect(raised).not.toHaveBeenCalled();
    await pass(200);
    expect(raised.mock.contexts).toEqual([element()]);
    Reflect.deleteProperty(cover, 'by');
    await pass(2000);
    expect(raised).toHaveBeenCalledTimes(1);
    expect(frame()).toBeDefined();
  });

  it('now and then for one look is no reason for anything', async () => {
    const { cover, troubles } = await start({ isOpen: true });
    const raised = shown();
    for (let time = 0; time < 10; time++) {
      cover.by = document.body;
      await pass(200);
      Reflect.deleteProperty(cover, 'by');
      await pass(200);
    }
    expect(raised).not.toHaveBeenCalled();
    expect(troubles()).toEqual([]);
  });

  it('again and again makes it close, and say why, within two seconds', async () => {
    const at = await start({ isOpen: true });
    at.cover.by = document.body;
    await pass(2000);
    expectClosed(at);
  });

  it.each([
    ['middle', 0.5, 0.5],
    ['top left', 0.1, 0.1],
    ['bottom right', 0.9, 0.9],
    ['top right', 0.9, 0.1],
  ])('is seen in the %s', async (_, partX, partY) => {
    const at = await start({ isOpen: true });
    const frame = at.frame();
    if (!frame) throw new Error('not open');
    vi.spyOn(frame, 'getBoundingClientRect').mockReturnValue(new DOMRect(1000, 0, 300, 800));
    const isThere = (x: number, y: number) => Math.abs(x - 1000 - 300 * partX) < 1 && Math.abs(y - 800 * partY) < 1;
    document.elementFromPoint = (x, y) => (isThere(x, y) ? document.body : (at.element() ?? null));
    await pass(2000);
    expectClosed(at);
  });

  it('is seen although it lets clicks through, when it came to the top after us', async () => {
    const at = await start({ isOpen: true });
    const raised = shown();
    const veil = document.body.appendChild(document.createElement('div'));
    vi.spyOn(veil, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 2000, 2000));
    vi.spyOn(at.frame() as HTMLElement, 'getBoundingClientRect').mockReturnValue(new DOMRect(1000, 0, 300, 800));
    veil.showPopover();
    raised.mockClear();
    await pass(400);
    expect(raised.mock.contexts).toEqual([at.element()]);
    // It is below us now.
    await pass(2000);
    expect(raised).toHaveBeenCalledTimes(1);
  });

  it('is nothing of ours in a tab that nobody sees', async () => {
    const at = await start({ isOpen: true });
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    at.cover.by = document.body;
    await pass(5000);
    expect(at.frame()).toBeDefined();
    expect(at.troubles()).toEqual([]);
  });

  it.each(['blur(20px)', 'opacity(0.05)', 'brightness(0.1)', 'invert(0.5)', 'url("#noise")'])(
    'is also a filter of the root that leaves nothing legible: %s',
    async (filter) => {
      const at = await start({ isOpen: true });
      document.documentElement.style.filter = filter;
      await pass(2000);
      document.documentElement.removeAttribute('style');
      expectClosed(at);
    },
  );

  it.each(['none', 'invert(1) hue-rotate(180deg)', 'grayscale(1)', 'invert(0.9) contrast(0.9)', 'sepia(0.4)'])(
    'is no filter as dark modes have: %s',
    async (filter) => {
      const at = await start({ isOpen: true });
      document.documentElement.style.filter = filter;
      await pass(2000);
      document.documentElement.removeAttribute('style');
      expect(at.frame()).toBeDefined();
      expect(at.troubles()).toEqual([]);
    },
  );

  it('is not looked for once the sidebar is closed', async () => {
    const { say, cover, troubles } = await start({ isOpen: true });
    await say({ to: 'host', say: 'hide' });
    cover.by = document.body;
    await pass(5000);
    expect(troubles()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a modal dialog of the page', () => {
  function showDialog(parent: ParentNode = document.body): HTMLDialogElement {
    const dialog = document.createElement('dialog');
    parent.append(dialog);
    dialog.open = true;
    dialog.dispatchEvent(Object.assign(new Event('toggle', { bubbles: false }), { newState: 'open' }));
    return dialog;
  }
  function close(dialog: HTMLDialogElement): void {
    dialog.open = false;
    dialog.dispatchEvent(new Event('close'));
  }

  const inComponent = () => document.body.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });

  it.each([
    ['in the page', () => document.body],
    ['in a component of the page', inComponent],
  ])('%s is honest: the open sidebar stays, says that it cannot be used, and that it can again', async (_, parent) => {
    const { cover, frame, note, troubles } = await start({ isOpen: true });
    const dialog = showDialog(parent());
    cover.by = document.body;
    await pass(5000);
    expect(frame()).toBeDefined();
    expect(note()).toContain('A dialog of this page is in front');
    expect(troubles()).toEqual(['inert']);
    close(dialog);
    Reflect.deleteProperty(cover, 'by');
    await pass(400);
    expect(note()).toBe('');
    expect(troubles()).toEqual(['inert', null]);
  });

  it('is said on the closed handle too', async () => {
    const { note, troubles } = await start();
    const dialog = showDialog();
    await pass(50);
    expect(note()).toContain('A dialog of this page is in front');
    close(dialog);
    await pass(50);
    expect(note()).toBe('');
    expect(troubles()).toEqual(['inert', null]);
  });
});
