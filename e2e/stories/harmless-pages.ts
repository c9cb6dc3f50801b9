import type { Page } from '../browsers/page.ts';
import { NotYet, until } from '../browsers/until.ts';
import { harmless } from '../pages/harmless.ts';
import { countDifferent, readPicture } from '../picture.ts';
import { expect, expectToSend, type SiteDesk, test } from '../site-desk.ts';

/** How far a shadow of ours falls, in CSS pixels. */
const SHADOW = 80;

/**
 * Rules that count the children of the root find one more, wherever it stands. At the end it meets the fewest of them;
 * here `html > :last-child` paints the body. No box moves even so.
 */
const COUNTS_US = '/harmless/counts-children';

// One browser and one tab for all of them.
test.describe.configure({ mode: 'default' });

test('no box of a page moves and no pixel beside the sidebar changes, whatever the layout', async ({
  siteDesk: desk,
}, info) => {
  test.setTimeout(180_000);
  const { tab } = desk;
  for (const { path, title } of harmless) {
    await test.step(title, async () => {
      const picture = async (name: string) => {
        const file = info.outputPath(`${path.slice(1).replaceAll('/', '-')}-${name}.png`);
        await tab.screenshot(file);
        return readPicture(file);
      };
      await tab.navigate(elsewhere(desk, path));
      expect(await hosts(tab)).toBe(0);
      const boxesWithout = await boxes(tab);
      const without = await picture('without');
      await desk.visit(path);
      await until('the handle', async () => (await hosts(tab)) === 1 || new NotYet('it is not there'));
      expect.soft(await boxes(tab), `${title}: boxes beside the handle`).toEqual(boxesWithout);
      const frame = await desk.openSidebar();
      const sidebar = await frame.evaluate(() => innerWidth);
      expect.soft(await boxes(tab), `${title}: boxes beside the sidebar`).toEqual(boxesWithout);
      if (path === COUNTS_US) return;
      const right = without.width - sidebar - SHADOW;
      const area = { left: 0, top: 0, right, bottom: without.height };
      expect.soft(countDifferent(without, await picture('with'), area), `${title}: pixels`).toBe(0);
    });
  }
});

test('a page that watches itself sees no change but that the focus went', async ({ siteDesk: desk }) => {
  const path = '/harmless/watches-itself';
  const changes = async () => {
    const all = await desk.tab.evaluate(() => (window as unknown as { changes: string[] }).changes);
    return all.filter((change) => !/^(focus|blur)/.test(change));
  };
  await desk.tab.navigate(elsewhere(desk, path));
  // It is still being read when it begins to watch.
  const own = await changes();
  await desk.visit(path);
  expect(await changes()).toEqual(own);
  const frame = await desk.openSidebar();
  await desk.write(frame, 'visitor-1', 'Unseen');
  await frame.press('Escape');
  await gone(desk);
  expect(await changes()).toEqual(own);
});

test('nothing of ours is printed', async ({ siteDesk: desk }) => {
  await desk.visit('/harmless/print');
  await desk.openSidebar();
  const display = () =>
    desk.tab.evaluate(() => getComputedStyle(document.querySelector('html > [popover]') as Element).display);
  expect(await display()).toBe('block');
  await desk.tab.emulatePrint(true);
  expect(await display()).toBe('none');
  await desk.tab.emulatePrint(false);
  expect(await display()).toBe('block');
});

test('a page that writes itself anew keeps the sidebar, and the draft in it', async ({ siteDesk: desk }) => {
  await desk.visit('/harmless/writes-document');
  const frame = await desk.openSidebar();
  await desk.write(frame, 'visitor-1', 'Kept through it');
  await desk.tab.click('button', 'Write anew');
  await desk.tab.waitForText('Bob');
  await until('the sidebar', async () => (await desk.hasSidebar()) || new NotYet('it is not there'));
  expect(await hosts(desk.tab)).toBe(1);
  expect(await desk.context()).not.toHaveProperty('trouble');
  expect(JSON.stringify(await desk.browser.readStorageLocal())).toContain('Kept through it');
});

test('a page that replaces its body does not touch the sidebar', async ({ siteDesk: desk }) => {
  await desk.visit('/harmless/replaces-body');
  const frame = await desk.openSidebar();
  await desk.write(frame, 'visitor-1', 'Still the same frame');
  await desk.tab.click('button', 'Replace body');
  await desk.tab.waitForText('A new body.');
  expect(await frame.value('textbox', 'Message')).toBe('Still the same frame');
  expect(await hosts(desk.tab)).toBe(1);
});

