import { NotYet, until } from '../browsers/until.ts';
import { expect, expectToSend, type SiteDesk, test } from '../site-desk.ts';

test.describe.configure({ mode: 'default' });

// Other stories of the same browser look for the handle where it is at first.
test.afterAll(({ siteDesk: { browser } }) => browser.withApi(({ storage }) => storage.local.remove('sidebar')));

/** Whether our host is what lies at a point, given as parts of the window's width and height and a distance from there. */
const isOurs = ({ tab }: SiteDesk, at: { x: number; y: number; right?: number; up?: number }) =>
  tab.evaluate(({ x, y, right = 0, up = 0 }) => {
    const { clientWidth, clientHeight } = document.documentElement;
    return (
      document.elementFromPoint(clientWidth * x + right, clientHeight * y - up)?.matches('html > [popover]') === true
    );
  }, at);

test('I drag the handle out of the way and the sidebar wider, and so they are on the next page', async ({
  siteDesk: desk,
}) => {
  const { browser, tab } = desk;
  await desk.visit('/harmless/grid-shell');
  const { width, height } = await tab.evaluate(() => document.documentElement.getBoundingClientRect().toJSON());
  const edge = width - 10;
  await tab.drag({ x: edge, y: height / 2 }, { x: edge, y: height / 4 });
  const isHandleMoved = async () =>
    (await isOurs(desk, { x: 1, y: 1 / 4, right: -10 })) && !(await isOurs(desk, { x: 1, y: 1 / 2, right: -10 }));
  await expect.poll(isHandleMoved).toBe(true);
  // It was dragged, not pressed.
  expect(await desk.hasSidebar()).toBe(false);

  const frame = await desk.openSidebar();
  const before = await frame.evaluate(() => innerWidth);
  const wider = before + 60;
  await tab.drag({ x: width - before - 3, y: 50 }, { x: width - wider, y: 50 });
  await expect.poll(() => frame.evaluate(() => innerWidth)).toBe(wider);
  const stored = async () => (await browser.readStorageLocal()).sidebar;
  await expect.poll(stored).toMatchObject({ data: { width: wider } });

  await desk.visit('/harmless/wide-table');
  await expect.poll(isHandleMoved).toBe(true);
  const again = await desk.openSidebar();
  expect(await again.evaluate(() => innerWidth)).toBe(wider);
});

test('zoomed until the window is narrow, the sidebar is a sheet at the bottom, and I send from it', async ({
  siteDesk: desk,
}) => {
  const { browser, tab, tabId } = desk;
  const zoom = async (factor: number) => {
    const wide = await tab.evaluate(() => innerWidth);
    await browser.withApi(({ tabs }, [id, to]) => tabs.setZoom(id, to), [tabId, factor] as const);
    await until('the zoom', async () => (await tab.evaluate(() => innerWidth)) !== wide || new NotYet('not yet'));
  };
  await desk.visit('/harmless/fixed-bars');
  await zoom(2);
  try {
    const frame = await desk.openSidebar();
    const [outer, inner] = await Promise.all([tab, frame].map((page) => page.evaluate(() => innerWidth)));
    expect(inner).toBeGreaterThan((outer ?? 0) - 20);
    expect(await isOurs(desk, { x: 1 / 2, y: 1, up: 20 })).toBe(true);
    expect(await isOurs(desk, { x: 1 / 2, y: 0, up: -10 })).toBe(false);
    await expectToSend(desk, frame, 'From the sheet');
  } finally {
    await zoom(1);
  }
  // Wide again, it is at the side again.
  await expect.poll(() => isOurs(desk, { x: 1, y: 0, right: -50, up: -10 })).toBe(true);
});

test('a dialog of the page that keeps the focus lets me write in the sidebar all the same', async ({
  siteDesk: desk,
}) => {
  const { tab } = desk;
  await desk.visit('/harmless/focus-trap');
  const frame = await desk.openSidebar();
  await expectToSend(desk, frame, 'Past the trap');
  expect(await tab.value('textbox', 'Reason')).toBe('');
  await frame.press('Escape');
  await until('the sidebar to go', async () => !(await desk.hasSidebar()) || new NotYet('it is there'));
  await expect.poll(() => tab.focusedName()).toBe('Reason');
});

test('where it takes the focus back each time the sidebar says so, and where I can write instead', async ({
  siteDesk: desk,
}) => {
  const { tab } = desk;
  await desk.visit('/harmless/focus-trap');
  await tab.click('button', 'Hold fast');
  await desk.tellHost('show');
  const frame = await tab.frame(`${desk.browser.origin}/sidepanel.html`);
  await frame.click('textbox', 'Message');
  await frame.waitForText('The page has the keyboard now.');
  await frame.waitForText('open Deskside from the toolbar, or as a side panel.');
  await expect.poll(() => tab.focusedName()).toBe('Reason');
});
