import { parseArgs } from 'node:util';
import type { Browser } from '../e2e/browsers/browser.ts';
import type { Page } from '../e2e/browsers/page.ts';
import { customers } from './site/customers.ts';
import { playStory, reportCommits } from './story.ts';
import { startWorld, type World } from './world.ts';

const { values } = parseArgs({
  options: { firefox: { type: 'boolean', default: false }, headless: { type: 'boolean', default: false } },
});
const name = values.firefox ? 'firefox' : 'chromium';
const hasScreen = process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
const headless = values.headless || !hasScreen;
const say = (line: string) => console.log(line);

const world = await startWorld(name, { headless });
say(`Brevo: https://api.brevo.com, played by this computer on port ${world.brevoPort}.`);
say(`The shop: ${world.siteUrl}/customers`);
say('The browser would ask whether Deskside may be on its pages; here it has the answer already.');
if (headless) {
  say(`No screen here, so ${name} plays the story by itself.\n`);
  try {
    const open = (url: string) => world.browser.openPage(url);
    await playStory(world, { open, beat: async () => undefined }, say);
    say('\nThat is the story. With a screen, `npm start` shows it in a browser and leaves the rest to you.');
  } finally {
    await world.close();
  }
} else {
  await playOnScreen(world);
}

/** Shows the CRM, the popup and the visitor's window side by side, plays the story, and stays open until Ctrl+C. */
async function playOnScreen(shown: World): Promise<void> {
  const { browser, brevo, siteUrl, close } = shown;
  let isClosing = false;
  const end = async () => {
    if (isClosing) return;
    isClosing = true;
    await close();
    process.exit(0);
  };
  process.on('SIGINT', () => void end());
  process.on('SIGTERM', () => void end());
  try {
    // The tab from which windows are arranged has to be there before the others.
    await browser.withApi(() => undefined);
    await browser.openPage(`${siteUrl}/customers/${encodeURIComponent(customers[0]?.visitorId ?? '')}`);
    await playStory(shown, { open: (url, place) => openWindow(browser, url, place), beat }, say);
  } catch (problem) {
    // Closing in the middle of the story is no failure.
    if (isClosing) return;
    await close();
    throw problem;
  }
  reportCommits(brevo, say);
  say('\nNow it is yours: copy a visitor ID from the CRM, send something, and watch the visitor’s window.');
  say('The toolbar button opens the popup too (Ctrl+Shift+Y, on Linux Ctrl+Shift+F). Ctrl+C ends everything.');
}

/** A tab of the large window, or a small window of its own, so that popup and visitor's window can be seen together. */
async function openWindow(browser: Browser, url: string, place: 'left' | 'right' | 'tab'): Promise<Page> {
  const page = await browser.openPage(url);
  if (place === 'tab') return page;
  await browser.withApi(
    async (api, left) => {
      const ids = (await api.tabs.query({})).map(({ id = 0 }) => id);
      // Numbers grow, so the tab that was just opened has the highest.
      await api.windows.create({ tabId: Math.max(...ids), type: 'popup', width: 420, height: 680, left, top: 100 });
      const small = (await api.windows.getAll()).filter(({ type }) => type === 'popup');
      // Opening a tab has raised the large window over the earlier small one.
      for (const { id = 0 } of small) await api.windows.update(id, { focused: true });
    },
    place === 'left' ? 420 : 860,
  );
  return page;
}

/** People need a moment to see each step. */
function beat(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1800));
}