test('after going away and back there is one sidebar, and it works', async ({ siteDesk: desk }) => {
  const { tab, pages } = desk;
  await desk.visit('/harmless/fixed-bars');
  await desk.write(await desk.openSidebar(), 'visitor-1', 'Before I went');
  await tab.navigate(`${pages.url}/harmless/grid-shell`);
  await tab.evaluate(() => history.back());
  await tab.waitForText('Lantern & Loom');
  await until('our host', async () => (await desk.tellHost('report')) || new NotYet('it does not answer'));
  const frame = await desk.openSidebar();
  expect(await frame.value('textbox', 'Message')).toBe('Before I went');
  expect(await hosts(tab)).toBe(1);
  await expectToSend(desk, frame, 'After I came back');
});

test('the handle leaves a page in full screen alone, and is back afterwards', async ({ siteDesk: desk }) => {
  const { tab } = desk;
  await desk.visit('/harmless/grid-shell');
  const isHandleThere = () =>
    tab.evaluate(
      () => document.elementFromPoint(innerWidth - 10, innerHeight / 2)?.matches('html > [popover]') === true,
    );
  expect(await isHandleThere()).toBe(true);
  await tab.evaluate(() => {
    document.addEventListener('click', () => void document.documentElement.requestFullscreen(), { once: true });
  });
  await tab.clickAt(100, 20);
  await until('full screen', () =>
    tab.evaluate(() => document.fullscreenElement !== null).then((is) => is || new NotYet('')),
  );
  await until('no handle', async () => !(await isHandleThere()) || new NotYet('it is there'));
  await tab.evaluate(() => document.exitFullscreen());
  await until('the handle', async () => (await isHandleThere()) || new NotYet('it is not there'));
});

test('a modal dialog of the page blocks the sidebar, which says so and works again after it', async ({
  siteDesk: desk,
}) => {
  const { tab } = desk;
  await desk.visit('/harmless/modal-dialog');
  const frame = await desk.openSidebar();
  await tab.click('button', 'Open dialog');
  await until('the trouble', async () => (await desk.context())?.trouble === 'inert' || new NotYet('not told yet'));
  expect(await desk.hasSidebar()).toBe(true);
  await tab.click('button', 'Close dialog');
  await until('no trouble', async () => !(await desk.context())?.trouble || new NotYet('there is still'));
  await expectToSend(desk, frame, 'After the dialog');
});

test('Escape in the sidebar gives the focus back to what had it', async ({ siteDesk: desk }) => {
  const { tab } = desk;
  await desk.visit('/harmless/revert-all');
  await tab.click('textbox', 'Search');
  const frame = await desk.openSidebar();
  await desk.write(frame, 'visitor-1', 'Then back');
  await frame.press('Escape');
  await gone(desk);
  expect(await tab.focusedName()).toBe('Search');
  await tab.typeOn('lamps');
  expect(await tab.value('textbox', 'Search')).toBe('lamps');
});

test('Escape gives it back also to what I left by clicking the handle', async ({ siteDesk: desk }) => {
  const { tab } = desk;
  await desk.visit('/harmless/revert-all');
  await tab.click('textbox', 'Search');
  const handle = await tab.evaluate(() => ({ x: innerWidth - 14, y: innerHeight / 2 }));
  await tab.clickAt(handle.x, handle.y);
  await (await desk.sidebar()).press('Escape');
  await gone(desk);
  expect(await tab.focusedName()).toBe('Search');
});

const hosts = (tab: Page) => tab.evaluate(() => document.querySelectorAll('html > [popover]').length);

const gone = (desk: SiteDesk) =>
  until('the sidebar to go', async () => !(await desk.hasSidebar()) || new NotYet('it is there'));

/** Where every element of the page is, to a hundredth of a pixel, but for the host of ours. */
const boxes = (tab: Page) =>
  tab.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => !element.matches('html > [popover]'))
      .map((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        return `${element.nodeName} ${[left, top, width, height].map((value) => value.toFixed(2)).join(' ')}`;
      }),
  );

/** The same computer by its other name is a site that nobody switched on. */
const elsewhere = ({ pages }: SiteDesk, path: string) => `${pages.url.replace('localhost', '127.0.0.1')}${path}`;
