// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createPage, type Page, pass, turn } from './testing.ts';

const byAddress = [{ id: 'a', visitor: { kind: 'query', name: 'visitor' } }] as const;
const { id } = fakeBrowser.runtime;
let page: Page;
afterEach(async () => {
  Reflect.set(fakeBrowser.runtime, 'id', id);
  await page.leave();
});

async function start(): Promise<Page> {
  history.replaceState(null, '', '?visitor=ada');
  page = createPage({ rules: [...byAddress] });
  await page.start();
  return page;
}
async function goToBob(): Promise<number> {
  history.replaceState(null, '', '?visitor=bob');
  dispatchEvent(new Event('popstate'));
  await pass(500);
  return page.names().filter((name) => name === 'host/report').length;
}

it('stays away until the page is loaded anew, also when a popup or panel has it look again', async () => {
  const { say, element } = await start();
  await say({ to: 'host', say: 'remove' });
  await say({ to: 'host', say: 'report' });
  expect(element()).toBeUndefined();
});

it('F31 still says whom the page is about after it was hidden until reload', async () => {
  await (await start()).say({ to: 'host', say: 'remove' });
  expect(await goToBob()).toBe(2);
});

it('F31 still says whom the page is about after it gave up against the page', async () => {
  const { element } = await start();
  for (let time = 0; time < 4; time++) {
    element()?.remove();
    await turn();
  }
  expect(await goToBob()).toBe(2);
});

it('F15 leaves nothing behind after an update, when the page takes its farewell out', async () => {
  const { element } = await start();
  Reflect.set(fakeBrowser.runtime, 'id', undefined);
  dispatchEvent(new Event('focus'));
  await turn();
  element()?.remove();
  await pass(20_000);
  expect(element()).toBeUndefined();
});

it('says that a dialog is no longer in the way when it is taken off the page meanwhile', async () => {
  const { open, cover, say, troubles } = await start();
  await open();
  const dialog = document.body.appendChild(document.createElement('dialog'));
  dialog.open = true;
  cover.by = dialog;
  await pass(400);
  await say({ to: 'host', say: 'remove' });
  await pass(400);
  expect(troubles()).toEqual(['inert', null]);
});
