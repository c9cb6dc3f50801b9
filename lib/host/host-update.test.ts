// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createPage, type Page, pass, turn } from './testing.ts';

type World = { isHostOfDeskside?: boolean };
let page: Page;
const { id } = fakeBrowser.runtime;

beforeEach(async () => {
  page = createPage({ rules: [{ id: 'a', visitor: { kind: 'query', name: 'visitor' } }] });
  await page.start();
  await page.open();
});
afterEach(async () => {
  fakeBrowser.runtime.id = id;
  await page.leave();
});

/** The extension was updated: of the old one nothing is left but dead functions. */
function update({ throws = false } = {}): void {
  if (throws) {
    vi.spyOn(fakeBrowser.runtime, 'id', 'get').mockImplementation(() => {
      throw new Error('Extension context invalidated.');
    });
  } else Reflect.set(fakeBrowser.runtime, 'id', undefined);
  vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockRejectedValue(new Error('Extension context invalidated.'));
}

describe('F15 the host of an extension that was updated', () => {
  it('closes its sidebar, says that the tab has to be loaded anew, and goes', async () => {
    update();
    dispatchEvent(new Event('focus'));
    await turn();
    expect(page.frame()).toBeUndefined();
    expect(page.note()).toContain('Reload this tab');
    await pass(11_000);
    expect(page.note()).toContain('Reload this tab');
    await pass(1_000);
    expect(page.element()).toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each<[string, () => unknown]>([
    ['the agent comes back to the tab', () => document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))],
    ['something has to be asked', () => page.say({ to: 'host', say: 'report' })],
  ])('notices it when %s', async (_, act) => {
    update();
    await act();
    await turn();
    expect(page.note()).toContain('Reload this tab');
  });

  it('notices it when the agent opens the sidebar', async () => {
    await page.say({ to: 'host', say: 'hide' });
    update();
    await page.click(page.handle());
    expect(page.frame()).toBeUndefined();
    expect(page.note()).toContain('Reload this tab');
  });

  it('makes room for the new one, in the same world too', async () => {
    expect((globalThis as World).isHostOfDeskside).toBe(true);
    update();
    dispatchEvent(new Event('focus'));
    expect((globalThis as World).isHostOfDeskside).toBe(false);
  });

  it('says it once, and asks nothing any more', async () => {
    update();
    for (let time = 0; time < 5; time++) dispatchEvent(new Event('focus'));
    await pass(12_000);
    const said = vi.mocked(fakeBrowser.runtime.sendMessage).mockClear();
    for (let time = 0; time < 5; time++) dispatchEvent(new Event('focus'));
    history.replaceState(null, '', '?visitor=other');
    dispatchEvent(new Event('popstate'));
    await pass(1000);
    expect(said).not.toHaveBeenCalled();
    expect(page.element()).toBeUndefined();
  });
});

describe('a background that is only asleep, or busy', () => {
  it('is no update: an error of one message ends nothing', async () => {
    vi.spyOn(fakeBrowser.runtime, 'sendMessage').mockRejectedValue(new Error('Could not establish connection'));
    await page.say({ to: 'host', say: 'report' });
    await pass(12_000);
    expect(page.frame()).toBeDefined();
    expect(page.note()).toBe('');
  });
});
